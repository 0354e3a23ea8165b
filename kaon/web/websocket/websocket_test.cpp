// WebSockets through a router: handshake, messages, closing, time, limits, back-pressure, draining.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/error.hpp"
#include "kaon/web/middleware/forwarded.hpp"
#include "kaon/web/router.hpp"
#include "kaon/web/websocket/test_socket.hpp"
#include "kaon/web/websocket/upgrade.hpp"

namespace kaon::inline v0 {

using Kind = TestMessage::Kind;

static Task<> echo(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) {
        if (message->is_text) co_await socket.send(message->data);
        else co_await socket.send_binary(message->data);
    }
}
static http::Response open_echo(WebSocketUpgrade upgrade) { return std::move(upgrade).on(echo); }

template <class F>
static TestClient client_of(F handler, WebSocketOptions options = {}) {
    return TestClient(Router{get<"/ws">(handler, websocket(std::move(options)))}.build().value());
}

TEST(websocket, a_message_comes_back_with_its_kind) {
    TestClient client = client_of(open_echo);
    TestWebSocket socket = open_websocket(client, "/ws");
    ASSERT_EQ(socket.status(), http::Status::switching_protocols);
    EXPECT_EQ(socket.header("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    socket.send("hello");
    const TestMessage text = socket.receive();
    EXPECT_EQ(text.kind, Kind::text);
    EXPECT_EQ(text.text, "hello");
    socket.send_binary(std::string(100000, '\xff'));
    const TestMessage binary = socket.receive();
    EXPECT_EQ(binary.kind, Kind::binary);
    EXPECT_EQ(binary.text.size(), 100000u);
}

TEST(websocket, many_messages_at_once_are_answered_in_order_and_together) {
    TestClient client = client_of(open_echo);
    TestWebSocket socket = open_websocket(client, "/ws");
    ByteBuffer frames;
    for (int i = 0; i < 1000; ++i) {
        http::ws::append_frame(frames, {.opcode = http::ws::Opcode::text, .mask = http::ws::Mask(7u)},
                               std::to_string(i));
    }
    socket.send_raw(frames.view());
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(socket.receive().text, std::to_string(i));
}

TEST(websocket, a_plain_request_is_told_to_upgrade) {
    TestClient client = client_of(open_echo);
    auto response = client.get("/ws").send();
    EXPECT_EQ(response.status(), http::Status::upgrade_required);
    EXPECT_EQ(response.header("upgrade"), "websocket");
    EXPECT_EQ(response.header("sec-websocket-version"), "13");
    EXPECT_EQ(client.post("/ws").send().status(), http::Status::method_not_allowed);
}

TEST(websocket, a_handshake_that_breaks_a_rule_is_refused) {
    TestClient client = client_of(open_echo);
    const auto ask = [&](std::string_view name, std::string_view value) {
        return open_websocket(client, "/ws", {.headers = {{name, value}}}).status();
    };
    EXPECT_EQ(ask("sec-websocket-key", ""), http::Status::bad_request);
    EXPECT_EQ(ask("sec-websocket-version", "12"), http::Status::upgrade_required);
    EXPECT_EQ(ask("connection", "keep-alive"), http::Status::bad_request);
}

TEST(websocket, a_page_of_another_origin_is_refused_unless_it_is_named) {
    TestClient strict = client_of(open_echo);
    TestClient open = client_of(open_echo, {.origins = {"https://friend.example"}});
    TestClient any = client_of(open_echo, {.origins = {"*"}});
    const auto ask = [](TestClient& client, std::string_view origin) {
        return open_websocket(client, "/ws", {.headers = {{"origin", origin}}}).status();
    };
    EXPECT_EQ(ask(strict, "https://test.local"), http::Status::switching_protocols);
    EXPECT_EQ(ask(strict, "https://friend.example"), http::Status::forbidden);
    EXPECT_EQ(ask(strict, "null"), http::Status::forbidden);
    EXPECT_EQ(ask(open, "https://friend.example"), http::Status::switching_protocols);
    EXPECT_EQ(ask(open, "https://friend.example.evil"), http::Status::forbidden);
    EXPECT_EQ(ask(any, "null"), http::Status::switching_protocols);
}

TEST(websocket, a_page_in_the_clear_is_refused_where_a_trusted_proxy_says_https) {
    TestClient client(
        Router{get<"/ws">(open_echo), layer(forwarded({.proxies = {http::Network::parse("127.0.0.1").value()}}))}
            .build()
            .value());
    const auto ask = [&](std::string_view origin, std::string_view scheme) {
        return open_websocket(client, "/ws", {.headers = {{"origin", origin}, {"x-forwarded-proto", scheme}}}).status();
    };
    EXPECT_EQ(ask("https://test.local", "https"), http::Status::switching_protocols);
    EXPECT_EQ(ask("http://test.local", "http"), http::Status::switching_protocols);
    EXPECT_EQ(ask("http://test.local", "https"), http::Status::forbidden);
}

TEST(websocket, that_has_ended_fails_another_request_with_a_line_that_says_why) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient client(Router{get<"/">([]() -> Result<std::string> { return Error(WebErrc::websocket_closed); }),
                             get<"/left">([]() -> Result<std::string> { return Error(Errc::cancelled); })}
                          .build()
                          .value());
    EXPECT_EQ(client.get("/").send().code(), 503);
    EXPECT_EQ(client.get("/left").send().code(), 503);
    ASSERT_EQ(recorder.entries().size(), 1u);
    EXPECT_NE(recorder.entries()[0].field("error").find("websocket_closed"), std::string::npos);
}

TEST(websocket, over_http_2_the_same_route_answers_an_extended_connect) {
    TestClient client = client_of(open_echo);
    TestWebSocket socket = open_websocket(client, "/ws", {.version = http::Version::http_2});
    ASSERT_EQ(socket.status(), http::Status::ok);
    EXPECT_EQ(socket.header("sec-websocket-accept"), "");
    socket.send("hello");
    EXPECT_EQ(socket.receive().text, "hello");
}

TEST(websocket, an_extended_connect_reaches_no_other_handler) {
    TestClient client(Router{get<"/ws">([] { return std::string("page"); })}.build().value());
    TestWebSocket socket = open_websocket(client, "/ws", {.version = http::Version::http_2});
    EXPECT_EQ(socket.status(), http::Status::method_not_allowed);
}

TEST(websocket, a_sub_protocol_is_agreed_on_or_chosen_by_the_handler) {
    const auto report = [](WebSocketUpgrade upgrade) {
        if (upgrade.requested_protocols().size() == 3) upgrade.select_protocol(upgrade.requested_protocols()[2]);
        return std::move(upgrade).on(
            [](WebSocket& socket) -> Task<> { co_await socket.send(std::string(socket.protocol())); });
    };
    TestClient client = client_of(report, {.protocols = {"v2", "v1"}});
    const auto ask = [&](std::string_view offered) {
        TestWebSocket socket = open_websocket(client, "/ws", {.headers = {{"sec-websocket-protocol", offered}}});
        return socket.header("sec-websocket-protocol") + "/" + socket.receive().text;
    };
    EXPECT_EQ(ask("v0, v1"), "v1/v1");
    EXPECT_EQ(ask("soap"), "/");
    EXPECT_EQ(ask("v1, v2, mine"), "mine/mine");
}

TEST(websocket, arguments_and_captures_live_as_long_as_the_connection) {
    const auto greet = [](WebSocketUpgrade upgrade) {
        const std::string greeting = "a greeting that is longer than what fits into a string itself";
        return std::move(upgrade).on(
            [greeting](WebSocket& socket, std::string name, std::unique_ptr<int> number) -> Task<> {
                while (co_await socket.receive()) co_await socket.send(greeting + name + std::to_string(*number));
            },
            std::string("ada"), std::make_unique<int>(7));
    };
    TestClient client = client_of(greet);
    TestWebSocket socket = open_websocket(client, "/ws");
    for (int i = 0; i < 2; ++i) {
        socket.send("?");
        EXPECT_EQ(socket.receive().text, "a greeting that is longer than what fits into a string itselfada7");
    }
}

TEST(websocket, json_is_read_from_a_message) {
    struct Point {
        int x = 0, y = 0;
    };
    const auto add = [](WebSocketUpgrade upgrade) {
        return std::move(upgrade).on([](WebSocket& socket) -> Task<> {
            while (const auto message = co_await socket.receive()) {
                const Result<Point> point = message->json<Point>();
                co_await socket.send(point ? std::to_string(point->x + point->y) : "no point");
            }
        });
    };
    TestClient client = client_of(add);
    TestWebSocket socket = open_websocket(client, "/ws");
    socket.send(R"({"x": 1, "y": 2})");
    EXPECT_EQ(socket.receive().text, "3");
    socket.send("{");
    EXPECT_EQ(socket.receive().text, "no point");
}

TEST(websocket, text_that_is_not_utf_8_is_not_sent) {
    const auto bad = [](WebSocketUpgrade upgrade) {
        return std::move(upgrade).on([](WebSocket& socket) -> Task<> {
            const Result<> sent = co_await attempt(socket.send("\xff"));
            co_await socket.send(sent ? "sent" : sent.error().name());
        });
    };
    TestClient client = client_of(bad);
    EXPECT_EQ(open_websocket(client, "/ws").receive().text, "invalid");
}

}  // namespace kaon::inline v0
