// A WebSocket's life: who ends it and how, silence, limits, slow clients, a server that stops.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/web/router.hpp"
#include "kaon/web/websocket/detail/session.hpp"
#include "kaon/web/websocket/test_socket.hpp"
#include "kaon/web/websocket/upgrade.hpp"

namespace kaon::inline v0 {

using Kind = TestMessage::Kind;

template <class F>
static TestClient client_of(F talk, WebSocketOptions options = {}) {
    const auto open = [talk](WebSocketUpgrade upgrade) { return std::move(upgrade).on(talk); };
    return TestClient(Router{get<"/ws">(open, websocket(std::move(options)))}.build().value());
}

static Task<> echo(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) co_await socket.send(message->data);
}

static void expect_close(const TestMessage& message, CloseCode code) {
    EXPECT_EQ(message.kind, Kind::close);
    EXPECT_EQ(message.code, code);
}

TEST(websocket_session, a_client_that_closes_is_answered_and_the_function_learns_why) {
    std::string seen;
    TestClient client = client_of([&seen](WebSocket& socket) -> Task<> {
        while (co_await socket.receive()) {
        }
        seen = std::to_string(http::ws::number(socket.end().code)) + socket.end().reason;
        const Result<> late = co_await attempt(socket.send("late"));
        seen += late ? "" : " " + std::string(late.error().name());
    });
    TestWebSocket socket = open_websocket(client, "/ws");
    socket.close(CloseCode(4007), "enough");
    expect_close(socket.receive(), CloseCode(4007));
    EXPECT_EQ(socket.receive().kind, Kind::gone);
    EXPECT_EQ(seen, "4007enough websocket_closed");
    EXPECT_TRUE(socket.ended());
}

TEST(websocket_session, what_came_before_a_close_is_answered_before_it) {
    TestClient client = client_of([](WebSocket& socket) -> Task<> {
        while (const auto message = co_await socket.receive()) {
            const std::string text(message->data);
            co_await sleep(1s);
            co_await socket.send(text);
        }
    });
    ByteBuffer early;
    http::ws::append_frame(early, {.opcode = http::ws::Opcode::text, .mask = http::ws::Mask(1u)}, "early");
    http::ws::append_close(early, {CloseCode(4001), {}}, http::ws::Mask(2u));
    TestWebSocket socket = open_websocket(client, "/ws", {.early = early.view()});
    EXPECT_EQ(socket.receive(2s).text, "early");
    expect_close(socket.receive(), CloseCode(4001));
    EXPECT_EQ(socket.receive().kind, Kind::gone);
}

TEST(websocket_session, a_function_that_returns_closes_with_1000_behind_what_it_sent) {
    TestClient client = client_of([](WebSocket& socket) -> Task<> { co_await socket.send("bye"); });
    TestWebSocket socket = open_websocket(client, "/ws");
    EXPECT_EQ(socket.receive().text, "bye");
    expect_close(socket.receive(), CloseCode::normal);
    EXPECT_FALSE(socket.ended());  // until the client has answered
    socket.send("ignored");
    socket.close();
    EXPECT_EQ(socket.receive().kind, Kind::gone);
    EXPECT_TRUE(socket.ended());
}

TEST(websocket_session, a_function_that_fails_or_throws_closes_with_1011_and_says_nothing_more) {
    TestClient fails = client_of([](WebSocket&) -> Task<> { co_await Error(Errc::not_found, "secret"); });
    const TestMessage failed = open_websocket(fails, "/ws").receive();
    expect_close(failed, CloseCode::internal_error);
    EXPECT_EQ(failed.text, "");
    TestClient throws = client_of([](WebSocket& socket) -> Task<> {
        co_await socket.receive();
        throw std::runtime_error("secret");
    });
    TestWebSocket socket = open_websocket(throws, "/ws");
    socket.send("go");
    expect_close(socket.receive(), CloseCode::internal_error);
}

