// Encoder: messages as a server sends them: one frame each, compressed where that was agreed and pays.
//
//   Encoder encoder(terms, 256);                        // from 256 bytes on
//   encoder.append(out, Opcode::text, "hello");
//
// Threads: one core's own.
#pragma once

#include <optional>
#include <string_view>

#include "kaon/http/ws/deflate.hpp"
#include "kaon/http/ws/frame.hpp"

namespace kaon::inline v0::http::ws {

class Encoder {
public:
    Encoder() = default;
    // `from`: shorter messages are sent as they are.
    Encoder(const DeflateTerms& terms, std::size_t from);

    void append(ByteBuffer& out, Opcode opcode, std::string_view message);
    // Frames that another connection compressed by such a window, keeping nothing, can be sent here as they are.
    // 0: none can.
    std::uint8_t shared_window_bits() const { return shared_window_bits_; }

private:
    std::size_t from_ = 0;
    std::uint8_t shared_window_bits_ = 0;
    std::optional<Deflater> deflater_;
};

}  // namespace kaon::inline v0::http::ws
