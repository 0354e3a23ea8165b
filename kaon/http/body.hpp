// Body: the content of a message, in both directions: empty, bytes, a file, or a stream that is pulled.
//
//   Body("hello")                          // a literal: borrowed
//   Body(std::string(...))                 // owned
//   Body::file(std::move(fd), 0, size)     // sent by the kernel
//   Body::stream(make_rows())              // Stream<std::string>: chunked, at the reader's pace
//
//   while (auto piece = co_await body.read()) use(*piece);     // at the sender's pace
//   std::string all = co_await body.collect(64 * 1024);        // Errc::too_large above the limit
//
// Threads: one core's own. Lifetime: a piece is valid until the next read().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "kaon/base/fd.hpp"
#include "kaon/base/static_text.hpp"
#include "kaon/coro/stream.hpp"

namespace kaon::inline v0::http {

// Where a streamed body comes from: a connection, a generator.
class BodySource {
public:
    virtual ~BodySource() = default;
    // The next piece, never empty; nothing at the end.
    virtual Task<std::optional<std::string_view>> read() = 0;
};

class Body {
public:
    struct File {
        Fd fd;
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
    };

    Body() = default;
    Body(StaticText text) : content_(text.view()) {}
    template <std::same_as<std::string> S>
    Body(S bytes) : content_(std::move(bytes)) {}
    // Bytes that outlive the Body.
    static Body borrowed(std::string_view bytes);
    static Body file(Fd fd, std::uint64_t offset, std::uint64_t size);
    // `size`: when it is known, it is announced as Content-Length and held to.
    static Body stream(Stream<std::string> stream, std::optional<std::uint64_t> size = {});
    static Body stream(std::unique_ptr<BodySource> source, std::optional<std::uint64_t> size = {});
    // A source that outlives the Body.
    static Body stream(BodySource& source, std::optional<std::uint64_t> size = {});

    Body(Body&&) noexcept = default;
    Body& operator=(Body&&) noexcept = default;

    // Known for everything but a stream of unknown length.
    std::optional<std::uint64_t> size() const;
    bool empty() const { return size() == 0; }
    // All of it, where it is in memory.
    std::optional<std::string_view> bytes() const [[clang::lifetimebound]];
    const File* as_file() const { return std::get_if<File>(&content_); }
    BodySource* as_stream() const;

    // The next piece of any kind of body (a file is read through the blocking pool); nothing at the end.
    Task<std::optional<std::string_view>> read();
    // All of it. Errors: Errc::too_large above `limit` bytes.
    Task<std::string> collect(std::uint64_t limit);
    // Makes bytes() available, and keeps them.
    Task<void> buffer(std::uint64_t limit);

private:
    struct Streamed {
        std::unique_ptr<BodySource> owned;
        BodySource* source = nullptr;
        std::optional<std::uint64_t> size;
    };
    using Content = std::variant<std::string_view, std::string, File, Streamed>;

    Content content_;
    std::string piece_;        // of a file being read
    std::uint64_t read_ = 0;   // bytes that read() gave so far
};

}  // namespace kaon::inline v0::http
