// Server: serves HTTP/1.1 on the cores of a Runtime until it is told to stop.
//
//   Result<Server> server = Server::bind(SocketAddress::parse("127.0.0.1", 3000).value());
//   server->serve(runtime, handler)      // a Task: ends when stop() was called and everything is drained
//
//   server->listen(SocketAddress::unix_path("/run/app.sock").value(), {.permissions = 0660});     // one more
//
// One listener per core (SO_REUSEPORT); a connection lives and dies on one core, which is the emptiest one where the
// kernel's choice was uneven: no core holds twice the connections of another. stop() takes what the kernel has
// accepted, answers what still comes within `drain_grace`, lets what runs finish (`Connection: close`), and cancels it
// after `drain_timeout`. What ignores that holds serve(), since it uses what the caller owns: after `stuck_timeout`
// more its peer is let go and its path is logged, and a main ends its process (kaon::serve() does). Errors of bind and
// listen: Errc::conflict (taken), Errc::forbidden (a port below 1024), Errc::unavailable. Threads: serve() on core 0;
// stop() from any thread.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/transport/handler.hpp"
#include "kaon/transport/listen_options.hpp"
#include "kaon/transport/server_options.hpp"

namespace kaon::inline v0::transport {

class Server {
public:
    static Result<Server> bind(const runtime::SocketAddress& address, ServerOptions options = {},
                               ListenOptions first = {});
    // Serves on a listening socket that somebody else made (kaon/runtime/inherited.hpp); every core accepts from it.
    static Server adopt(Fd listener, ServerOptions options = {}, ListenOptions first = {});
    // One more of each, before serve().
    Result<> listen(const runtime::SocketAddress& address, ListenOptions options = {});
    void listen(Fd listener, ListenOptions options = {});
    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    ~Server();

    // The address with the port that the kernel chose, when 0 was asked for; the first one's.
    runtime::SocketAddress address() const;
    std::vector<runtime::SocketAddress> addresses() const;
    // The listening sockets, to be handed to another process. Good until stop(); known once it serves.
    std::vector<int> sockets() const;
    // Their names (ListenOptions::name), in the same order.
    std::vector<std::string> socket_names() const;
    const ServerOptions& options() const;
    // How many connections each core has now.
    std::vector<std::uint32_t> connections() const;

    // `handler` outlives the call. Cancelling it stops the server without waiting for what runs.
    Task<void> serve(runtime::Runtime& runtime, Handler handler);
    void stop();
    // Called when the server begins to end, with the time after which nothing but a stuck handler can hold it;
    // again with less when serve() is cancelled. By the thread that stops it. Before serve().
    void on_end(std::function<void(Duration most)> hook);

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    static Server without_listener(ServerOptions options);
    std::unique_ptr<State> state_;
};

}  // namespace kaon::inline v0::transport
