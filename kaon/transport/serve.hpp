// serve(): what main() does with a server: serve, keep background Tasks running, stop politely on a signal.
//
//   int main() {
//       runtime::Signals signals({SIGTERM, SIGINT});
//       runtime::Runtime runtime;
//       Result<> ended = runtime.run(program(runtime, signals));
//   }
//   Task<void> program(runtime::Runtime& runtime, runtime::Signals& signals) {
//       Service service = co_await routes().build();
//       transport::Server server = co_await transport::Server::bind(address);
//       co_await transport::serve(runtime, signals, server, service, service.background());
//   }
//
// The first signal drains the server; a second one ends the wait at once. With a Restart, its signal starts the program
// anew with the listening sockets (kaon/transport/successor.hpp), and the server drains once the new one serves; until
// then, and when it never does, it serves on. `signals` has that signal too: given again it does nothing more, and any
// other one meanwhile ends both. Where the server has TLS and `signals` has
// SIGHUP, that reads the certificates' files again: new connections get them, others stay as they are, and files that
// cannot be used change nothing and are reported. Background Tasks start with the server and are cancelled when it has
// stopped; one that fails stops the server, and its error is the outcome. Those in Restart::alone never run in two
// processes at once: they end when the server begins to drain, and those of the new process begin when they have ended.
// Threads: on core 0 of the Runtime.
#pragma once

#include <csignal>
#include <functional>
#include <string>
#include <vector>

#include "kaon/runtime/signals.hpp"
#include "kaon/transport/server.hpp"

namespace kaon::inline v0::transport {

using Background = std::vector<std::function<Task<void>()>>;
const Background& no_background();

struct Restart {
    std::vector<std::string> command = {};  // empty: no restart
    int signal = SIGUSR2;
    Duration timeout = 60s;  // for the new one to serve
    Background alone = {};
    Fd predecessor = {};  // what tell_predecessor() gave
};

// `handler` and `background` outlive the call. Errors: those of background Tasks.
Task<void> serve(runtime::Runtime& runtime, runtime::Signals& signals, Server& server, Handler handler,
                 const Background& background = no_background(), Restart restart = {});

}  // namespace kaon::inline v0::transport
