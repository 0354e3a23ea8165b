// Writes the head of an HTTP/1.1 response and the frames of a chunked content (RFC 9112).
//
//   write_head(out, response, {.date = date, .keep_alive = true});
//
// Adds Date, Content-Length or Transfer-Encoding, and Connection; drops those that the response brought itself.
// No I/O; appends to the buffer. Threads: pure functions.
#pragma once

#include <string_view>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::http::h1 {

struct HeadOptions {
    std::string_view date;                             // IMF-fixdate (RFC 9110, section 5.6.7), cached by the caller
    http::Version version = http::Version::http_1_1;   // of the request
    http::Method method = http::Method::get;           // of the request: HEAD has a length and no content
    bool keep_alive = true;
};

// How the content must follow.
enum class ContentFraming : unsigned char {
    none,        // nothing follows: HEAD, 204, 304
    length,      // as many bytes as were announced
    chunked,     // write_chunk(), then write_last_chunk()
    until_close, // HTTP/1.0 and no known length
};

// For a response with broken() headers, write a 500 of your own instead.
ContentFraming write_head(ByteBuffer& out, const http::Response& response, const HeadOptions& options);
void write_chunk(ByteBuffer& out, std::string_view data);
// `trailers`: null, or what follows; those that are none (kaon/http/trailers.hpp) are left out.
void write_last_chunk(ByteBuffer& out, const http::Headers* trailers = nullptr);
void write_continue(ByteBuffer& out);  // 100 Continue

}  // namespace kaon::inline v0::http::h1
