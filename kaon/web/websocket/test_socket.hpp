// TestWebSocket: the client's end of a WebSocket in a test, without a socket, in virtual time.
//
//   TestClient client(service);
//   TestWebSocket socket = open_websocket(client, "/chat");
//   ASSERT_EQ(socket.status(), http::Status::switching_protocols);
//   socket.send("hello");
//   EXPECT_EQ(socket.receive().text, "hello");
//   socket.close();
//
// receive() gives what came, or waits in virtual time, in which timers of the server fire; pings are answered unless
// told otherwise. Whatever bytes a test likes are sent by send_raw(). Several may be open on one client at once.
// Threads: one thread's own. Lifetime: ends before its client; the server's side is then cancelled, as when a client
// is gone.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "kaon/base/duration.hpp"
#include "kaon/http/message.hpp"
#include "kaon/http/ws/frame.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/websocket/socket.hpp"

namespace kaon::inline v0 {

struct TestWebSocketOptions {
    std::initializer_list<std::pair<std::string_view, std::string_view>> headers{};
    http::Version version = http::Version::http_1_1;  // http_2: an extended CONNECT
    std::size_t window = SIZE_MAX;  // bytes that the server may send before the test takes some
    bool answers_pings = true;
    std::string_view early{};  // bytes that come right behind the request
};

struct TestMessage {
    enum class Kind : std::uint8_t { nothing, text, binary, ping, pong, close, gone };
    Kind kind = Kind::nothing;  // nothing: none came in time; gone: the server ended the connection
    std::string text{};         // of a close: its reason
    CloseCode code = CloseCode::none;
    std::size_t wire_bytes = 0;  // of the frame that ended it, with its head
};

class TestWebSocket {
public:
    TestWebSocket(TestClient& client, std::string_view target, const TestWebSocketOptions& options);
    TestWebSocket(TestWebSocket&&) noexcept;
    ~TestWebSocket();

    // Of the handshake; where it is a refusal, there is no more to this object, and text() is its content.
    http::Status status() const;
    std::string header(std::string_view name) const;
    const std::string& text() const;

    void send(std::string_view text);
    void send_binary(std::string_view bytes);
    void send_frame(http::ws::FrameHead head, std::string_view payload);  // masked
    void send_raw(std::string_view bytes);
    void ping(std::string_view payload = {});
    // Sends a close frame. The server's is among what is received.
    void close(CloseCode code = CloseCode::normal, std::string_view reason = {});
    // Ends the connection without one.
    void vanish();

    // The next of whatever comes within this much virtual time.
    TestMessage receive(Duration within = Duration::seconds(1));
    // All bytes that came, as they came, and were not received as messages.
    std::string receive_raw(Duration within = Duration::seconds(1));
    // Lets time pass.
    void wait(Duration time);
    // Whether the server's side has ended altogether, its function too.
    bool ended() const;
    // The server stops: what is open is told.
    void drain();

private:
    struct State;
    std::unique_ptr<State> state_;
};

inline TestWebSocket open_websocket(TestClient& client, std::string_view target, TestWebSocketOptions options = {}) {
    return {client, target, options};
}

}  // namespace kaon::inline v0
