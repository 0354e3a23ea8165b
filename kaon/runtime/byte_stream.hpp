// ByteReader and ByteWriter: anything that bytes come out of or go into: a socket, a pipe, a file, standard input.
//
//   LineReader lines(peer, {.longest = 64 * 1024});
//   while (auto line = co_await lines.next()) co_await peer.write_all(answer(*line));
//
//   std::string all = co_await read_to_end(output, 1024 * 1024);
//   std::uint64_t bytes = co_await copy(upload, file);
//
// The functions below work with any of them. Threads: one core's own; one reader and one writer at a time.
// Errors: those of the stream; Errc::too_large above a limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0::runtime {

class ByteReader {
public:
    virtual ~ByteReader() = default;
    // At least one byte, or 0 at the end. `buffer` outlives the call.
    virtual Task<std::size_t> read(char* buffer, std::size_t size) = 0;
};

class ByteWriter {
public:
    virtual ~ByteWriter() = default;
    // Returns when all bytes were taken. `bytes` outlive the call.
    virtual Task<void> write_all(std::string_view bytes) = 0;
};

// All that comes until the end. Errors: Errc::too_large as soon as there is more than `limit`.
Task<std::string> read_to_end(ByteReader& reader, std::size_t limit);
// Exactly that many. Errors: Errc::unavailable when the end comes before.
Task<void> read_exactly(ByteReader& reader, char* buffer, std::size_t size);
// Until the end of `from`, as fast as `to` takes it; gives how many bytes that were.
Task<std::uint64_t> copy(ByteReader& from, ByteWriter& to);

struct LineLimits {
    std::size_t longest = 64 * 1024;  // bytes, without the end of line
};

// Lines, without "\n" or "\r\n" at their end; what follows the last "\n" is a line too, unless it is empty.
class LineReader {
public:
    explicit LineReader(ByteReader& reader [[clang::lifetimebound]], LineLimits limits = {})
        : reader_(reader), limits_(limits) {}

    // The next line, or nothing at the end. Errors: Errc::too_large for one that is longer; no line follows it.
    Task<std::optional<std::string>> next();

private:
    std::optional<std::string> take_line();

    ByteReader& reader_;
    const LineLimits limits_;
    std::string held_;
    std::size_t begin_ = 0;     // of the next line in it
    std::size_t searched_ = 0;  // up to here there is no end of line
    bool ended_ = false;
};

}  // namespace kaon::inline v0::runtime
