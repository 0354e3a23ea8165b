// Whose turn it is, and the group commit.
#include "kaon/sql/sqlite/detail/lane.hpp"

#include "kaon/sql/error.hpp"

namespace kaon::inline v0::sqlite {

using detail::Call;

namespace {

// So many writes share a commit at most: bounds how long the first waits for the last.
constexpr std::size_t group_limit = 64;

Error rolled_back() {
    return Error(SqlErrc::engine).with_detail("the transaction was rolled back by an earlier error");
}

}  // namespace

Lane::Lane(Connection connection, Mode mode, std::size_t limit)
    : connection_(std::move(connection)), mode_(mode), limit_(limit) {}

Lane::~Lane() {
    // Nobody waits for what is left here: whoever waits keeps the lane alive.
    for (CallQueue* queue : {&queue_, &held_}) {
        while (queue->front()) delete queue->pop();
    }
}

void Lane::start() {
    if (mode_ == Mode::thread) thread_ = std::thread([self = shared_from_this()] { self->work(); });
}

void Lane::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (!thread_.joinable()) return;
    if (thread_.get_id() == std::this_thread::get_id()) thread_.detach();
    else thread_.join();
}

Result<> Lane::submit(Call& call) {
    std::unique_lock lock(mutex_);
    const bool holds = call.tx && call.tx == holder_;
    if (call.tx && !holds && call.what != Call::What::begin) {
        return Error(Errc::internal).with_detail("a statement in a transaction that has ended");
    }
    if ((holds ? held_ : queue_).size() >= limit_) {
        return queue_full();
    }
    (holds ? held_ : queue_).push(call);
    if (mode_ == Mode::thread) {
        lock.unlock();
        wake_.notify_one();
    } else {
        pump(lock);
    }
    return {};
}

void Lane::release(const void* tx) {
    std::unique_lock lock(mutex_);
    if (holder_ != tx) return;
    release_ = true;
    if (mode_ == Mode::thread) wake_.notify_one();
    else pump(lock);
}

void Lane::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || runnable(); });
        if (stopping_) return;
        pump(lock);
    }
}

bool Lane::runnable() const { return release_ || (holder_ ? held_ : queue_).front(); }

void Lane::pump(std::unique_lock<std::mutex>& lock) {
    if (std::exchange(pumping_, true)) return;  // whoever pumps comes to it
    Batch batch;
    while (runnable() && !stopping_) {
        if (std::exchange(release_, false)) {
            // What was still waiting in the transaction is abandoned with it.
            while (held_.front()) batch.push_back(held_.pop());
            lock.unlock();
            roll_back();
            for (Call* call : batch) end(*call, Error(Errc::cancelled));
            lock.lock();
            holder_ = nullptr;
        } else {
            pick(batch);
            lock.unlock();
            run(batch);
            lock.lock();
        }
        batch.clear();
    }
    pumping_ = false;
}

// The next call, or a group of writes that may be committed together.
void Lane::pick(Batch& batch) {
    if (holder_) {
        batch.push_back(held_.pop());
        return;
    }
    auto groups = [](const Call& call) {
        return call.what == Call::What::work && !call.tx && call.query && !call.query->read_only;
    };
    batch.push_back(queue_.pop());
    if (!groups(*batch.front())) return;
    while (batch.size() < group_limit && queue_.front() && groups(*queue_.front())) batch.push_back(queue_.pop());
}

void Lane::run(Batch& batch) {
    if (batch.size() > 1 && run_together(batch)) return;
    for (Call* call : batch) run_one(*call);
}

bool Lane::run_together(Batch& batch) {
    if (!connection_.run("BEGIN IMMEDIATE")) return false;
    std::vector<Result<>> outcomes;
    outcomes.reserve(batch.size());
    for (Call* call : batch) {
        outcomes.push_back(call->is_abandoned() ? Result<>(Error(Errc::cancelled)) : call->perform(connection_));
        if (!connection_.in_transaction()) break;  // a full disk, say, rolls everything back
    }
    if (!connection_.in_transaction() || !connection_.run("COMMIT")) {
        roll_back();
        for (Call* call : batch) call->drop_rows();
        return false;
    }
    for (std::size_t i = 0; i < batch.size(); ++i) end(*batch[i], std::move(outcomes[i]));
    return true;
}

void Lane::run_one(Call& call) {
    if (call.is_abandoned() && call.what == Call::What::work) {
        call.end();
        return;
    }
    switch (call.what) {
        case Call::What::work: {
            if (call.tx && !connection_.in_transaction()) return end(call, rolled_back());
            return end(call, call.perform(connection_));
        }
        case Call::What::begin: return end(call, begin(call));
        case Call::What::commit:
        case Call::What::rollback: return end(call, leave(call));
    }
}

Result<> Lane::begin(Call& call) {
    if (call.is_abandoned()) return Error(Errc::cancelled);
    if (Result<> r = connection_.run("BEGIN IMMEDIATE"); !r) return r;
    const std::lock_guard lock(mutex_);
    holder_ = call.tx;
    return {};
}

Result<> Lane::leave(Call& call) {
    Result<> outcome;
    if (call.what == Call::What::commit) {
        outcome = connection_.in_transaction() ? connection_.run("COMMIT") : rolled_back();
    }
    roll_back();
    const std::lock_guard lock(mutex_);
    holder_ = nullptr;
    while (held_.front()) queue_.push(*held_.pop());  // refused when their turn comes
    return outcome;
}

void Lane::roll_back() {
    // Its failure leaves nothing that could be done: SQLite rolls back by itself at the latest when the file is closed.
    if (connection_.in_transaction()) static_cast<void>(connection_.run("ROLLBACK").has_value());
}

void Lane::end(Call& call, Result<> outcome) {
    if (!outcome) call.error.emplace(std::move(outcome).error());
    call.end();
}

}  // namespace kaon::inline v0::sqlite
