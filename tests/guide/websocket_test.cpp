// What docs/guide/websocket.md shows beyond the lesson: a test without a socket, answers from another Task, who may
// come.
#include <gtest/gtest.h>

#include "kaon/coro/scope.hpp"
#include "kaon/web/web.hpp"
#include "kaon/web/websocket/test_socket.hpp"

using namespace kaon;

namespace {

// snippet: echo
Task<> echo(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) {
        if (message->is_text) co_await socket.send(message->data);
        else co_await socket.send_binary(message->data);
    }
}

http::Response open_echo(WebSocketUpgrade upgrade) { return std::move(upgrade).on(echo); }
// end

// snippet: sender
Task<> tick(WebSocketSender sender) {
    for (int i = 1;; ++i) {
        co_await sleep(Duration::seconds(1));
        co_await sender.send("tick " + std::to_string(i));  // ends with the connection
    }
}

Task<> ticking(WebSocket& socket) {
    co_await scope([&](Scope& scope) -> Task<> {
        scope.spawn(tick(socket.sender()));
        while (const auto message = co_await socket.receive())
            co_await socket.send("you said " + std::string(message->data));
    });
}
// end

// snippet: options
Router<> routes() {
    return Router{
        get<"/echo">(open_echo, websocket({.origins = {"https://admin.example.org"},
                                           .message_bytes = 64 * 1024,
                                           .heartbeat = Duration::seconds(20),
                                           .compression = Compression::shared})),
        get<"/ticks">([](WebSocketUpgrade upgrade) { return std::move(upgrade).on(ticking); }),
    };
}
// end

// snippet: test
TEST(guide_websocket, a_connection_without_a_socket) {
    TestClient client(routes().build().value());
    TestWebSocket socket = open_websocket(client, "/echo");
    socket.send("hello");
    EXPECT_EQ(socket.receive().text, "hello");

    TestWebSocket stranger = open_websocket(client, "/echo", {.headers = {{"origin", "https://evil.example"}}});
    EXPECT_EQ(stranger.status(), http::Status::forbidden);

    socket.drain();  // the server stops
    EXPECT_EQ(socket.receive().code, CloseCode::going_away);
}
// end

TEST(guide_websocket, another_task_sends_until_the_connection_ends) {
    TestClient client(routes().build().value());
    TestWebSocket socket = open_websocket(client, "/ticks");
    EXPECT_EQ(socket.receive(Duration::seconds(2)).text, "tick 1");
    socket.send("hi");
    EXPECT_EQ(socket.receive().text, "you said hi");
    EXPECT_EQ(socket.receive(Duration::seconds(2)).text, "tick 2");
    socket.close();
    socket.wait(Duration::seconds(3));
    EXPECT_TRUE(socket.ended());
}

}  // namespace
