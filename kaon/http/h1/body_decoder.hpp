// Takes the framing off a request's content: fixed length or chunked (RFC 9112, sections 6 and 7).
//
//   BodyDecoder decoder(head.framing, head.length, limits);
//   BodyStep step = decoder.decode(bytes);     // step.consumed of them are done with, step.data is content
//
// No I/O, no allocation; `data` points into the bytes given. Trailers are checked, counted and dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kaon/http/h1/head_parser.hpp"

namespace kaon::h1 {

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
    BodyDecoder(Framing framing, std::uint64_t length, const Limits& limits);

    // Call again with what was not consumed and what came since, until `end`. One step gives at most one piece.
    BodyStep decode(std::string_view bytes);
    bool ended() const { return state_ == State::ended; }

private:
    enum class State : std::uint8_t { content, chunk_size, chunk_data, chunk_end, trailers, ended };

    State state_ = State::ended;
    std::uint64_t remaining_ = 0;
    const Limits* limits_ = nullptr;
    std::size_t trailer_bytes_ = 0;
};

}  // namespace kaon::h1
