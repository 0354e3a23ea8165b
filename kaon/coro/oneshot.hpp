// oneshot<T>(): one value from one Task to another: the answer to a question, say.
//
//   auto [answer, answered] = oneshot<Price>();
//   co_await questions.send({article, std::move(answer)});
//   Price price = co_await answered.recv();
//
//   std::move(question.answer).send(price);      // there; never waits
//
// Cancellation: a recv() that is cancelled has taken nothing, and may be asked again.
// Errors: SyncErrc::closed: of recv() when the sender ended without a value, or it was taken already; of send() when
// the receiver has gone, and then the value is untouched. Errc::cancelled.
// Threads: the ends may be on two cores; each is used by one Task at a time. Lifetime: an end outlives its waits.
#pragma once

#include "kaon/coro/channel.hpp"

namespace kaon::inline v0 {

template <class T>
class OneshotSender;
template <class T>
class OneshotReceiver;

template <class T>
struct OneshotEnds {
    OneshotSender<T> sender;
    OneshotReceiver<T> receiver;
};

template <class T>
OneshotEnds<T> oneshot() {
    auto core = std::make_shared<detail::Channel<T>>(1);
    return {.sender = OneshotSender<T>(core), .receiver = OneshotReceiver<T>(core)};
}

template <class T>
class OneshotSender {
    using Channel = detail::Channel<T>;

public:
    OneshotSender(OneshotSender&&) noexcept = default;
    OneshotSender& operator=(OneshotSender&& other) noexcept {
        std::swap(channel_, other.channel_);
        return *this;
    }
    ~OneshotSender() {
        if (channel_) channel_->end();
    }

    Result<> send(T&& value) && {
        const OneshotSender self = std::move(*this);
        if (!self.channel_->try_place() || !self.channel_->push(std::move(value))) return Error(SyncErrc::closed);
        return {};
    }
    Result<> send(const T& value) &&
        requires std::copy_constructible<T>
    {
        return std::move(*this).send(T(value));
    }
    // Waits until nobody is interested any more: work for an answer that nobody wants can stop.
    detail::ChannelClosed until_closed() const [[clang::lifetimebound]] { return detail::ChannelClosed(*channel_); }
    bool closed() const { return channel_->closed(); }

private:
    friend OneshotEnds<T> oneshot<T>();
    explicit OneshotSender(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}

    std::shared_ptr<Channel> channel_;
};

template <class T>
class OneshotReceiver {
    using Channel = detail::Channel<T>;

public:
    class [[nodiscard]] Receiving final : public detail::ParkedOperation<T> {
    public:
        explicit Receiving(Channel& channel) : channel_(channel) {}

    private:
        bool enter() override { return channel_.enter_receiving(*this); }
        bool leave() override { return channel_.leave_receiving(*this); }
        Result<T> arrive() override {
            if (this->refused) return Error(SyncErrc::closed);
            return channel_.pop();
        }

        Channel& channel_;
    };

    OneshotReceiver(OneshotReceiver&&) noexcept = default;
    OneshotReceiver& operator=(OneshotReceiver&& other) noexcept {
        std::swap(channel_, other.channel_);
        return *this;
    }
    ~OneshotReceiver() {
        if (channel_) channel_->abandon();
    }

    Receiving recv() const [[clang::lifetimebound]] { return Receiving(*channel_); }
    // Errors: SyncErrc::empty, or SyncErrc::closed when none will come.
    Result<T> try_recv() const {
        if (channel_->try_value()) return channel_->pop();
        return Error(channel_->drained() ? SyncErrc::closed : SyncErrc::empty);
    }

private:
    friend OneshotEnds<T> oneshot<T>();
    explicit OneshotReceiver(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}

    std::shared_ptr<Channel> channel_;
};

}  // namespace kaon::inline v0
