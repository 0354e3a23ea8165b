// Stream<T>: a coroutine that gives many values, one per next(), and may wait in between.
//
//   Stream<std::string> lines(File& file) {
//       while (auto line = co_await file.read_line()) co_yield *line;
//   }
//   auto stream = lines(file);
//   while (auto line = co_await stream.next()) use(*line);    // std::optional; an error ends the caller
//
// Runs only inside next(): the reader sets the pace. Destroying it between two next() destroys its frame.
// Errors: one that leaves the Stream reaches whoever awaits next(); after it, and after the end, next() gives nothing.
// Threads: one core's own.
#pragma once

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

template <class T>
class StreamPromise final : public AwaitingPromise {
public:
    StreamPromise() : AwaitingPromise(detail::frame_of(this)) {}
    Stream<T> get_return_object();

    std::suspend_always initial_suspend() noexcept { return {}; }
    FinalAwaiter final_suspend() noexcept { return {*this}; }
    void return_void() {}

    auto yield_value(T value) {
        struct Awaiter : std::suspend_always {
            StreamPromise& self;
            std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return self.waiter_->wake(); }
        };
        value_.emplace(std::move(value));
        return Awaiter{{}, *this};
    }
    std::optional<T> take() { return std::exchange(value_, std::nullopt); }

private:
    std::optional<T> value_;
};

template <class T>
class [[nodiscard]] Stream {
public:
    using promise_type = StreamPromise<T>;
    using value_type = T;

    Stream(Stream&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)), promise_(other.promise_) {}
    Stream& operator=(Stream&& other) noexcept {
        std::swap(frame_, other.frame_);
        std::swap(promise_, other.promise_);
        return *this;
    }
    ~Stream() {
        if (frame_) frame_.destroy();
    }

    // The next value, or nothing at the end.
    Task<std::optional<T>> next() {
        if (!frame_ || frame_.done()) co_return std::nullopt;
        co_await Step{*this};
        co_return promise_->take();
    }

private:
    friend promise_type;
    explicit Stream(promise_type& promise) : frame_(promise.frame()), promise_(&promise) {}

    struct Step {
        Stream& stream;
        FrameAwaiter awaiter_for(PromiseBase& self) { return {stream.frame_, *stream.promise_, self}; }
    };

    std::coroutine_handle<> frame_;
    promise_type* promise_;
};

template <class T>
Stream<T> StreamPromise<T>::get_return_object() {
    return Stream<T>(*this);
}

}  // namespace kaon::inline v0
