// Stream: one request and its response on an HTTP/2 session: what came, what is to be sent, what has happened.
//
//   class Exchange final : public Stream {
//       Ready ready(std::size_t most) override { return {.size = std::min(most, left_.size()), .end = ...}; }
//       bool write(ByteBuffer& out, std::size_t size) override { out.append(left_.substr(0, size)); ... }
//   };
//   while (Stream* stream = session.next()) handle(static_cast<Exchange&>(*stream), stream->take_news());
//
// The session never calls an application: it notes News, and whoever drives it asks for them when the session is at
// rest. Threads: one core's own. Lifetime: from Host::open() until News::closed was taken; its owner's afterwards.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/h2/error_code.hpp"
#include "kaon/http/h2/head_reader.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0::http::h2 {

struct Engine;

// What has happened to a stream since it was last asked.
struct News {
    bool head = false;     // the request is complete but for its content
    bool content = false;  // more of that has come, or its end
    bool sent = false;     // the response is on its way, its end included
    bool drained = false;  // write() has taken what there was
    bool closed = false;   // nothing comes or goes any more: see close_code()
};

class Stream {
public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    std::uint32_t id() const { return id_; }
    const HeadReader& head() const { return head_; }
    // Content that has come and was not taken.
    std::string_view content() const { return content_.view(); }
    // Nothing more will come, and the trailers are there.
    bool content_complete() const { return content_complete_; }
    bool closed() const { return closed_; }
    ErrorCode close_code() const { return close_code_; }

    News take_news() { return std::exchange(news_, {}); }

    Request request;

protected:
    // The response's content. `end`: it ends with these bytes; nothing and no end: later, after Session::resume().
    struct Ready {
        std::size_t size = 0;
        bool end = false;
    };
    virtual Ready ready(std::size_t most) = 0;
    // Appends the next `size` bytes, as ready() has promised. False: they cannot be had; the stream is reset.
    virtual bool write(ByteBuffer& out, std::size_t size) = 0;
    // What follows the content; null: nothing.
    virtual const Headers* trailers() { return nullptr; }
    // For write(): all that ready() told of was taken.
    void note_drained() { news_.drained = true; }
    // Swaps the content that has come for an empty buffer: what comes later may not move what somebody reads. The
    // peer may send as much again after Session::consume().
    void take_content(ByteBuffer& empty) { std::swap(content_, empty); }
    // The connection is lost: nothing is sent on this stream any more.
    void abandon() { closed_ = true; }
    // Forgets the request; memory is kept for the next.
    void clear_stream();

private:
    friend class Session;
    friend struct Engine;

    void join_open_ones(Stream*& first) {
        next_open_ = first;
        open_link_ = &first;
        if (first) first->open_link_ = &next_open_;
        first = this;
    }
    void leave_open_ones() {
        *open_link_ = next_open_;
        if (next_open_) next_open_->open_link_ = open_link_;
    }

    std::uint32_t id_ = 0;
    HeadReader head_;
    HeadReader trailer_;
    ByteBuffer content_;
    std::size_t unconsumed_ = 0;  // bytes whose window the peer has not got back
    News news_;
    Stream* next_open_ = nullptr;  // those that the session has open, in a list
    Stream** open_link_ = nullptr;
    Stream* next_news_ = nullptr;
    bool has_news_ = false;
    bool content_complete_ = false;
    bool closed_ = true;
    ErrorCode close_code_ = ErrorCode::no_error;
    char status_[3] = {};
    char length_[20] = {};
};

}  // namespace kaon::inline v0::http::h2
