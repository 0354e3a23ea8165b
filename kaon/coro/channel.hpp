// channel<T>(capacity): values from Tasks to Tasks, in order, with a bound.
//
//   auto [sender, receiver] = channel<Job>(16);
//   co_await sender.send(job);                              // waits while 16 are in it
//   while (std::optional<Job> job = co_await receiver.recv()) work(*job);   // nothing: the last Sender has gone
//
// Both ends may be copied, and each value goes to one Receiver: several producers, one or several workers. Values of
// one Sender arrive in its order; who waits is served in the order of coming.
//
// Cancellation loses nothing. A send() that is cancelled, or fails because nobody receives any more, has not touched
// the value: it is moved from only when it is in the channel. A recv() that is cancelled has taken nothing; a value
// that was on its way to it is still the next one. So both may stand in first_of() and timeout().
// Errors: SyncErrc::closed once the last Receiver has gone or close() was called; SyncErrc::full and SyncErrc::empty of
// the functions that do not wait; Errc::cancelled.
// Threads: all of it from any; a Task goes on on its own core. Values are moved under a short lock: a move constructor
// must not use the same channel. Lifetime: an end outlives the waits that were started with it.
#pragma once

#include <memory>

#include "kaon/coro/detail/channel_core.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

template <class T>
class Sender;
template <class T>
class Receiver;

template <class T>
struct ChannelEnds {
    Sender<T> sender;
    Receiver<T> receiver;
};

// `capacity` of 0 counts as 1.
template <class T>
ChannelEnds<T> channel(std::size_t capacity) {
    auto core = std::make_shared<detail::Channel<T>>(capacity);
    return {.sender = Sender<T>(core), .receiver = Receiver<T>(core)};
}

template <class T>
class Sender {
    using Channel = detail::Channel<T>;

public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    class [[nodiscard]] Sending final : public detail::ParkedOperation<void> {
    public:
        Sending(Channel& channel, T& value) : channel_(channel), value_(&value) {}
        Sending(Channel& channel, const T& value)
            requires std::copy_constructible<T>
            : channel_(channel), own_(value), value_(&*own_) {}

    private:
        bool enter() override { return channel_.enter_sending(*this, *value_, sent_); }
        bool leave() override { return channel_.leave_sending(*this); }
        Result<> arrive() override {
            if (sent_) return {};
            if (this->refused || !channel_.push(std::move(*value_))) return Error(SyncErrc::closed);
            return {};
        }

        Channel& channel_;
        std::optional<T> own_;
        T* value_;
        bool sent_ = false;
    };

    // A place in the channel that is kept for one value: what is costly to make is made when there is room for it.
    class [[nodiscard]] Place {
    public:
        Place(Place&&) noexcept = default;
        Place& operator=(Place&& other) noexcept {
            std::swap(sender_.channel_, other.sender_.channel_);
            return *this;
        }
        ~Place() {
            if (sender_.channel_) sender_.channel_->leave_place();
        }
        // Never waits. Errors: SyncErrc::closed; then the value is untouched.
        Result<> send(T&& value) && {
            const Sender sender = std::move(sender_);
            if (!sender.channel_->push(std::move(value))) return Error(SyncErrc::closed);
            return {};
        }

    private:
        friend class Sender;
        explicit Place(const Sender& sender) : sender_(sender) {}
        Sender sender_;  // none is the last while somebody keeps a place
    };
    class [[nodiscard]] Reserving final : public detail::ParkedOperation<Place> {
    public:
        explicit Reserving(const Sender& sender) : sender_(sender) {}

    private:
        bool enter() override { return sender_.channel_->enter_sending(*this); }
        bool leave() override { return sender_.channel_->leave_sending(*this); }
        Result<Place> arrive() override {
            if (this->refused) return Error(SyncErrc::closed);
            return Place(sender_);
        }
        const Sender& sender_;
    };

    Sender(const Sender& other) : channel_(other.channel_) {
        if (channel_) channel_->senders.add(1);
    }
    Sender(Sender&&) noexcept = default;
    Sender& operator=(Sender other) noexcept {
        std::swap(channel_, other.channel_);
        return *this;
    }
    ~Sender() {
        if (channel_ && channel_->senders.subtract(1) == 0) channel_->end();
    }

    // Waits for room. The value stays where it is until it is in the channel; an lvalue is copied.
    Sending send(T&& value [[clang::lifetimebound]]) const [[clang::lifetimebound]] {
        return Sending(*channel_, value);
    }
    Sending send(const T& value) const [[clang::lifetimebound]]
        requires std::copy_constructible<T>
    {
        return Sending(*channel_, value);
    }
    // Errors: SyncErrc::full, SyncErrc::closed; then the value is untouched.
    Result<> try_send(T&& value) const {
        if (!channel_->try_place()) return Error(channel_->closed() ? SyncErrc::closed : SyncErrc::full);
        if (!channel_->push(std::move(value))) return Error(SyncErrc::closed);
        return {};
    }
    Result<> try_send(const T& value) const
        requires std::copy_constructible<T>
    {
        return try_send(T(value));
    }
    // Waits for room and keeps it.
    Reserving reserve() const [[clang::lifetimebound]] { return Reserving(*this); }

    // This end is done, before its destructor says so; it must not be used afterwards.
    void hang_up() { const Sender last = std::move(*this); }
    // Waits until nobody receives any more.
    detail::ChannelClosed until_closed() const [[clang::lifetimebound]] { return detail::ChannelClosed(*channel_); }
    bool closed() const { return channel_->closed(); }

private:
    friend ChannelEnds<T> channel<T>(std::size_t);
    explicit Sender(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) { channel_->senders.add(1); }

    std::shared_ptr<Channel> channel_;
};

template <class T>
class Receiver {
    using Channel = detail::Channel<T>;

public:
    using value_type = T;
    static constexpr bool is_shareable = true;

    class [[nodiscard]] Receiving final : public detail::ParkedOperation<std::optional<T>> {
    public:
        explicit Receiving(Channel& channel) : channel_(channel) {}

    private:
        bool enter() override { return channel_.enter_receiving(*this, value_); }
        bool leave() override { return channel_.leave_receiving(*this); }
        Result<std::optional<T>> arrive() override {
            if (!value_ && !this->refused) value_.emplace(channel_.pop());
            return std::move(value_);
        }

        Channel& channel_;
        std::optional<T> value_;
    };

    Receiver(const Receiver& other) : channel_(other.channel_) {
        if (channel_) channel_->receivers.add(1);
    }
    Receiver(Receiver&&) noexcept = default;
    Receiver& operator=(Receiver other) noexcept {
        std::swap(channel_, other.channel_);
        return *this;
    }
    ~Receiver() {
        if (channel_ && channel_->receivers.subtract(1) == 0) channel_->abandon();
    }

    // The next value; nothing when none will come any more.
    Receiving recv() const [[clang::lifetimebound]] { return Receiving(*channel_); }
    // Errors: SyncErrc::empty, or SyncErrc::closed when none will come any more.
    Result<T> try_recv() const {
        if (channel_->try_value()) return channel_->pop();
        return Error(channel_->drained() ? SyncErrc::closed : SyncErrc::empty);
    }
    // Takes no more values; those that are in it are still received.
    void close() const { channel_->close(); }
    // How many values wait.
    std::size_t size() const { return channel_->size(); }

private:
    friend ChannelEnds<T> channel<T>(std::size_t);
    explicit Receiver(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) { channel_->receivers.add(1); }

    std::shared_ptr<Channel> channel_;
};

}  // namespace kaon::inline v0
