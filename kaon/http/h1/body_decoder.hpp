// Takes the framing off a request's content: fixed length or chunked (RFC 9112, sections 6 and 7).
//
//   BodyDecoder decoder(head.framing, head.length, limits);
//   for (;;) {
//       BodyStep step = decoder.decode(buffer.view());
//       use(step.data);                              // also of the last step, whose state is `end`
//       buffer.consume(step.consumed);
//       if (step.state != BodyStep::State::more) break;
//       if (step.data.empty()) receive(buffer);      // nothing more in these bytes
//   }
//
// No I/O; `data` points into the bytes given. Trailers are checked, counted, and copied into the Headers that were
// given for them; without any, and where they are none (kaon/http/trailers.hpp), they are dropped. They are the only
// memory.
// Threads: a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kaon/http/h1/head_parser.hpp"

namespace kaon::inline v0::http::h1 {

struct BodyStep {
    enum class State : std::uint8_t { more, end, refused };
    State state = State::more;
    std::string_view data;      // content, possibly empty
    std::size_t consumed = 0;   // bytes of the input, framing included
    std::string_view reason;    // of a refusal: answer 400 and close
};

class BodyDecoder {
public:
    BodyDecoder() = default;
    // `trailers` outlives the decoder, or is null.
    BodyDecoder(Framing framing, std::uint64_t length, const Limits& limits, http::Headers* trailers = nullptr);

    // Call again with what was not consumed and what came since, until `end`. One step gives at most one piece.
    BodyStep decode(std::string_view bytes);
    bool ended() const { return state_ == State::ended; }
    // Bytes of content that are known to come next: the rest of it, or of a chunk.
    std::uint64_t due() const { return state_ == State::content || state_ == State::chunk_data ? remaining_ : 0; }

private:
    enum class State : std::uint8_t { content, chunk_size, chunk_data, chunk_end, trailers, ended, refused };

    // Each reads from the front of `rest` and takes off what it is done with; false when nothing more can be read.
    bool read_data(std::string_view& rest, BodyStep& step);
    bool read_chunk_size(std::string_view& rest, BodyStep& step);
    bool read_chunk_end(std::string_view& rest, BodyStep& step);
    bool read_trailer(std::string_view& rest, BodyStep& step);
    bool refuse(BodyStep& step, std::string_view reason);

    State state_ = State::ended;
    std::uint64_t remaining_ = 0;
    const Limits* limits_ = nullptr;
    http::Headers* trailers_ = nullptr;
    std::uint32_t extension_bytes_ = 0;
    std::uint32_t trailer_bytes_ = 0;
    std::uint32_t trailer_fields_ = 0;
};

}  // namespace kaon::inline v0::http::h1
