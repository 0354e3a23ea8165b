// WebSockets over real connections: a server on two cores, a router, clients that send bytes.
#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/http/ws/decoder.hpp"
#include "kaon/transport/server.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {

using http::ws::Event;
using http::ws::Opcode;

namespace {

class Client {
public:
    static Task<Client> connect(runtime::SocketAddress address, std::string path) {
        Client client(co_await runtime::TcpStream::connect(address));
        co_await client.stream_.write_all("GET " + path +
                                          " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                          "Sec-WebSocket-Version: 13\r\n"
                                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        std::size_t end;
        while ((end = client.input_.find("\r\n\r\n")) == std::string::npos) {
            if (!co_await client.more()) co_return Error(Errc::unavailable, "closed in the handshake");
        }
        client.head = client.input_.substr(0, end);
        client.input_.erase(0, end + 4);
        co_return client;
    }
    Task<void> send(Opcode opcode, std::string payload) {
        ByteBuffer out;
        http::ws::append_frame(out, {.opcode = opcode, .mask = http::ws::Mask(0x0badcafeu)}, payload);
        co_await stream_.write_all(out.view());
    }
    // "text:hello", "close:1001", "end"
    Task<std::string> receive() {
        for (;;) {
            std::string_view rest = input_;
            const Event event = decoder_->next(rest);
            std::string text;
            switch (event.kind) {
                case Event::Kind::text: text = "text:" + std::string(event.data); break;
                case Event::Kind::binary: text = "binary:" + std::string(event.data); break;
                case Event::Kind::close: text = "close:" + std::to_string(http::ws::number(event.code)); break;
                case Event::Kind::ping: text = "ping"; break;
                case Event::Kind::pong: text = "pong:" + std::string(event.data); break;
                case Event::Kind::failed: text = "failed"; break;
                case Event::Kind::none: break;
            }
            input_.erase(0, input_.size() - rest.size());
            if (!text.empty()) co_return text;
            if (!co_await more()) co_return "end";
        }
    }

    std::string head;

private:
    explicit Client(runtime::TcpStream stream)
        : stream_(std::move(stream)),
          decoder_(std::make_unique<http::ws::Decoder>(http::ws::Decoder::Options{.peer = http::ws::Peer::server})) {}
    Task<bool> more() {
        char buffer[16384];
        const Result<std::size_t> count = co_await attempt(stream_.read(buffer, sizeof buffer));
        if (!count || *count == 0) co_return false;
        input_.append(buffer, *count);
        co_return true;
    }

    runtime::TcpStream stream_;
    std::string input_;
    std::unique_ptr<http::ws::Decoder> decoder_;
};

Task<> echo(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) {
        if (message->is_text) co_await socket.send(message->data);
        else co_await socket.send_binary(message->data);
    }
}
Task<> talk(WebSocket& socket, Topic room) {
    socket.subscribe(room);
    co_await socket.send("joined");
    while (const auto message = co_await socket.receive()) room.publish(message->data);
}

Service service_with(Topic room) {
    return Router{
        get<"/echo">([](WebSocketUpgrade upgrade) { return std::move(upgrade).on(echo); }),
        get<"/room">([](WebSocketUpgrade upgrade, State<Topic> topic) { return std::move(upgrade).on(talk, *topic); }),
    }
        .with(std::move(room))
        .build()
        .value();
}

// `script(server, address)` on core 0 of a server on two cores.
template <class F>
void expect_served(F script, transport::ServerOptions options = {}) {
    runtime::Runtime runtime({.cores = 2});
    const Service service = service_with(Topic());
    auto program = [&]() -> Task<void> {
        auto server = co_await transport::Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value(), options);
        auto act = [&]() -> Task<void> {
            Result<> ended = co_await attempt(script(server, server.address()));
            server.stop();
            co_await std::move(ended);
        };
        co_await when_all(server.serve(runtime, service), act());
    };
    Result<> ended = runtime.run(program());
    EXPECT_TRUE(ended.has_value()) << ended.error().describe_all();
}

}  // namespace

