// Reading a stream of content beside the Task that waits for the answer.
#include "kaon/client/detail/upload.hpp"

#include <algorithm>
#include <cstring>

namespace kaon::inline v0::client::detail {

// A Task without anybody who awaits it: it is told to end by the Upload's end, and owns what it uses.
struct Upload::Pump : TaskWaiter {
    explicit Pump(Upload& upload, Core& core) : owner(&upload), out(upload.out_), task(read()) {
        context.core = &core;
        context.cancel = &cancel;
        done = [](TaskWaiter& waiter) { static_cast<Pump&>(waiter).finish(); };
    }

    // Waits until the piece has been taken.
    class Emptied final : public Operation<void> {
    public:
        explicit Emptied(Pump& pump) : pump_(pump) {}
        void tell() {
            pump_.waiting = nullptr;
            complete({});
        }

    private:
        Begun start(Core&) override {
            pump_.waiting = this;
            return Begun::waiting;
        }
        void stop() override { pump_.waiting = nullptr; }
        Pump& pump_;
    };

    Task<void> read() {
        while (auto piece = co_await out->body->read()) {
            if (!owner) co_return;
            owner->bytes_ = *piece;
            owner->listener_.upload_ready();
            co_await Emptied(*this);
        }
    }

    void finish() {
        ended = true;
        if (!owner) {
            // Its frame is at its last suspension or destroyed already: nothing of it runs after this.
            std::unique_ptr<Pump> self(this);
            return;
        }
        owner->listener_.upload_ready();
    }

    Upload* owner;  // null: nobody sends any more
    std::shared_ptr<Outgoing> out;
    CancelSource cancel;
    Context context;
    Emptied* waiting = nullptr;
    bool ended = false;
    Task<void> task;
};

Upload::Upload(std::shared_ptr<Outgoing> out, Listener& listener) : out_(std::move(out)), listener_(listener) {
    if (auto bytes = out_->body->bytes()) bytes_ = *bytes;
}

Upload::~Upload() {
    if (!pump_) return;
    pump_->owner = nullptr;
    if (pump_->ended) std::unique_ptr<Pump> end(pump_);
    else pump_->cancel.cancel();
}

void Upload::start(Core& core) {
    if (out_->body->bytes()) return;
    out_->started = true;
    pump_ = std::make_unique<Pump>(*this, core).release();
    pump_->task.start(*pump_, pump_->context);
}

Upload::Taken Upload::take(char* buffer, std::size_t size) {
    using enum Taken::Outcome;
    if (bytes_.empty()) {
        if (!pump_) return {end};
        if (!pump_->ended) return {wait};
        return {pump_->error ? failed : end};
    }
    const std::size_t count = std::min(size, bytes_.size());
    std::memcpy(buffer, bytes_.data(), count);
    bytes_.remove_prefix(count);
    return {bytes, count};
}

bool Upload::rewind() {
    const auto all = out_->body->bytes();
    if (all) bytes_ = *all;
    return all.has_value();
}

bool Upload::is_empty() const { return pump_ && pump_->waiting && bytes_.empty(); }

void Upload::wake() { pump_->waiting->tell(); }

std::optional<Error> Upload::take_error() {
    if (!pump_ || !pump_->error) return std::nullopt;
    return std::exchange(pump_->error, std::nullopt);
}

}  // namespace kaon::inline v0::client::detail
