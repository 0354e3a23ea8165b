// The body as it is: Text, Bytes, Body.
//
//   Task<Reply> note(Text text)              // *text is valid UTF-8 (400 otherwise), at most the body limit (413)
//   Task<Reply> blob(Bytes bytes)
//   Task<Reply> upload(Body body) {          // at the sender's pace, no limit: count yourself
//       while (auto piece = co_await body.read()) co_await sink.write(*piece);
//   }
//
// Errors: 413 over the body limit; Body has none but those of collect() and of a sender that breaks off. Threads: the
// request's core. Lifetime: a Body is read before the handler has ended; Text and Bytes own what they hold.
#pragma once

#include "kaon/web/extractor.hpp"

namespace kaon::inline v0 {

struct Text {
    std::string value;
    const std::string& operator*() const { return value; }
    const std::string* operator->() const { return &value; }

    static constexpr bool reads_body = true;
    static bool extract(web::Call& call, Text& out, std::size_t);
};

struct Bytes {
    std::string value;
    const std::string& operator*() const { return value; }
    const std::string* operator->() const { return &value; }

    static constexpr bool reads_body = true;
    static bool extract(web::Call& call, Bytes& out, std::size_t);
};

// As a response: text/plain and application/octet-stream.
void write_response(http::Response& out, Request& request, Text&& text);
void write_response(http::Response& out, Request& request, Bytes&& bytes);

class Body {
public:
    // The next piece; nothing at the end. A piece is valid until the next read.
    Task<std::optional<std::string_view>> read() { return body_->read(); }
    // All of it. Errors: Errc::too_large.
    Task<std::string> collect(std::uint64_t limit) { return body_->collect(limit); }
    std::optional<std::uint64_t> size() const { return body_->size(); }

    static constexpr web::BodyUse body_use = web::BodyUse::stream;
    static bool extract(web::Call& call, Body& out, std::size_t) {
        out.body_ = &call.request.body();
        return true;
    }

private:
    http::Body* body_ = nullptr;
};

}  // namespace kaon::inline v0