TEST(websocket_session, a_function_that_throws_before_its_task_begins_closes_with_1011_too) {
    TestClient client = client_of([](WebSocket& socket) -> Task<> {
        if (socket.protocol().empty()) throw std::runtime_error("secret");
        return echo(socket);
    });
    TestWebSocket socket = open_websocket(client, "/ws");
    socket.send("a");
    socket.send("b");
    expect_close(socket.receive(), CloseCode::internal_error);
    socket.close();
    EXPECT_EQ(socket.receive().kind, Kind::gone);
    EXPECT_TRUE(socket.ended());
}

TEST(websocket_session, close_names_code_and_reason_and_ends_without_an_answer_too) {
    TestClient client = client_of(
        [](WebSocket& socket) -> Task<> {
            co_await socket.receive();
            socket.close(CloseCode::policy, "no");
            socket.close(CloseCode::normal, "only the first counts");
            EXPECT_FALSE(co_await socket.receive());
        },
        {.close_timeout = 5s});
    TestWebSocket socket = open_websocket(client, "/ws");
    socket.send("?");
    const TestMessage closed = socket.receive();
    expect_close(closed, CloseCode::policy);
    EXPECT_EQ(closed.text, "no");
    socket.wait(4900ms);
    EXPECT_FALSE(socket.ended());
    socket.wait(200ms);
    EXPECT_TRUE(socket.ended());
}

TEST(websocket_session, a_code_that_may_not_be_sent_becomes_1011) {
    TestClient client = client_of([](WebSocket& socket) -> Task<> {
        socket.close(CloseCode(1006));
        co_return;
    });
    expect_close(open_websocket(client, "/ws").receive(), CloseCode::internal_error);
}

TEST(websocket_session, silence_is_tested_and_a_client_that_does_not_answer_is_given_up) {
    WebSocketEnd end;
    TestClient client = client_of(
        [&end](WebSocket& socket) -> Task<> {
            while (co_await socket.receive()) {
            }
            end = socket.end();
        },
        {.heartbeat = 30s, .heartbeat_timeout = 20s});
    TestWebSocket alive = open_websocket(client, "/ws");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(alive.receive(31s).kind, Kind::ping) << i;
    EXPECT_FALSE(alive.ended());

    TestWebSocket dead = open_websocket(client, "/ws", {.answers_pings = false});
    EXPECT_EQ(dead.receive(31s).kind, Kind::ping);
    dead.wait(19s);
    EXPECT_FALSE(dead.ended());
    dead.wait(2s);
    EXPECT_TRUE(dead.ended());
    EXPECT_EQ(end.code, CloseCode::abnormal);
    EXPECT_EQ(end.reason, "no answer to a ping");
}

TEST(websocket_session, whoever_talks_is_not_pinged) {
    TestClient client = client_of(echo, {.heartbeat = 30s});
    TestWebSocket socket = open_websocket(client, "/ws");
    for (int i = 0; i < 10; ++i) {
        socket.wait(20s);
        socket.send("here");
        EXPECT_EQ(socket.receive().text, "here");
    }
}

TEST(websocket_session, pongs_do_not_count_where_messages_are_asked_for) {
    TestClient client = client_of(echo, {.heartbeat = 30s, .idle_timeout = 100s});
    TestWebSocket socket = open_websocket(client, "/ws");
    socket.wait(50s);
    socket.send("still here");
    TestMessage message;
    std::vector<Kind> kinds;
    do kinds.push_back((message = socket.receive(101s)).kind);
    while (message.kind == Kind::ping || message.kind == Kind::text);
    expect_close(message, CloseCode::going_away);
    EXPECT_GE(kinds.size(), 4u);
    EXPECT_GE(client.loop().elapsed(), 150s);
}

TEST(websocket_session, a_server_that_stops_says_1001_and_waits_for_the_answer) {
    bool finished = false;
    TestClient client = client_of([&finished](WebSocket& socket) -> Task<> {
        while (co_await socket.receive()) {
        }
        co_await sleep(1s);  // what it still does, it may do
        finished = true;
    });
    TestWebSocket socket = open_websocket(client, "/ws");
    socket.drain();
    expect_close(socket.receive(), CloseCode::going_away);
    socket.close(CloseCode::going_away);
    socket.wait(500ms);
    EXPECT_FALSE(finished);
    socket.wait(600ms);
    EXPECT_TRUE(finished);
    EXPECT_TRUE(socket.ended());
}

