// permessage-deflate: messages squeezed by DEFLATE (RFC 7692, section 7), and what the two sides agreed on.
//
//   Deflater deflater(agreed);                       // of a server
//   if (deflater.compress(out, "hello")) ...          // to be sent with reserved_1 set
//
//   Inflater inflater(agreed);
//   Inflater::Outcome o = inflater.feed(piece, out, limit);    // too_large: before more than `limit` bytes were made
//
// Memory: zlib takes up to 300 KB per connection that keeps its dictionary between messages ("context takeover"). One
// that does not keeps nothing: each core lends its own for the time of a message. Errors: without memory nothing is
// compressed, and reading gives Outcome::no_memory. Threads: one core's own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kaon/base/byte_buffer.hpp"

namespace kaon::inline v0::http::ws {

// What both sides keep to. Windows are powers of two, from 9 (8 where only reading matters) to 15.
struct DeflateTerms {
    bool server_keeps_context = false;
    bool client_keeps_context = false;
    std::uint8_t server_window_bits = 15;
    std::uint8_t client_window_bits = 15;
    bool client_window_was_offered = false;  // only then may the answer name it

    // The element of Sec-WebSocket-Extensions that says it.
    std::string text() const;
};

namespace detail {
struct ZStream;  // zlib's, which no header of ours shows
}

class Deflater {
public:
    explicit Deflater(const DeflateTerms& terms);
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    // Appends the message, without the four bytes that every one would end with (section 7.2.1). False: no memory.
    bool compress(ByteBuffer& out, std::string_view message);
    // Whether the other side needs this message to read the next one.
    bool keeps_context() const { return keeps_context_; }

private:
    bool keeps_context_;
    std::uint8_t window_bits_;
    std::unique_ptr<detail::ZStream> own_;
};

class Inflater {
public:
    enum class Outcome : std::uint8_t { fine, too_large, broken, no_memory };

    explicit Inflater(const DeflateTerms& terms);
    ~Inflater();
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // The next piece of a compressed message: appends what it holds; `out` never holds more than `limit` bytes.
    Outcome feed(std::string_view piece, ByteBuffer& out, std::uint64_t limit);
    // The end of the message.
    Outcome finish(ByteBuffer& out, std::uint64_t limit);

private:
    bool borrow();
    void give_back();

    bool keeps_context_;
    std::unique_ptr<detail::ZStream> stream_;
};

}  // namespace kaon::inline v0::http::ws
