// Files for Tasks: every call runs on the blocking pool, so that no core waits for a disk.
//
//   std::string text = co_await read_file("kaon.toml", 64 * 1024);
//   File file = co_await File::open("data.bin");
//   std::string piece = co_await file.read_at(0, 4096);
//
// In order, and with the functions for streams: kaon/runtime/file_stream.hpp.
// Errors: Errc::not_found, Errc::forbidden, Errc::too_large, Errc::unavailable without descriptors or room, otherwise
// Errc::internal; path and the system's words in the detail. Threads: one operation at a time per File.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::runtime {

enum class OpenFor : unsigned char { reading, writing, appending };  // the last two create

class File {
public:
    static Task<File> open(std::string path, OpenFor use = OpenFor::reading);

    Task<std::uint64_t> size() const;
    // Fewer bytes than asked for at the end of the file only. What has no places (a pipe, a terminal, /dev/stdin) is
    // read on from where it is, whatever the offset.
    Task<std::string> read_at(std::uint64_t offset, std::size_t count) const;
    // What is there at once, at least one byte; nothing at the end.
    Task<std::string> read_some_at(std::uint64_t offset, std::size_t most) const;
    // Opened for appending, at the end of the file, whatever the offset.
    Task<void> write_at(std::uint64_t offset, std::string bytes);
    // Returns when the disk has it (fdatasync).
    Task<void> sync();

private:
    struct Open {
        Fd fd;
        std::string path;  // for what errors say
    };
    explicit File(Open open) : open_(std::make_shared<const Open>(std::move(open))) {}
    // Shared with calls that run on when their waiting Task was cancelled.
    std::shared_ptr<const Open> open_;
};

// All that can be read there, also from a pipe, a FIFO, /dev/stdin or /proc. Errors: Errc::too_large above `limit`
// bytes.
Task<std::string> read_file(std::string path, std::uint64_t limit);
// Replaces the file as a whole: a reader sees the old content or the new one, and an error leaves the old one. The new
// one is written to `path`.new first, in the place of whatever has that name: two writers of one path at a time are the
// caller's to keep apart. Permissions stay as they were.
Task<void> write_file(std::string path, std::string content);

}  // namespace kaon::inline v0::runtime
