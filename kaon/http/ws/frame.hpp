// Frames: the head in front of every payload, both directions (RFC 6455, section 5.2).
//
//   append_frame(out, {.opcode = Opcode::text}, "hello");
//   append_close(out, {CloseCode::going_away, "restart"});
//
//   FrameHead head;
//   std::size_t size = read_frame_head(bytes, head);      // 0: more bytes are needed
//
// What a head says is not judged here but in decoder.hpp. Threads: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/ws/close.hpp"
#include "kaon/http/ws/mask.hpp"

namespace kaon::inline v0::http::ws {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

constexpr bool is_control(Opcode opcode) { return static_cast<std::uint8_t>(opcode) >= 8; }
inline constexpr std::size_t max_control_payload = 125;
inline constexpr std::size_t max_frame_head = 14;

// The first byte's reserved bits, as they stand there. The first is permessage-deflate's (RFC 7692, section 6).
inline constexpr std::uint8_t reserved_1 = 0x40, reserved_2 = 0x20, reserved_3 = 0x10;

struct FrameHead {
    Opcode opcode = Opcode::binary;
    std::uint8_t reserved = 0;
    bool final = true;
    std::optional<Mask> mask{};  // from a client
    std::uint64_t size = 0;      // of the payload
    bool longer_than_needed = false;  // the size is not in its shortest form, which a sender must take
};

// The size of the head at the front of `bytes`; 0 when it is not there whole.
std::size_t read_frame_head(std::string_view bytes, FrameHead& head);
// How many bytes of a head are needed to know its size, given what is there: at least 2.
std::size_t frame_head_size(std::string_view bytes);

void append_frame_head(ByteBuffer& out, const FrameHead& head);
// Head and payload; `head.size` is taken from the payload, which is masked when the head says so.
void append_frame(ByteBuffer& out, FrameHead head, std::string_view payload);
// A close frame, its reason cut to what fits, at the end of a code point; without content for CloseCode::none.
void append_close(ByteBuffer& out, const Close& close, std::optional<Mask> mask = {});

}  // namespace kaon::inline v0::http::ws
