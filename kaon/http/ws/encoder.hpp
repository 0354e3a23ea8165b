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
    // Whether frames that another connection compressed can be sent here as they are: full windows, nothing kept.
    bool takes_shared_frames() const { return shares_; }

private:
    std::size_t from_ = 0;
    bool shares_ = false;
    std::optional<Deflater> deflater_;
};

}  // namespace kaon::inline v0::http::ws
