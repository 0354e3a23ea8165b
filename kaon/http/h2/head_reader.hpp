// HeadReader: makes a Request of the fields that HPACK gives one by one (RFC 9113, section 8.3).
//
//   HeadReader head;
//   head.add(limits, ":method", "GET"); ...
//   head.finish(limits, request);            // views in the request point into the reader
//   if (head.refusal() != Status::ok) ...    // to be answered instead: 400, 414, 431
//
// Takes what the framing layer has checked already: names are lower-case tokens, values have no controls, pseudo-header
// fields come first and once, connection-specific fields are refused. Keeps its memory from one request to the next.
// Threads: a value; it must not move while the request lives.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/h2/limits.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::http::h2 {

class HeadReader {
public:
    // What is over a limit is counted and dropped.
    void add(const Limits& limits, std::string_view name, std::string_view value);
    // Sets every member of the request but `body`, `peer`, `scheme` and those that are for answering.
    void finish(const Limits& limits, Request& request);
    // Of trailers: those fields that may stand behind a content.
    void give_fields(Headers& trailers) const;
    void clear();

    // Status::ok: none.
    Status refusal() const { return refusal_; }
    std::string_view reason() const { return reason_; }
    // By the measure of RFC 9113, section 10.5.1: 32 bytes for each field over its text.
    std::uint64_t list_bytes() const { return list_bytes_; }
    bool expects_continue() const { return expects_continue_; }
    bool takes_trailers() const { return takes_trailers_; }

private:
    struct Span {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
    };
    struct Place {
        Span name;
        Span value;
    };
    Span keep(std::string_view text);
    std::string_view at(Span span) const { return text_.view().substr(span.begin, span.size); }
    void refuse(Status status, std::string_view reason);
    bool add_pseudo(std::string_view name, std::string_view value);
    void join_cookies();
    std::size_t whole_fields() const { return cookies_ > 1 ? fields_.size() - (cookies_ - 1) : fields_.size(); }
    void read_target(const Limits& limits, Request& request);
    void read_authority(Request& request);

    ByteBuffer text_;
    std::vector<Place> fields_;
    Span method_, path_, authority_, protocol_;
    bool has_path_ = false;
    bool expects_continue_ = false;
    bool takes_trailers_ = false;
    std::uint32_t cookies_ = 0;
    std::uint64_t list_bytes_ = 0;
    Status refusal_ = Status::ok;
    std::string_view reason_;
};

}  // namespace kaon::inline v0::http::h2
