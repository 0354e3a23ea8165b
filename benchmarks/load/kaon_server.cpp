// Kaon as an application runs it: router, extractors, default limits and timeouts, but for the one on a single address.
// Usage: kaon_bench_server [--layers] PORT CORES [FOLDER [CERTIFICATE KEY]]
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>

#include "kaon/runtime/tls.hpp"
#include "kaon/telemetry/export/log_sink.hpp"
#include "kaon/transport/serve.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

struct Greeting {
    std::string message;
};
struct User {
    std::uint64_t id;
    std::string name;
};

struct Item {
    std::string sku;
    std::uint64_t quantity;
    std::uint64_t price;
};
struct Order {
    std::string customer;
    std::string note;
    std::vector<Item> items;
};
struct Total {
    std::size_t items;
    std::uint64_t total;
};

std::string plaintext() { return "Hello, World!"; }
Json<Greeting> greeting() { return Greeting{"Hello, World!"}; }
Json<User> show_user(Path<std::uint64_t> id) { return User{*id, "Ada Lovelace"}; }
Json<Total> take_order(Json<Order> order) {
    std::uint64_t total = 0;
    for (const Item& item : order->items) total += item.quantity * item.price;
    return Total{order->items.size(), total};
}
Bytes echo(Bytes body) { return body; }

Task<> echo_messages(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) co_await socket.send(message->data);
}
http::Response open_echo(WebSocketUpgrade upgrade) { return std::move(upgrade).on(echo_messages); }

Router<> routes(const char* folder) {
    return Router{
        get<"/plaintext">(plaintext), get<"/json">(greeting), get<"/users/{id}">(show_user),
        post<"/orders">(take_order),  post<"/echo">(echo),    get<"/static/{*path}">(serve_dir(folder)),
        get<"/ws">(open_echo),
    };
}

// What most applications put around every route.
Router<> layered_routes(const char* folder) {
    return Router{merge(routes(folder)), layer(request_id(), trace(), security_headers())};
}

// PORT CORES [FOLDER [CERTIFICATE KEY]]
struct Arguments {
    std::uint16_t port = 0;
    std::uint32_t cores = 1;
    const char* folder = ".";
    const char* certificate = nullptr;
    const char* key = nullptr;
};

Task<void> program(runtime::Runtime& runtime, runtime::Signals& signals, const Arguments& arguments, Router<> router) {
    Service service = co_await std::move(router).build();
    // Ten thousand connections come from one address here.
    transport::ServerOptions options = {.connections_per_peer = 0};
    if (arguments.certificate) {
        options.tls = co_await runtime::TlsServer::load(
            {.certificates = {{.chain_file = arguments.certificate, .key_file = arguments.key}}});
    }
    const auto address = co_await runtime::SocketAddress::parse("127.0.0.1", arguments.port);
    transport::Server server = co_await transport::Server::bind(address, options);
    co_await transport::serve(runtime, signals, server, service);
}

int serve(const Arguments& arguments, Router<> router) {
    runtime::Signals signals({SIGTERM, SIGINT});
    runtime::Runtime runtime({.cores = arguments.cores});
    Result<> ended = runtime.run(program(runtime, signals, arguments, std::move(router)));
    if (ended) return 0;
    std::fprintf(stderr, "kaon_bench_server: %s\n", ended.error().describe_all().c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    const bool layered = argc > 1 && std::string_view(argv[1]) == "--layers";
    argv += layered;
    argc -= layered;
    if (argc < 3 || argc == 5 || argc > 6) {
        std::fputs("usage: kaon_bench_server [--layers] PORT CORES [FOLDER [CERTIFICATE KEY]]\n", stderr);
        return 2;
    }
    Arguments arguments{.port = static_cast<std::uint16_t>(std::atoi(argv[1])),
                        .cores = static_cast<std::uint32_t>(std::atoi(argv[2]))};
    if (argc > 3) arguments.folder = argv[3];
    if (argc > 4) {
        arguments.certificate = argv[4];
        arguments.key = argv[5];
    }
    if (!layered) return serve(arguments, routes(arguments.folder));
    // Every line is formatted and written, and costs no disk.
    const Fd null(open("/dev/null", O_WRONLY | O_CLOEXEC));
    telemetry::LogSink log({.format = telemetry::Format::json, .fd = null.number()});
    telemetry::Installed installed(log, telemetry::Level::info);
    return serve(arguments, layered_routes(arguments.folder));
}
