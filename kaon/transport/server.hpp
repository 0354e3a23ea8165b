// Server: serves HTTP/1.1 on the cores of a Runtime until it is told to stop.
//
//   Result<Server> server = Server::bind(SocketAddress::parse("127.0.0.1", 3000).value());
//   server->serve(runtime, handler)      // a Task: ends when stop() was called and everything is drained
//
// One listener per core (SO_REUSEPORT); a connection lives and dies on one core. stop() closes what is idle at once,
// lets what runs finish (`Connection: close`), and cancels it after `drain_timeout`.
// Errors of bind: Errc::conflict (taken), Errc::forbidden (a port below 1024), Errc::unavailable.
// Threads: serve() on core 0; stop() from any thread.
#pragma once

#include <memory>
#include <vector>

#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/transport/handler.hpp"
#include "kaon/transport/server_options.hpp"

namespace kaon::inline v0::transport {

class Server {
public:
    static Result<Server> bind(const runtime::SocketAddress& address, ServerOptions options = {});
    // Serves on a listening socket that somebody else made (kaon/runtime/inherited.hpp); every core accepts from it.
    static Server adopt(Fd listener, ServerOptions options = {});
    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    ~Server();

    // The address with the port that the kernel chose, when 0 was asked for.
    runtime::SocketAddress address() const;

    // `handler` outlives the call. Cancelling it stops the server without waiting for what runs.
    Task<void> serve(runtime::Runtime& runtime, Handler handler);
    void stop();

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kaon::inline v0::transport
