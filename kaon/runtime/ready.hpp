// readable() and writable(): waits for a descriptor; what sockets, signals and every other source of events stand on.
//
//   co_await readable(fd);      // then read(2) will not block
//
// The descriptor is non-blocking and stays the caller's. Only on a Reactor's core. Errors: Errc::cancelled.
#pragma once

#include "kaon/coro/task.hpp"
#include "kaon/runtime/reactor.hpp"

namespace kaon::inline v0::runtime {

class [[nodiscard]] Ready final : public Operation<void> {
public:
    Ready(int fd, Interest interest) : fd_(fd), interest_(interest) {}

private:
    struct OwnedWatch : Watch {
        Ready* owner = nullptr;
    };
    Begun start(Core& core) override;
    void stop() override;

    int fd_;
    Interest interest_;
    OwnedWatch watch_;
};

inline Ready readable(int fd) { return {fd, Interest::read}; }
inline Ready writable(int fd) { return {fd, Interest::write}; }

}  // namespace kaon::inline v0::runtime