TEST(websocket_session, a_client_that_is_gone_leaves_the_function_time_to_finish_and_no_more) {
    int finished = 0;
    TestClient client = client_of(
        [&finished](WebSocket& socket) -> Task<> {
            const auto message = co_await socket.receive();
            co_await sleep(message && message->data == "long" ? 100s : 10s);
            ++finished;
        },
        {.finish_timeout = 30s});
    for (std::string_view how : {"short", "long"}) {
        TestWebSocket socket = open_websocket(client, "/ws");
        socket.send(how);
        socket.vanish();
        EXPECT_FALSE(socket.ended());
        socket.wait(31s);
        EXPECT_TRUE(socket.ended()) << how;
    }
    EXPECT_EQ(finished, 1);
}

TEST(websocket_session, a_message_above_the_limit_closes_with_1009) {
    TestClient client = client_of(echo, {.message_bytes = 1000});
    TestWebSocket exact = open_websocket(client, "/ws");
    exact.send(std::string(1000, 'x'));
    EXPECT_EQ(exact.receive().text.size(), 1000u);
    exact.send(std::string(1001, 'x'));
    expect_close(exact.receive(), CloseCode::too_large);
    EXPECT_EQ(exact.receive().kind, Kind::gone);
}

TEST(websocket_session, send_waits_while_the_client_takes_nothing) {
    int sent = 0;
    TestClient client = client_of(
        [&sent](WebSocket& socket) -> Task<> {
            for (; sent < 100; ++sent) co_await socket.send(std::string(1000, 'x'));
        },
        {.queue_bytes = 5000, .heartbeat = {}});
    TestWebSocket socket = open_websocket(client, "/ws", {.window = 2000});
    socket.wait(10s);
    EXPECT_LE(sent, 12);
    EXPECT_GE(sent, 4);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(socket.receive().text.size(), 1000u) << i;
    EXPECT_EQ(sent, 100);
    expect_close(socket.receive(), CloseCode::normal);
}

TEST(websocket_session, senders_that_wait_end_when_the_client_is_gone) {
    std::string outcome;
    TestClient client = client_of(
        [&outcome](WebSocket& socket) -> Task<> {
            for (;;) {
                Result<> sent = co_await attempt(socket.send(std::string(1000, 'x')));
                if (sent) continue;
                outcome = sent.error().name();
                co_return;
            }
        },
        {.queue_bytes = 5000});
    TestWebSocket socket = open_websocket(client, "/ws", {.window = 2000});
    socket.vanish();
    EXPECT_EQ(outcome, "websocket_closed");
    EXPECT_TRUE(socket.ended());
}

TEST(websocket_session, a_client_that_takes_nothing_is_given_up_when_it_does_not_answer_a_close) {
    TestClient client = client_of([](WebSocket& socket) -> Task<> { co_await socket.send(std::string(3000, 'x')); },
                                  {.close_timeout = 5s});
    TestWebSocket socket = open_websocket(client, "/ws", {.window = 2000});
    socket.wait(4s);
    EXPECT_FALSE(socket.ended());
    socket.wait(2s);
    EXPECT_TRUE(socket.ended());
}

TEST(websocket_session, a_client_is_not_read_further_than_one_message_ahead) {
    int received = 0;
    TestClient client = client_of(
        [&received](WebSocket& socket) -> Task<> {
            while (co_await socket.receive()) {
                ++received;
                co_await sleep(10s);
            }
        },
        {.heartbeat = 3s, .heartbeat_timeout = 3s});
    TestWebSocket socket = open_websocket(client, "/ws", {.answers_pings = false});
    for (int i = 0; i < 5; ++i) socket.send("x");
    socket.wait(35s);
    EXPECT_EQ(received, 4);
    EXPECT_FALSE(socket.ended());  // silence is ours while messages wait
}

