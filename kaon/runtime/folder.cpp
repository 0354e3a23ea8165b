// openat2(2) for what is above a name, the *at() calls for the name itself.
#include "kaon/runtime/folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/runtime/detail/beneath.hpp"
#include "kaon/runtime/detail/folder_tree.hpp"
#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime {

using detail::folder_error;
using detail::kind_of;
using detail::open_beneath;
using detail::Place;
using detail::place_of;

namespace {

Result<std::string> read_now(int folder, const std::string& path, std::uint64_t limit) {
    // O_NONBLOCK: a FIFO that somebody has put there must not hold a thread of the pool.
    Result<Fd> file = open_beneath(folder, path, O_RDONLY | O_NONBLOCK);
    if (!file) return std::move(file).error();
    std::string content;
    for (;;) {
        const std::size_t have = content.size();
        content.resize(have + 64 * 1024);
        const ssize_t n = ::read(file->number(), content.data() + have, content.size() - have);
        if (n < 0 && errno != EINTR) return folder_error(errno, path);
        content.resize(have + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
        if (content.size() > limit)
            return Error(Errc::too_large).with_detail(path + ": is larger than " + std::to_string(limit) + " bytes");
        if (n == 0) return content;
    }
}

Result<> fill(int fd, const std::string& path, std::string_view content) {
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return folder_error(errno, path);
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    if (::fdatasync(fd) != 0) return folder_error(errno, path);
    return {};
}

Result<> write_now(int folder, const std::string& path, const std::string& content) {
    Result<Place> place = place_of(folder, path);
    if (!place) return std::move(place).error();
    const std::string fresh = place->name + ".new";
    // A file of our own: what stands there may be a FIFO, which waits for a reader, or another name of a file
    // elsewhere.
    if (::unlinkat(place->folder.number(), fresh.c_str(), 0) != 0 && errno != ENOENT) return folder_error(errno, path);
    Result<Fd> file = open_beneath(place->folder.number(), fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
    if (!file) return std::move(file).error();
    struct stat about;
    // What was kept from others stays so.
    if (::fstatat(place->folder.number(), place->name.c_str(), &about, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(about.st_mode))
        ::fchmod(file->number(), about.st_mode & 07777);
    Result<> written = fill(file->number(), path, content);
    if (written && ::renameat(place->folder.number(), fresh.c_str(), place->folder.number(), place->name.c_str()) != 0)
        written = folder_error(errno, path);
    if (!written) ::unlinkat(place->folder.number(), fresh.c_str(), 0);
    return written;
}

Result<FileFacts> facts_now(int folder, const std::string& path) {
    Result<Fd> found = open_beneath(folder, path, O_PATH | O_NOFOLLOW);
    if (!found) return std::move(found).error();
    struct stat about;
    if (::fstat(found->number(), &about) != 0) return folder_error(errno, path);
    return FileFacts{.kind = kind_of(about.st_mode),
                     .size = static_cast<std::uint64_t>(about.st_size),
                     .permissions = about.st_mode & 07777,
                     .modified = about.st_mtim.tv_sec * 1'000'000'000 + about.st_mtim.tv_nsec};
}

FileKind kind_of_entry(int folder, const dirent& entry) {
    switch (entry.d_type) {
        case DT_REG: return FileKind::file;
        case DT_DIR: return FileKind::folder;
        case DT_LNK: return FileKind::link;
        case DT_UNKNOWN: {  // the file system does not say
            struct stat about;
            if (::fstatat(folder, entry.d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) return FileKind::other;
            return kind_of(about.st_mode);
        }
        default: return FileKind::other;
    }
}

Result<std::vector<FolderEntry>> list_now(int folder, const std::string& path, std::size_t limit) {
    Result<Fd> opened = open_beneath(folder, path, O_RDONLY | O_DIRECTORY);
    if (!opened) return std::move(opened).error();
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(::fdopendir(opened->number()), ::closedir);
    if (!entries) return folder_error(errno, path);
    const int own = opened->release();  // the stream closes it
    std::vector<FolderEntry> all;
    for (errno = 0; const dirent* entry = ::readdir(entries.get()); errno = 0) {
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..") continue;
        if (all.size() == limit)
            return Error(Errc::too_large).with_detail(path + ": has more than " + std::to_string(limit) + " entries");
        all.push_back({std::string(name), kind_of_entry(own, *entry)});
    }
    if (errno != 0) return folder_error(errno, path);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
}

Result<> make_folders_now(int folder, const std::string& path) {
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        if (!part.ends_with('/')) {
            Result<Place> place = place_of(folder, part);
            if (!place) return std::move(place).error();
            if (::mkdirat(place->folder.number(), place->name.c_str(), 0777) != 0 && errno != EEXIST)
                return folder_error(errno, part);
        }
        if (end == path.npos) break;
    }
    // What was there already may be no folder.
    Result<Fd> made = open_beneath(folder, path, O_PATH | O_DIRECTORY);
    if (!made) return made.error().is(Errc::not_found) ? folder_error(EEXIST, path) : std::move(made).error();
    return {};
}

Result<> remove_now(int folder, const std::string& path) {
    Result<Place> place = place_of(folder, path);
    if (!place) return std::move(place).error();
    if (::unlinkat(place->folder.number(), place->name.c_str(), 0) == 0) return {};
    if (errno == EISDIR && ::unlinkat(place->folder.number(), place->name.c_str(), AT_REMOVEDIR) == 0) return {};
    return folder_error(errno, path);
}

Result<> rename_now(int folder, const std::string& from, const std::string& to) {
    Result<Place> source = place_of(folder, from), target = place_of(folder, to);
    if (!source) return std::move(source).error();
    if (!target) return std::move(target).error();
    if (::renameat(source->folder.number(), source->name.c_str(), target->folder.number(), target->name.c_str()) == 0)
        return {};
    return detail::system_error(errno, from);
}

}  // namespace

Task<Folder> Folder::open(std::string path) {
    Fd fd = co_await spawn_blocking([path = std::move(path)]() -> Result<Fd> {
        Fd opened(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!opened) return folder_error(errno, path);
        return opened;
    });
    co_return Folder(std::move(fd));
}
Task<std::string> Folder::read(std::string path, std::uint64_t limit) const {
    co_return co_await spawn_blocking([fd = fd_, path, limit] { return read_now(fd->number(), path, limit); });
}
Task<void> Folder::write(std::string path, std::string content) const {
    co_await spawn_blocking([fd = fd_, path, content] { return write_now(fd->number(), path, content); });
}
Task<FileFacts> Folder::facts(std::string path) const {
    co_return co_await spawn_blocking([fd = fd_, path] { return facts_now(fd->number(), path); });
}
Task<std::vector<FolderEntry>> Folder::list(std::string path, std::size_t limit) const {
    co_return co_await spawn_blocking([fd = fd_, path, limit] { return list_now(fd->number(), path, limit); });
}
Task<void> Folder::make_folders(std::string path) const {
    co_await spawn_blocking([fd = fd_, path] { return make_folders_now(fd->number(), path); });
}
Task<void> Folder::remove(std::string path) const {
    co_await spawn_blocking([fd = fd_, path] { return remove_now(fd->number(), path); });
}
Task<void> Folder::remove_tree(std::string path) const {
    co_await spawn_blocking([fd = fd_, path] { return detail::remove_tree_now(fd->number(), path); });
}
Task<void> Folder::copy(std::string from, std::string to) const {
    co_await spawn_blocking([fd = fd_, from, to] { return detail::copy_tree_now(fd->number(), from, to); });
}
Task<void> Folder::rename(std::string from, std::string to) const {
    co_await spawn_blocking([fd = fd_, from, to] { return rename_now(fd->number(), from, to); });
}
Task<Fd> Folder::temporary() const {
    co_return co_await spawn_blocking(
        [fd = fd_]() -> Result<Fd> { return open_beneath(fd->number(), ".", O_TMPFILE | O_RDWR); });
}

}  // namespace kaon::inline v0::runtime
