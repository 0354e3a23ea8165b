// Folder: a place in the file system that paths cannot leave, and what can be done in it.
//
//   Folder uploads = co_await Folder::open("/srv/uploads");
//   std::string text = co_await uploads.read("2026/report.txt", 1024 * 1024);
//   for (const FolderEntry& entry : co_await uploads.list("2026")) ...
//   co_await uploads.rename("draft.txt", "2026/final.txt");
//
// Every path is relative and is resolved by the kernel beneath the folder (openat2(2), RESOLVE_BENEATH): "..", an
// absolute path or a symbolic link that leads outside is Errc::forbidden, whoever changes the tree meanwhile.
// All of it runs on the blocking pool. Errors: Errc::not_found, Errc::forbidden, Errc::conflict (it exists already, it
// is not empty), Errc::too_large, Errc::invalid for a path with a zero byte or too many links, Errc::unavailable
// without descriptors or room, otherwise Errc::internal; path and the system's words in the detail.
// Threads: any; a Folder may be shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kaon/base/fd.hpp"
#include "kaon/coro/task.hpp"

namespace kaon::inline v0::runtime {

enum class FileKind : std::uint8_t { file, folder, link, other };

struct FileFacts {
    FileKind kind = FileKind::other;
    std::uint64_t size = 0;
    std::uint32_t permissions = 0;  // as of chmod(2)
    std::int64_t modified = 0;      // nanoseconds since 1970
};

struct FolderEntry {
    std::string name;
    FileKind kind = FileKind::other;
};

class Folder {
public:
    static constexpr bool is_shareable = true;

    static Task<Folder> open(std::string path);

    Task<std::string> read(std::string path, std::uint64_t limit) const;
    // Replaces the file as a whole: a reader sees the old content or the new one. Permissions stay as they were. The
    // new one is written to `path`.new first, which takes the place of whatever has that name.
    Task<void> write(std::string path, std::string content) const;
    // Of a link itself, not of what it points to.
    Task<FileFacts> facts(std::string path) const;
    // In the order of names. Errors: Errc::too_large for more than `limit` entries.
    Task<std::vector<FolderEntry>> list(std::string path = ".", std::size_t limit = 100'000) const;
    // With those above it that are missing; one that is there is no error.
    Task<void> make_folders(std::string path) const;
    // A file, a link, or an empty folder.
    Task<void> remove(std::string path) const;
    // Also a folder with all that is in it; links are removed, not followed. What somebody puts there meanwhile is
    // Errc::conflict. Errors: Errc::too_large below 200 levels.
    Task<void> remove_tree(std::string path) const;
    // A file, a link as a link, or a folder with all that is in it, with their permissions; `to` must not be there yet.
    // An error leaves what is copied already. Errors: Errc::conflict; Errc::invalid for a device, a socket or a FIFO
    // in it, and for a folder into itself; Errc::too_large below 200 levels.
    Task<void> copy(std::string from, std::string to) const;
    // Replaces what is there.
    Task<void> rename(std::string from, std::string to) const;
    // A file without a name, which ends with its last descriptor (O_TMPFILE).
    Task<Fd> temporary() const;

private:
    explicit Folder(Fd fd) : fd_(std::make_shared<const Fd>(std::move(fd))) {}
    std::shared_ptr<const Fd> fd_;  // shared with calls that nobody waits for any more
};

}  // namespace kaon::inline v0::runtime