TEST(websocket_session, pings_are_answered_and_a_close_is_seen_while_the_function_is_busy) {
    TestClient client = client_of([](WebSocket& socket) -> Task<> {
        const auto message = co_await socket.receive();
        const std::string before(message->data);
        co_await sleep(10s);
        EXPECT_EQ(message->data, before);  // whatever came meanwhile
        EXPECT_FALSE(co_await socket.receive());
    });
    TestWebSocket socket = open_websocket(client, "/ws");
    socket.send(std::string(3000, 'a'));
    socket.ping("busy?");
    EXPECT_EQ(socket.receive().kind, Kind::pong);
    socket.close();
    expect_close(socket.receive(6s), CloseCode::normal);  // what the function says meanwhile would go first
    socket.wait(11s);
    EXPECT_TRUE(socket.ended());
}

// It has no message that it could still answer.
TEST(websocket_session, a_close_is_answered_at_once_where_the_function_only_sends) {
    std::string ended;
    TestClient client = client_of([&ended](WebSocket& socket) -> Task<> {
        for (;;) {
            const Result<> sent = co_await attempt(socket.send("tick"));
            if (!sent) {
                ended = std::string(sent.error().name()) + " " + std::to_string(http::ws::number(socket.end().code));
                co_return;
            }
            co_await sleep(1s);
        }
    });
    TestWebSocket socket = open_websocket(client, "/ws");
    EXPECT_EQ(socket.receive().text, "tick");
    socket.close(CloseCode(4001));
    expect_close(socket.receive(1ms), CloseCode(4001));
    socket.wait(2s);
    EXPECT_TRUE(socket.ended());
    EXPECT_EQ(ended, "websocket_closed 4001");
}

TEST(websocket_session, a_send_that_is_awaited_after_the_connection_has_gone_says_so) {
    std::optional<WebSocketSender> kept;
    TestClient client = client_of([&kept](WebSocket& socket) -> Task<> {
        kept = socket.sender();
        while (co_await socket.receive()) {
        }
    });
    std::optional<TestWebSocket> socket(open_websocket(client, "/ws"));
    web::detail::Send text = kept->send("late"), bytes = kept->send_binary("late");
    kept.reset();
    socket.reset();  // and with it all of the server's side
    auto outcome = [](web::detail::Send& send) -> Task<std::string> {
        const Result<> sent = co_await attempt(std::move(send));
        co_return sent ? "sent" : std::string(sent.error().name());
    };
    EXPECT_EQ(client.loop().run(outcome(text)).value(), "websocket_closed");
    EXPECT_EQ(client.loop().run(outcome(bytes)).value(), "websocket_closed");
}

TEST(websocket_session, a_sender_serves_other_tasks_and_outlives_the_connection) {
    std::optional<WebSocketSender> kept;
    TestClient client = client_of([&kept](WebSocket& socket) -> Task<> {
        kept = socket.sender();
        while (co_await socket.receive()) {
        }
    });
    auto say = [&kept](std::string text) -> Task<std::string> {
        const Result<> sent = co_await attempt(kept->send(text));
        co_return sent ? "sent" : std::string(sent.error().name());
    };
    TestWebSocket socket = open_websocket(client, "/ws");
    EXPECT_EQ(client.loop().run(say("from outside")).value(), "sent");
    EXPECT_EQ(socket.receive().text, "from outside");
    EXPECT_TRUE(kept->is_open());
    kept->close(CloseCode(4000), "by the sender");
    expect_close(socket.receive(), CloseCode(4000));
    socket.close();
    socket.wait(1s);
    EXPECT_TRUE(socket.ended());
    EXPECT_FALSE(kept->is_open());
    EXPECT_EQ(client.loop().run(say("late")).value(), "websocket_closed");
}

TEST(websocket_session, what_is_compressed_shrinks_on_the_wire) {
    for (const Compression how : {Compression::shared, Compression::dedicated}) {
        TestClient client = client_of(echo, {.compression = how});
        TestWebSocket socket =
            open_websocket(client, "/ws", {.headers = {{"sec-websocket-extensions", "permessage-deflate"}}});
        socket.send(std::string(10000, 'z'));
        const TestMessage message = socket.receive();
        EXPECT_EQ(message.text, std::string(10000, 'z'));
        EXPECT_LT(message.wire_bytes, 100u);
    }
}

}  // namespace kaon::inline v0
