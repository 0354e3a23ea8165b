// For tests of WebSocket bytes: frames as a client sends them, and a decoder's events as text.
//
//   EXPECT_EQ(events_of(client_frame(Opcode::text, "hello")), "text:hello ");
#pragma once

#include <string>

#include "kaon/http/ws/decoder.hpp"

namespace kaon::inline v0::http::ws {

struct TestFrame {
    bool final = true;
    std::uint8_t reserved = 0;
    bool masked = true;
};

inline std::string client_frame(Opcode opcode, std::string_view payload, TestFrame how = {}) {
    ByteBuffer out;
    std::optional<Mask> mask;
    if (how.masked) mask.emplace(0x3d21fa37u);
    append_frame(out, {.opcode = opcode, .reserved = how.reserved, .final = how.final, .mask = mask}, payload);
    return std::string(out.view());
}

inline std::string text_of(const Event& event) {
    switch (event.kind) {
        case Event::Kind::none: return "";
        case Event::Kind::text: return "text:" + std::string(event.data) + " ";
        case Event::Kind::binary: return "binary:" + std::string(event.data) + " ";
        case Event::Kind::ping: return "ping:" + std::string(event.data) + " ";
        case Event::Kind::pong: return "pong:" + std::string(event.data) + " ";
        case Event::Kind::close:
            return "close " + std::to_string(number(event.code)) + ":" + std::string(event.data) + " ";
        case Event::Kind::failed: return "failed " + std::to_string(number(event.code)) + " ";
    }
    return "?";
}

// `piece`: how many bytes come at a time; each from memory of exactly that size, as sanitizers like it.
inline std::string events_of(std::string_view bytes, Decoder::Options options = {}, std::size_t piece = SIZE_MAX) {
    Decoder decoder(options);
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
        const std::string copy(bytes.substr(at, piece));
        std::string_view rest = copy;
        for (Event event; (event = decoder.next(rest)).kind != Event::Kind::none;) out += text_of(event);
    }
    return out;
}

}  // namespace kaon::inline v0::http::ws
