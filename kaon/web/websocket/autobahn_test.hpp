// For the cases of the Autobahn test suite: what a client sends, in the suite's words, and what an echo server answers.
//
//   const Case cases[] = {{"1.1.1", text(""), "text:"}, ...};
//   for (const Case& one : cases) expect_case(one);
//
// The suite (https://github.com/crossbario/autobahn-testsuite) numbers its cases; the numbers here are its own.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/web/router.hpp"
#include "kaon/web/websocket/test_socket.hpp"
#include "kaon/web/websocket/upgrade.hpp"

namespace kaon::inline v0::autobahn {

using http::ws::Opcode;

struct FrameShape {
    bool final = true;
    std::uint8_t reserved = 0;
};

inline std::string frame(Opcode opcode, std::string_view payload, FrameShape shape = {}) {
    ByteBuffer out;
    http::ws::append_frame(
        out, {.opcode = opcode, .reserved = shape.reserved, .final = shape.final, .mask = http::ws::Mask(0x9a31c7f5u)},
        payload);
    return std::string(out.view());
}
inline std::string text(std::string_view payload) { return frame(Opcode::text, payload); }
inline std::string binary(std::string_view payload) { return frame(Opcode::binary, payload); }
inline std::string first(Opcode opcode, std::string_view payload) { return frame(opcode, payload, {.final = false}); }
inline std::string more(std::string_view payload) { return frame(Opcode::continuation, payload, {.final = false}); }
inline std::string last(std::string_view payload) { return frame(Opcode::continuation, payload); }
inline std::string ping(std::string_view payload) { return frame(Opcode::ping, payload); }
inline std::string pong(std::string_view payload) { return frame(Opcode::pong, payload); }
inline std::string close(std::uint16_t code, std::string_view reason = {}) {
    const char bytes[] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    return frame(Opcode::close, std::string(bytes, 2) + std::string(reason));
}
inline const std::string close_1000 = close(1000);

struct Case {
    std::string id;
    std::string sent;
    std::string expected;  // "text:hello pong:p close:1000 ", "gone" where the server ends without more
    std::size_t piece = SIZE_MAX;  // bytes at a time
};

inline Task<> echo(WebSocket& socket) {
    while (const auto message = co_await socket.receive()) {
        if (message->is_text) co_await socket.send(message->data);
        else co_await socket.send_binary(message->data);
    }
}

inline Service echo_service(WebSocketOptions options = {}) {
    options.message_bytes = options.frame_bytes = 32u << 20;
    options.queue_bytes = 64u << 20;
    return Router{
        get<"/">([](WebSocketUpgrade upgrade) { return std::move(upgrade).on(echo); }, websocket(std::move(options)))}
        .build()
        .value();
}

inline std::string answers_of(TestWebSocket& socket) {
    std::string all;
    for (;;) {
        const TestMessage message = socket.receive(Duration::milliseconds(100));
        switch (message.kind) {
            case TestMessage::Kind::nothing: return all;
            case TestMessage::Kind::gone: return all + message.text;
            case TestMessage::Kind::text: all += "text:" + message.text + " "; break;
            case TestMessage::Kind::binary: all += "binary:" + message.text + " "; break;
            case TestMessage::Kind::ping: all += "ping:" + message.text + " "; break;
            case TestMessage::Kind::pong: all += "pong:" + message.text + " "; break;
            case TestMessage::Kind::close:
                all += "close:" + std::to_string(http::ws::number(message.code)) + " ";
                break;
        }
    }
}

inline std::string run(std::string_view sent, std::size_t piece = SIZE_MAX) {
    TestClient client(echo_service());
    TestWebSocket socket = open_websocket(client, "/");
    for (std::size_t at = 0; at < sent.size() && !socket.ended(); at += std::min(piece, sent.size() - at)) {
        socket.send_raw(sent.substr(at, piece));
    }
    return answers_of(socket);
}

inline void expect_case(const Case& one) {
    const std::string answered = run(one.sent, one.piece);
    // Messages of a megabyte are not to be shown.
    EXPECT_TRUE(answered == one.expected) << "case " << one.id << "\n expected " << one.expected.substr(0, 200)
                                          << "\n answered " << answered.substr(0, 200);
}

}  // namespace kaon::inline v0::autobahn
