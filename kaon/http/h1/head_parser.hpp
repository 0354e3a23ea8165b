// Reads the head of an HTTP/1.1 request: bytes in, a filled http::Request and its framing out (RFC 9112).
//
//   HeadParser parser(limits);
//   HeadResult r = parser.parse(buffer.view(), request);    // again with more bytes while `incomplete`
//
// Strict: whatever two servers could read in two ways is refused (see framing.cpp and smuggling_test.cpp).
// No I/O, no allocation. Views in the request point into the bytes that were given. Threads: a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kaon/http/h1/framing.hpp"
#include "kaon/http/h1/limits.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::http::h1 {

// How the content after the head is framed (RFC 9112, section 6.3).
enum class Framing : std::uint8_t { none, length, chunked };

struct HeadResult {
    enum class State : std::uint8_t { incomplete, complete, refused };
    State state = State::incomplete;
    Framing framing = Framing::none;
    bool keep_alive = true;        // the peer's wish, by version and Connection
    bool expects_continue = false; // RFC 9110, section 10.1.1
    bool takes_trailers = false;   // RFC 9110, section 10.1.4: TE: trailers
    http::Status refusal = http::Status::bad_request;  // when refused; the connection must be closed after it
    std::string_view reason;       // of the refusal, for the log: "two Host fields"
    std::uint32_t head_size = 0;   // bytes of the head, the empty line included
    std::uint64_t length = 0;      // Framing::length
};

class HeadParser {
public:
    explicit HeadParser(const Limits& limits) : limits_(&limits) {}

    // `bytes` starts where the request starts (a few empty lines before it are skipped and counted) and holds all that
    // came so far. Goes on where the last call stopped when the bytes stand where they stood and the request is the
    // same, untouched, so that a head that trickles in costs O(n); otherwise it starts anew.
    // Sets every member of the request but `body` and `peer`.
    HeadResult parse(std::string_view bytes, http::Request& request);
    // Ready for the next request.
    void reset() {
        base_ = nullptr;
        line_ = scanned_ = 0;
        empty_lines_ = 0;
        in_fields_ = false;
        fields_ = {};
    }

private:
    bool can_resume(std::string_view bytes, const http::Request& request) const;
    detail::Verdict read(const char* begin, const char* end, http::Request& request);
    detail::Verdict read_request_line(const char* begin, const char* end, http::Request& request);
    detail::Verdict read_target(const char* begin, const char*& at, const char* end, http::Request& request);
    detail::Verdict read_fields(const char* begin, const char* end, http::Request& request);
    detail::Verdict stopped_at(const char* begin, const char* line, const char* at, detail::Verdict verdict);
    detail::Verdict conclude(HeadResult& result, http::Request& request) const;

    const Limits* limits_;
    const char* base_ = nullptr;  // of the last, incomplete call
    const http::Request* request_ = nullptr;  // likewise
    std::uint32_t fields_kept_ = 0;  // how many that request holds
    std::uint32_t line_ = 0;  // where the line starts that is not complete yet
    std::uint32_t scanned_ = 0;  // up to here that line's target or value is known to go on
    std::uint8_t empty_lines_ = 0;  // before the request line
    bool in_fields_ = false;  // the request line is complete
    detail::FramingFields fields_;
};

}  // namespace kaon::inline v0::http::h1
