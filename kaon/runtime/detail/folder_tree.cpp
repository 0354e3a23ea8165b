// Walking down with openat(2) and O_NOFOLLOW: a link is removed or copied, never followed.
#include "kaon/runtime/detail/folder_tree.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <memory>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/runtime/detail/beneath.hpp"

namespace kaon::inline v0::runtime::detail {

namespace {

constexpr int deepest = 200;

Error too_deep(const std::string& path) {
    return Error(Errc::too_large).with_detail(path + ": has more than " + std::to_string(deepest) + " levels");
}

// Read whole before anything is changed: what readdir(3) gives of a folder that changes is anybody's guess.
Result<std::vector<std::string>> names_in(int folder, const std::string& path) {
    Fd own(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!own) return folder_error(errno, path);
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(::fdopendir(own.number()), ::closedir);
    if (!entries) return folder_error(errno, path);
    (void)own.release();  // the stream closes it
    std::vector<std::string> names;
    for (errno = 0; const dirent* entry = ::readdir(entries.get()); errno = 0) {
        std::string name = entry->d_name;
        if (name != "." && name != "..") names.push_back(std::move(name));
    }
    if (errno != 0) return folder_error(errno, path);
    return names;
}

// What goes away by itself meanwhile, somebody else may be removing it too, is no error.
Result<> remove_in(int folder, const std::string& name, const std::string& path, int level) {
    const auto gone_or_error = [&]() -> Result<> {
        if (level > 0 && errno == ENOENT) return {};
        return folder_error(errno, path);
    };
    if (::unlinkat(folder, name.c_str(), 0) == 0) return {};
    if (errno != EISDIR) return gone_or_error();
    if (level == deepest) return too_deep(path);
    const Fd inside(::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!inside) return gone_or_error();
    Result<std::vector<std::string>> names = names_in(inside.number(), path);
    if (!names) return std::move(names).error();
    for (const std::string& below : *names) {
        if (Result<> removed = remove_in(inside.number(), below, path + "/" + below, level + 1); !removed)
            return removed;
    }
    if (::unlinkat(folder, name.c_str(), AT_REMOVEDIR) != 0) return gone_or_error();
    return {};
}

struct Copying {
    int from;
    int to;
    dev_t device = 0;   // of the new tree's root,
    ino_t number = 0;   // which must not be met on the way
};

Result<> copy_bytes(int from, int to, const std::string& path) {
    constexpr std::size_t most = 16 * 1024 * 1024;
    for (;;) {
        const ssize_t n = ::copy_file_range(from, nullptr, to, nullptr, most, 0);
        if (n == 0) break;
        if (n < 0 && errno != EINTR) {
            if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
                return folder_error(errno, path);
            break;  // this file system cannot; what was not copied yet is read and written
        }
    }
    std::vector<char> piece(64 * 1024);
    for (;;) {
        const ssize_t n = ::read(from, piece.data(), piece.size());
        if (n == 0) return {};
        if (n < 0 && errno != EINTR) return folder_error(errno, path);
        for (ssize_t done = 0; done < n;) {
            const ssize_t written = ::write(to, piece.data() + done, static_cast<std::size_t>(n - done));
            if (written < 0 && errno != EINTR) return folder_error(errno, path);
            done += std::max<ssize_t>(written, 0);
        }
    }
}

Result<> copy_file(const Copying& at, const std::string& name, const std::string& target, const std::string& path) {
    const Fd from(::openat(at.from, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!from) return folder_error(errno, path);
    struct stat about;
    if (::fstat(from.number(), &about) != 0) return folder_error(errno, path);
    if (!S_ISREG(about.st_mode)) return folder_error(EINVAL, path);  // it was another a moment ago
    const Fd to(::openat(at.to, target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!to) return folder_error(errno, path);
    Result<> copied = copy_bytes(from.number(), to.number(), path);
    if (copied && ::fchmod(to.number(), about.st_mode & 0777) != 0) copied = folder_error(errno, path);
    if (!copied) ::unlinkat(at.to, target.c_str(), 0);
    return copied;
}

Result<> copy_link(const Copying& at, const std::string& name, const std::string& target, const std::string& path) {
    std::string points(PATH_MAX, '\0');
    const ssize_t n = ::readlinkat(at.from, name.c_str(), points.data(), points.size());
    if (n < 0) return folder_error(errno, path);
    points.resize(static_cast<std::size_t>(n));
    if (::symlinkat(points.c_str(), at.to, target.c_str()) != 0) return folder_error(errno, path);
    return {};
}

Result<> copy_in(Copying at, const std::string& name, const std::string& target, const std::string& path, int level);

Result<> copy_folder(Copying at, const std::string& name, const std::string& target, const std::string& path,
                     int level) {
    if (level == deepest) return too_deep(path);
    const Fd from(::openat(at.from, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat about;
    if (!from || ::fstat(from.number(), &about) != 0) return folder_error(errno, path);
    if (level > 0 && about.st_dev == at.device && about.st_ino == at.number)
        return Error(Errc::invalid, "a folder cannot be copied into itself").with_detail(path);
    if (::mkdirat(at.to, target.c_str(), 0700) != 0) return folder_error(errno, path);
    const Fd to(::openat(at.to, target.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat made;
    if (!to || ::fstat(to.number(), &made) != 0) return folder_error(errno, path);
    if (level == 0) {
        at.device = made.st_dev;
        at.number = made.st_ino;
    }
    at.from = from.number();
    at.to = to.number();
    Result<std::vector<std::string>> names = names_in(from.number(), path);
    if (!names) return std::move(names).error();
    for (const std::string& below : *names) {
        if (Result<> copied = copy_in(at, below, below, path + "/" + below, level + 1); !copied) return copied;
    }
    if (::fchmod(to.number(), about.st_mode & 0777) != 0) return folder_error(errno, path);
    return {};
}

Result<> copy_in(Copying at, const std::string& name, const std::string& target, const std::string& path, int level) {
    struct stat about;
    if (::fstatat(at.from, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return folder_error(errno, path);
    switch (kind_of(about.st_mode)) {
        case FileKind::file: return copy_file(at, name, target, path);
        case FileKind::folder: return copy_folder(at, name, target, path, level);
        case FileKind::link: return copy_link(at, name, target, path);
        case FileKind::other: break;
    }
    return Error(Errc::invalid, "neither a file, a folder nor a link").with_detail(path);
}

}  // namespace

Result<> remove_tree_now(int folder, const std::string& path) {
    Result<Place> place = place_of(folder, path);
    if (!place) return std::move(place).error();
    return remove_in(place->folder.number(), place->name, path, 0);
}

Result<> copy_tree_now(int folder, const std::string& from, const std::string& to) {
    Result<Place> source = place_of(folder, from), target = place_of(folder, to);
    if (!source) return std::move(source).error();
    if (!target) return std::move(target).error();
    const Copying at{.from = source->folder.number(), .to = target->folder.number()};
    return copy_in(at, source->name, target->name, from, 0);
}

}  // namespace kaon::inline v0::runtime::detail