TEST(websocket_server, messages_of_every_size_come_back_over_a_socket) {
    expect_served([](transport::Server&, runtime::SocketAddress address) -> Task<void> {
        Client client = co_await Client::connect(address, "/echo");
        EXPECT_NE(client.head.find("HTTP/1.1 101"), std::string::npos);
        EXPECT_NE(client.head.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos);
        for (std::size_t size : {0u, 1u, 125u, 126u, 65535u, 65536u, 1000000u}) {
            const std::string message(size, 'm');
            co_await client.send(Opcode::text, message);
            EXPECT_TRUE(co_await client.receive() == "text:" + message) << size;
        }
        co_await client.send(Opcode::ping, "there?");
        EXPECT_EQ(co_await client.receive(), "pong:there?");
        co_await client.send(Opcode::close, "\x03\xe8");
        EXPECT_EQ(co_await client.receive(), "close:1000");
        EXPECT_EQ(co_await client.receive(), "end");
    });
}

TEST(websocket_server, frames_that_came_behind_the_request_are_read) {
    expect_served([](transport::Server&, runtime::SocketAddress address) -> Task<void> {
        auto stream = co_await runtime::TcpStream::connect(address);
        ByteBuffer out;
        out.append("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                   "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        http::ws::append_frame(out, {.opcode = Opcode::text, .mask = http::ws::Mask(1u)}, "early");
        http::ws::append_close(out, {}, http::ws::Mask(2u));
        co_await stream.write_all(out.view());
        std::string all;
        char buffer[4096];
        while (const std::size_t count = co_await stream.read(buffer, sizeof buffer)) all.append(buffer, count);
        EXPECT_TRUE(all.ends_with("\x81\x05"
                                  "early\x88\x02\x03\xe8"))
            << all;
    });
}

TEST(websocket_server, what_is_published_reaches_the_clients_of_every_core) {
    expect_served([](transport::Server&, runtime::SocketAddress address) -> Task<void> {
        std::vector<Client> clients;
        for (int i = 0; i < 16; ++i) {
            clients.push_back(co_await Client::connect(address, "/room"));
            EXPECT_EQ(co_await clients.back().receive(), "text:joined");
        }
        for (int i = 0; i < 20; ++i) {
            const std::string message = "message " + std::to_string(i);
            co_await clients[static_cast<std::size_t>(i) % clients.size()].send(Opcode::text, message);
            for (Client& client : clients) EXPECT_EQ(co_await client.receive(), "text:" + message);
        }
    });
}

TEST(websocket_server, a_server_that_stops_closes_with_1001_and_ends) {
    expect_served(
        [](transport::Server& server, runtime::SocketAddress address) -> Task<void> {
            Client polite = co_await Client::connect(address, "/echo");
            Client silent = co_await Client::connect(address, "/echo");
            server.stop();
            EXPECT_EQ(co_await polite.receive(), "close:1001");
            co_await polite.send(Opcode::close, "\x03\xe9");
            EXPECT_EQ(co_await polite.receive(), "end");
            EXPECT_EQ(co_await silent.receive(), "close:1001");  // and says nothing: the drain deadline ends it
        },
        {.drain_timeout = Duration::milliseconds(300)});
}

TEST(websocket_server, a_client_that_breaks_a_rule_hears_why_before_the_connection_ends) {
    expect_served([](transport::Server&, runtime::SocketAddress address) -> Task<void> {
        Client client = co_await Client::connect(address, "/echo");
        co_await client.send(Opcode::text, "fine");
        EXPECT_EQ(co_await client.receive(), "text:fine");
        co_await client.send(Opcode::text,
                             "\xff" + std::string(500000, 'x'));  // the answer must not be lost by a reset
        EXPECT_EQ(co_await client.receive(), "close:1007");
    });
}

TEST(websocket_server, clients_that_vanish_leave_nothing_behind) {
    expect_served([](transport::Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 50; ++i) {
            Client client = co_await Client::connect(address, "/room");
            if (i % 2) EXPECT_EQ(co_await client.receive(), "text:joined");
        }
        Client last = co_await Client::connect(address, "/room");
        EXPECT_EQ(co_await last.receive(), "text:joined");
        co_await last.send(Opcode::text, "alone");
        EXPECT_EQ(co_await last.receive(), "text:alone");
    });
}

}  // namespace kaon::inline v0
