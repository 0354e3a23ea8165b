// Reading a Body piece by piece, and all of it.
#include "kaon/http/body.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/types.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"

namespace kaon::inline v0::http {

namespace {

constexpr std::size_t file_piece = 64 * 1024;
constexpr std::uint64_t most_set_aside = 1024 * 1024;

// A generator as a source; empty values are passed over.
class StreamSource final : public BodySource {
public:
    explicit StreamSource(Stream<std::string> stream) : stream_(std::move(stream)) {}
    Task<std::optional<std::string_view>> read() override {
        while (auto next = co_await stream_.next()) {
            piece_ = *std::move(next);
            if (!piece_.empty()) co_return std::string_view(piece_);
        }
        co_return std::nullopt;
    }

private:
    Stream<std::string> stream_;
    std::string piece_;
};

Error over(std::uint64_t limit) {
    return Error(Errc::too_large, "the content is too large")
        .with_detail("more than " + std::to_string(limit) + " bytes");
}

// On the pool: may run on after the Body has died, so it owns the buffer, and a share of the descriptor.
Result<std::string> read_at(const std::shared_ptr<const Fd>& fd, std::string buffer, std::size_t size,
                            std::uint64_t offset) {
    buffer.resize(size);
    ssize_t got;
    do got = ::pread(fd->number(), buffer.data(), size, static_cast<off_t>(offset));
    while (got < 0 && errno == EINTR);
    if (got < 0) return Error(Errc::internal).with_detail(std::string("reading a file body: ") + std::strerror(errno));
    if (got == 0) return Error(Errc::internal).with_detail("a file body is shorter than it was announced");
    buffer.resize(static_cast<std::size_t>(got));
    return buffer;
}

}  // namespace

Task<void> BodySource::fill(std::string&, std::size_t) {
    co_await Error(Errc::internal).with_detail("this source gives pieces only");
}

void Body::end() {
    if (kind_ == Kind::owned) owned_.~basic_string();
    else if (kind_ == Kind::file) file_.~ReadFile();
    else streamed_.~Streamed();
}

void Body::take_rare(Body& other) {
    if (kind_ == Kind::file) new (&file_) ReadFile(std::move(other.file_));
    else new (&streamed_) Streamed(std::move(other.streamed_));
}

Body Body::borrowed(std::string_view bytes) {
    Body body;
    body.borrowed_ = bytes;
    return body;
}
Body Body::file(Fd fd, std::uint64_t offset, std::uint64_t size) {
    return file(std::make_shared<const Fd>(std::move(fd)), offset, size);
}
Body Body::file(std::shared_ptr<const Fd> fd, std::uint64_t offset, std::uint64_t size, Cached cached) {
    Body body;
    new (&body.file_) ReadFile{.file = {std::move(fd), offset, size, cached}, .piece = {}};
    body.kind_ = Kind::file;
    return body;
}
Body Body::stream(Stream<std::string> stream, std::optional<std::uint64_t> size) {
    return Body::stream(std::make_unique<StreamSource>(std::move(stream)), size);
}
Body Body::stream(std::unique_ptr<BodySource> source, std::optional<std::uint64_t> size) {
    Body body;
    BodySource* pulled = source.get();
    new (&body.streamed_) Streamed{std::move(source), pulled, size, {}};
    body.kind_ = Kind::streamed;
    return body;
}
Body Body::stream(BodySource& source, std::optional<std::uint64_t> size) {
    Body body;
    new (&body.streamed_) Streamed{nullptr, &source, size, {}};
    body.kind_ = Kind::streamed;
    return body;
}

Body Body::with_trailers(std::shared_ptr<const Headers> trailers) && {
    if (kind_ == Kind::streamed) streamed_.trailers = std::move(trailers);
    return std::move(*this);
}

Task<std::optional<std::string_view>> Body::read_stream() {
    const std::optional<std::uint64_t> announced = streamed_.size;
    auto piece = co_await streamed_.source->read();
    if (piece) read_ += piece->size();
    if (announced && (piece ? read_ > *announced : read_ < *announced)) {
        co_return Error(Errc::internal)
            .with_detail(piece ? "a streamed body is longer than it was announced"
                               : "a streamed body is shorter than it was announced");
    }
    co_return piece;
}

Task<std::optional<std::string_view>> Body::read_file() {
    const File& file = file_.file;
    if (read_ == file.size) co_return std::nullopt;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(file.size - read_, file_piece));
    file_.piece = co_await spawn_blocking(
        [fd = file.fd, buffer = std::move(file_.piece), wanted, offset = file.offset + read_]() mutable {
            return read_at(fd, std::move(buffer), wanted, offset);
        });
    read_ += file_.piece.size();
    co_return std::string_view(file_.piece);
}

Task<std::optional<std::string_view>> Body::read() {
    if (kind_ == Kind::streamed) return read_stream();
    if (kind_ == Kind::file) return read_file();
    return [](Body& body) -> Task<std::optional<std::string_view>> {
        const std::string_view rest = body.bytes()->substr(static_cast<std::size_t>(body.read_));
        if (rest.empty()) co_return std::nullopt;
        body.read_ += rest.size();
        co_return rest;
    }(*this);
}

std::string Body::take_bytes() {
    std::string taken = kind_ == Kind::owned ? std::move(owned_) : std::string(bytes().value_or(std::string_view()));
    if (bytes()) clear();
    return taken;
}

// Announced is not sent: never more is set aside than has come already, but for the first piece.
Task<std::string> Body::fill_whole() {
    std::string all;
    for (std::uint64_t left = *streamed_.size - read_; left > 0;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, std::max(most_set_aside, read_)));
        all.reserve(all.size() + count);
        co_await streamed_.source->fill(all, count);
        left -= count;
        read_ += count;
    }
    co_return all;
}

Task<std::string> Body::collect(std::uint64_t limit) {
    const std::optional<std::uint64_t> known = size();
    if (known && *known > limit) co_return over(limit);
    if (kind_ == Kind::owned && read_ == 0) co_return take_bytes();
    if (kind_ == Kind::streamed && known && streamed_.source->fills()) co_return co_await fill_whole();
    std::string all;
    // Announced is not sent: what one header field may make us set aside has a bound.
    if (known) all.reserve(static_cast<std::size_t>(std::min(*known, most_set_aside)));
    while (auto piece = co_await read()) {
        if (piece->size() > limit - all.size()) co_return over(limit);
        all += *piece;
    }
    co_return all;
}

Task<void> Body::buffer(std::uint64_t limit) {
    if (auto held = bytes()) {
        if (held->size() > limit) co_await over(limit);
        co_return;
    }
    *this = Body(co_await collect(limit));
}

}  // namespace kaon::inline v0::http
