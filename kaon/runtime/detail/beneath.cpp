// openat2(2), with what it cannot do.
#include "kaon/runtime/detail/beneath.hpp"

#include <cerrno>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime::detail {

// EXDEV: the path leads outside (openat2(2)).
Error folder_error(int number, const std::string& path) {
    if (number == EXDEV) return Error(Errc::forbidden).with_detail(path + ": leads out of its folder");
    return system_error(number, path);
}

Result<Fd> open_beneath(int folder, const std::string& path, int flags) {
    if (path.empty() || path.contains('\0')) return Error(Errc::invalid, "not a path").with_detail(path);
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
    how.mode = flags & O_CREAT ? 0666 : (flags & O_TMPFILE) == O_TMPFILE ? 0600 : 0;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    constexpr int most_tries = 1000;
    for (int tries = 1;; ++tries) {
        Fd fd(static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
        if (fd) return fd;
        // EAGAIN: something was renamed while the path was walked; or, with O_NONBLOCK, somebody holds a lease on the
        // file, and goes on holding it for as long as the kernel lets him (fcntl(2), F_SETLEASE).
        const bool passes = errno == EINTR || errno == EAGAIN;
        if (!passes || tries == most_tries) return folder_error(errno, path);
    }
}

Result<Place> place_of(int folder, std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    const std::size_t slash = path.rfind('/');
    std::string name = slash == path.npos ? path : path.substr(slash + 1);
    if (name.empty() || name == "." || name == "..") return folder_error(EXDEV, path);
    if (path.contains('\0')) return Error(Errc::invalid, "not a path").with_detail(path);
    std::string above = slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
    Result<Fd> opened = open_beneath(folder, above, O_PATH | O_DIRECTORY);
    if (!opened) return std::move(opened).error();
    return Place{std::move(opened).value(), std::move(name)};
}

FileKind kind_of(mode_t mode) {
    return S_ISREG(mode)   ? FileKind::file
           : S_ISDIR(mode) ? FileKind::folder
           : S_ISLNK(mode) ? FileKind::link
                           : FileKind::other;
}

}  // namespace kaon::inline v0::runtime::detail
