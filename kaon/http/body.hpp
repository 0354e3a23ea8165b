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
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "kaon/base/fd.hpp"
#include "kaon/base/static_text.hpp"
#include "kaon/coro/stream.hpp"
#include "kaon/http/headers.hpp"

namespace kaon::inline v0::http {

// Where a streamed body comes from: a connection, a generator.
class BodySource {
public:
    virtual ~BodySource() = default;
    // The next piece, never empty; nothing at the end.
    virtual Task<std::optional<std::string_view>> read() = 0;
    // Whether fill() may take the place of read(): the source can have its bytes written where the reader wants them.
    virtual bool fills() const { return false; }
    // Appends the next `count` bytes, of at least as many that are left; what came so far stays when it fails.
    virtual Task<void> fill(std::string& to, std::size_t count);
};

class Body {
public:
    // Whether the page cache is known to have it, so that sending it will not wait for a disk.
    enum class Cached : std::uint8_t { unknown, lately };
    struct File {
        std::shared_ptr<const Fd> fd;
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
        Cached cached = Cached::unknown;
    };

    Body() : borrowed_() {}
    Body(StaticText text) : borrowed_(text.view()) {}
    template <class S>
        requires std::same_as<std::remove_cvref_t<S>, std::string>
    Body(S&& bytes) {
        if (bytes.size() <= most_small) [[likely]] {
            kind_ = Kind::small;
            small_size_ = static_cast<std::uint8_t>(bytes.size());
            std::memcpy(small_, bytes.data(), bytes.size());
        } else {
            kind_ = Kind::owned;
            new (&owned_) std::string(std::forward<S>(bytes));
        }
    }
    // Bytes that outlive the Body.
    static Body borrowed(std::string_view bytes);
    static Body file(Fd fd, std::uint64_t offset, std::uint64_t size);
    // One that others send too.
    static Body file(std::shared_ptr<const Fd> fd, std::uint64_t offset, std::uint64_t size,
                     Cached cached = Cached::unknown);
    // `size`: when it is known, it is announced as Content-Length and held to.
    static Body stream(Stream<std::string> stream, std::optional<std::uint64_t> size = {});
    static Body stream(std::unique_ptr<BodySource> source, std::optional<std::uint64_t> size = {});
    // A source that outlives the Body.
    static Body stream(BodySource& source, std::optional<std::uint64_t> size = {});

    // For a stream: what follows it (kaon/http/trailers.hpp), set before its end; the generator has the other pointer.
    Body with_trailers(std::shared_ptr<const Headers> trailers) &&;
    // Null: none, or no stream.
    const Headers* trailers() const { return kind_ == Kind::streamed ? streamed_.trailers.get() : nullptr; }

    Body(Body&& other) noexcept { take(other); }
    Body& operator=(Body&& other) noexcept {
        if (this == &other) return *this;
        clear();
        take(other);
        return *this;
    }
    // Bytes, without a Body between.
    template <class S>
        requires std::same_as<std::remove_cvref_t<S>, std::string>
    Body& operator=(S&& bytes) {
        clear();
        return *std::construct_at(this, std::forward<S>(bytes));
    }
    ~Body() { clear(); }

    // Known for everything but a stream of unknown length.
    std::optional<std::uint64_t> size() const {
        if (const auto held = bytes()) [[likely]]
            return held->size();
        return kind_ == Kind::file ? file_.file.size : streamed_.size;
    }
    bool empty() const { return size() == 0; }
    // All of it, where it is in memory.
    std::optional<std::string_view> bytes() const [[clang::lifetimebound]] {
        if (kind_ == Kind::borrowed) return borrowed_;
        if (kind_ == Kind::small) return std::string_view(small_, small_size_);
        if (kind_ == Kind::owned) return std::string_view(owned_);
        return std::nullopt;
    }
    // What bytes() shows, without a copy where the Body owns it; the Body is empty afterwards. Nothing when bytes() has
    // none.
    std::string take_bytes();
    const File* as_file() const { return kind_ == Kind::file ? &file_.file : nullptr; }
    BodySource* as_stream() const { return kind_ == Kind::streamed ? streamed_.source : nullptr; }

    // Makes it empty.
    void clear() {
        if (kind_ > Kind::small) [[unlikely]]
            end();
        kind_ = Kind::borrowed;
        borrowed_ = {};
        read_ = 0;
    }

    // The next piece of any kind of body (a file is read through the blocking pool); nothing at the end.
    Task<std::optional<std::string_view>> read();
    // All of it. Errors: Errc::too_large above `limit` bytes.
    Task<std::string> collect(std::uint64_t limit);
    // Makes bytes() available, and keeps them.
    Task<void> buffer(std::uint64_t limit);

private:
    enum class Kind : std::uint8_t { borrowed, small, owned, file, streamed };
    static constexpr std::size_t most_small = 32;
    struct ReadFile {
        File file;
        std::string piece;  // that read() gave last
    };
    struct Streamed {
        std::unique_ptr<BodySource> owned;
        BodySource* source = nullptr;
        std::optional<std::uint64_t> size;
        std::shared_ptr<const Headers> trailers;
    };

    // Nearly every Body is one of the first three, and is moved several times on its way: that takes no call, and no
    // copy of a size that is known at run time only.
    // For a Body whose content has ended its life; `other` is empty afterwards.
    void take(Body& other) {
        kind_ = other.kind_;
        small_size_ = other.small_size_;
        read_ = other.read_;
        if (kind_ <= Kind::small) [[likely]]
            std::memcpy(small_, other.small_, most_small);
        else if (kind_ == Kind::owned) new (&owned_) std::string(std::move(other.owned_));
        else take_rare(other);
        other.clear();
    }
    void end();
    void take_rare(Body& other);
    Task<std::string> fill_whole();
    Task<std::optional<std::string_view>> read_file();
    Task<std::optional<std::string_view>> read_stream();

    Kind kind_ = Kind::borrowed;
    std::uint8_t small_size_ = 0;
    union {
        std::string_view borrowed_;
        char small_[most_small];
        std::string owned_;
        ReadFile file_;
        Streamed streamed_;
    };
    std::uint64_t read_ = 0;  // bytes that read() gave so far
};

}  // namespace kaon::inline v0::http
