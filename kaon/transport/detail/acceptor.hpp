// Acceptor: one listening socket on one core. Gives what it accepts to its ServerCore; pauses while nothing can be
// taken.
//
//   Acceptor acceptor(server, std::move(listener), options);
//   co_await acceptor.open();
//   acceptor.close();                 // when what is queued was taken
//
// It pauses when the server is full and its peers shall wait, and when the system has no descriptor or memory left;
// what waits then stays in the kernel's queue. A lasting fault is logged once, until an accept has succeeded again.
// Threads: its core's own. Lifetime: dies before its ServerCore.
#pragma once

#include "kaon/base/fd.hpp"
#include "kaon/runtime/reactor.hpp"
#include "kaon/transport/listen_options.hpp"

namespace kaon::inline v0::transport::detail {

class ServerCore;

class Acceptor final : runtime::Watch, Timer {
public:
    Acceptor(ServerCore& server, Fd listener, const ListenOptions& options);
    ~Acceptor();

    // Errors: the reactor's.
    Result<> open();
    // Takes what the kernel has accepted already, then closes.
    void close();
    const ListenOptions& options() const { return options_; }

private:
    void accept_some();
    int accept(int most);
    bool failed(int number);
    void pause(Duration time);
    void resume();

    ServerCore& server_;
    Fd listener_;
    const ListenOptions& options_;
    int most_ = 1;   // taken in one turn
    int full_ = 0;   // turns in a row that found as many
    bool paused_ = false;
    bool fault_logged_ = false;
};

}  // namespace kaon::inline v0::transport::detail
