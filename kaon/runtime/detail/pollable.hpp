// Pollable: a non-blocking descriptor that a reader and a writer wait for: what every stream and socket stands on.
//
//   while ((n = ::recv(pollable.fd(), ...)) < 0 && errno == EAGAIN) co_await pollable.ready(Direction::reading);
//
// The descriptor is given to epoll once, with its first wait, and told of by edges (epoll(7), "Edge-triggered"), so a
// wait costs no system call. A wait may end early; whoever waits tries again. Threads: belongs to the core on which it
// was first waited for. Errors: Errc::conflict when another Task waits for the same direction, or on another core;
// Errc::cancelled. Lifetime: may outlive its core's Reactor; nobody waits when it ends.
#pragma once

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/runtime/reactor.hpp"

namespace kaon::inline v0::runtime::detail {

enum class Direction : std::uint8_t { reading, writing };

class Pollable final : Watch {
public:
    class [[nodiscard]] Wait final : public Operation<void> {
    public:
        Wait(Pollable& pollable, Direction direction) : pollable_(pollable), direction_(direction) {}

    private:
        friend class Pollable;
        Begun start(Core& core) override;
        void stop() override;

        Pollable& pollable_;
        const Direction direction_;
    };

    explicit Pollable(Fd fd) : fd_(std::move(fd)) {}
    Pollable(const Pollable&) = delete;
    Pollable& operator=(const Pollable&) = delete;
    ~Pollable();

    int fd() const { return fd_.number(); }
    Wait ready(Direction direction) { return {*this, direction}; }
    // Asked before each call: true now and then, so that a peer that is never slow does not get the core for itself.
    bool due_to_yield() { return ++calls_ % 64 == 0; }

private:
    struct All;  // of one core, so that its end is known here

    Result<> join(Reactor& reactor);
    void leave();
    void tell(Readiness readiness);
    Wait*& waiting(Direction direction) { return waiting_[static_cast<std::size_t>(direction)]; }
    bool& known(Direction direction) { return known_[static_cast<std::size_t>(direction)]; }

    Fd fd_;
    Reactor* reactor_ = nullptr;
    Pollable* next_ = nullptr;
    Pollable** previous_ = nullptr;
    Wait* waiting_[2]{};
    bool known_[2]{};  // an edge came while nobody waited
    bool was_joined_ = false;
    std::uint32_t calls_ = 0;
    bool* gone_ = nullptr;  // tells tell() that whom it woke has ended this
};

}  // namespace kaon::inline v0::runtime::detail
