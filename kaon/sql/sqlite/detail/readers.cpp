// The reading threads.
#include "kaon/sql/sqlite/detail/readers.hpp"

namespace kaon::inline v0::sqlite {

Readers::~Readers() {
    while (queue_.front()) delete queue_.pop();  // abandoned: whoever waits keeps the readers alive
}

void Readers::start() {
    for (Connection& connection : connections_) {
        threads_.emplace_back([self = shared_from_this(), &connection] { self->work(connection); });
    }
}

void Readers::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) {
        if (thread.get_id() == std::this_thread::get_id()) thread.detach();
        else thread.join();
    }
    threads_.clear();
}

Result<> Readers::submit(detail::Call& call) {
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= limit_) return queue_full();
        queue_.push(call);
    }
    wake_.notify_one();
    return {};
}

void Readers::work(Connection& connection) {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || queue_.front(); });
        if (stopping_) return;
        detail::Call* call = queue_.pop();
        lock.unlock();
        if (!call->is_abandoned()) {
            if (Result<> outcome = call->perform(connection); !outcome) call->error.emplace(std::move(outcome).error());
        }
        call->end();
        lock.lock();
    }
}

}  // namespace kaon::inline v0::sqlite
