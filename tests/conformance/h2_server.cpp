// A server for clients of others (h2spec, h2load, a browser): h2_server [tls] prints its address and serves.
//
// With "tls" it makes a certificate for localhost that nobody trusts. GET / is a page that takes a moment, since many
// cases of h2spec mean a stream that is not answered yet; POST / gives the length of its content, /large a megabyte,
// /fast a few bytes at once; /socket is a WebSocket whose first message names the version of HTTP that it came over.
#include <cstdio>
#include <string_view>

#include "kaon/coro/time.hpp"
#include "kaon/runtime/signals.hpp"
#include "kaon/runtime/tls_certificate.hpp"
#include "kaon/transport/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

Task<> name_version(WebSocket& socket, std::string version) {
    co_await socket.send("over " + version);
    while (const auto message = co_await socket.receive()) co_await socket.send(message->data);
}

Task<Html> page() {
    co_await sleep(50ms);
    co_return Html{std::string("<!doctype html><title>A page</title>")};
}

http::Response open_socket(WebSocketUpgrade upgrade, Request& request) {
    const bool second = request.message().version == http::Version::http_2;
    return std::move(upgrade).on(name_version, std::string(second ? "HTTP/2" : "HTTP/1.1"));
}

Service routes() {
    return Router{
        get<"/">(page),
        post<"/">([](Bytes content) { return std::to_string(content->size()); }),
        get<"/fast">([] { return std::string("Hello, World!"); }),
        get<"/large">([] { return std::string(1 << 20, 'x'); }),
        get<"/socket">(open_socket, websocket({})),
    }
        .build()
        .value();
}

Task<void> program(runtime::Runtime& runtime, runtime::Signals& signals, bool sealed) {
    transport::ServerOptions options;
    if (sealed) {
        const auto made = co_await runtime::make_certificate({.names = {"localhost", "127.0.0.1"}});
        options.tls = co_await runtime::TlsServer::load({.certificates = {made}});
    }
    const Service service = routes();
    auto server = co_await transport::Server::bind(co_await runtime::SocketAddress::parse("127.0.0.1", 0), options);
    std::printf("listening on http%s://localhost:%u\n", sealed ? "s" : "", unsigned{server.address().port()});
    std::fflush(stdout);
    co_await transport::serve(runtime, signals, server, service);
}

}  // namespace

int main(int argc, char** argv) {
    runtime::Signals signals({SIGTERM, SIGINT});
    runtime::Runtime runtime({.cores = 1});
    const Result<> served = runtime.run(program(runtime, signals, argc > 1 && std::string_view(argv[1]) == "tls"));
    if (!served) std::fprintf(stderr, "%s\n", served.error().describe_all().c_str());
    return served ? 0 : 1;
}
