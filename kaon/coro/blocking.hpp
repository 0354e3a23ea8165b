// spawn_blocking: runs a function that may block on the pool, and waits for it without holding the core.
//
//   std::string hash = co_await spawn_blocking([password] { return argon2(password); });
//   Row row = co_await spawn_blocking([=]() -> Result<Row> { ... });   // an Error it returns propagates
//
// The function owns what it needs: when the waiting Task is cancelled it still runs to its end, and its outcome is
// dropped. Errors: Errc::unavailable when the pool's queue is full, Errc::cancelled. An exception ends as
// Errc::internal. Threads: the function runs on a pool thread; the Task goes on where it was.
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

namespace detail {

template <class R>
struct BlockingValue {
    using type = R;
};
template <class T>
struct BlockingValue<Result<T>> {
    using type = T;
};

// Shared by the waiting operation and the pool; ends with the later of the two, always on the core's thread.
template <class F, class T>
struct BlockingCall : BlockingJob {
    F function;
    std::optional<Result<T>> outcome;
    class BlockingWait* owner = nullptr;  // null: nobody waits any more

    explicit BlockingCall(F f) : function(std::move(f)) {}
};

class BlockingWait {
public:
    virtual void ended() = 0;

protected:
    ~BlockingWait() = default;
};

}  // namespace detail

template <class F>
class [[nodiscard]] SpawnBlocking final
    : public Operation<typename detail::BlockingValue<std::invoke_result_t<F>>::type>,
      detail::BlockingWait {
    using T = typename detail::BlockingValue<std::invoke_result_t<F>>::type;
    using Call = detail::BlockingCall<F, T>;

public:
    explicit SpawnBlocking(F function) : call_(new Call(std::move(function))) {}
    ~SpawnBlocking() {
        if (!started_) delete call_;
    }

private:
    Begun start(Core& core) override {
        call_->owner = this;
        call_->work = [](BlockingJob& job) {
            auto& call = static_cast<Call&>(job);
#ifdef __cpp_exceptions
            try {
                run(call);
            } catch (...) {
                call.outcome.emplace(detail::exception_error());
            }
#else
            run(call);
#endif
        };
        call_->run = [](Job& job) {
            auto& call = static_cast<Call&>(static_cast<BlockingJob&>(job));
            if (call.owner) call.owner->ended();
            else delete &call;
        };
        Result<> accepted = core.run_blocking(*call_);
        if (!accepted) {
            this->finish(std::move(accepted).error());
            return Begun::finished;
        }
        started_ = true;
        return Begun::waiting;
    }
    void stop() override { call_->owner = nullptr; }
    void ended() override {
        Result<T> outcome = *std::move(call_->outcome);
        delete call_;
        this->complete(std::move(outcome));
    }
    static void run(Call& call) {
        if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
            call.function();
            call.outcome.emplace();
        } else {
            call.outcome.emplace(call.function());
        }
    }

    Call* call_;
    bool started_ = false;
};

template <class F>
SpawnBlocking<F> spawn_blocking(F function) {
    return SpawnBlocking<F>(std::move(function));
}

}  // namespace kaon::inline v0
