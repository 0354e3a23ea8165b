// Reading whole, in lines, and from one to the other.
#include "kaon/runtime/byte_stream.hpp"

#include <memory>

namespace kaon::inline v0::runtime {

namespace {
constexpr std::size_t piece_size = 16 * 1024;
}

Task<std::string> read_to_end(ByteReader& reader, std::size_t limit) {
    std::string all;
    const auto piece = std::make_unique<char[]>(piece_size);
    while (const std::size_t n = co_await reader.read(piece.get(), piece_size)) {
        if (n > limit - all.size())
            co_return Error(Errc::too_large).with_detail("more than " + std::to_string(limit) + " bytes");
        all.append(piece.get(), n);
    }
    co_return all;
}

Task<void> read_exactly(ByteReader& reader, char* buffer, std::size_t size) {
    while (size > 0) {
        const std::size_t n = co_await reader.read(buffer, size);
        if (n == 0)
            co_await Error(Errc::unavailable).with_detail("the end came " + std::to_string(size) + " bytes early");
        buffer += n;
        size -= n;
    }
}

Task<std::uint64_t> copy(ByteReader& from, ByteWriter& to) {
    std::uint64_t copied = 0;
    const auto piece = std::make_unique<char[]>(piece_size);
    while (const std::size_t n = co_await from.read(piece.get(), piece_size)) {
        co_await to.write_all({piece.get(), n});
        copied += n;
    }
    co_return copied;
}

std::optional<std::string> LineReader::take_line() {
    const std::size_t end = held_.find('\n', searched_);
    if (end == held_.npos) {
        searched_ = held_.size();
        return std::nullopt;
    }
    std::string line = held_.substr(begin_, end - begin_);
    if (line.ends_with('\r')) line.pop_back();
    begin_ = searched_ = end + 1;
    return line;
}

Task<std::optional<std::string>> LineReader::next() {
    for (;;) {
        std::optional<std::string> line = take_line();
        if (!line && ended_ && begin_ < held_.size()) {
            line = held_.substr(begin_);
            begin_ = held_.size();
        }
        // With "\r\n" one byte more than `longest` may be held before the line is known.
        if ((line ? line->size() : held_.size() - begin_) > limits_.longest + (line ? 0 : 1)) {
            ended_ = true;
            held_.clear();
            begin_ = searched_ = 0;
            co_return Error(Errc::too_large)
                .with_detail("a line is longer than " + std::to_string(limits_.longest) + " bytes");
        }
        if (line || ended_) co_return line;
        held_.erase(0, begin_);
        searched_ -= std::exchange(begin_, 0);
        const std::size_t have = held_.size();
        held_.resize(have + piece_size);
        Result<std::size_t> n = co_await attempt(reader_.read(held_.data() + have, piece_size));
        held_.resize(have + (n ? *n : 0));
        if (!n) co_return std::move(n).error();
        ended_ = *n == 0;
    }
}

}  // namespace kaon::inline v0::runtime
