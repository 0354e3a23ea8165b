// The system calls behind File.
#include "kaon/runtime/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime {

namespace {

Error file_error(std::string_view path) { return detail::system_error(errno, path); }

Result<Fd> open_now(const std::string& path, OpenFor use) {
    const int flags = use == OpenFor::reading   ? O_RDONLY
                      : use == OpenFor::writing ? O_RDWR | O_CREAT
                                                : O_WRONLY | O_CREAT | O_APPEND;
    Fd fd(::open(path.c_str(), flags | O_CLOEXEC, 0666));
    if (!fd) return file_error(path);
    return fd;
}

Result<> write_now(int fd, const std::string& path, std::string_view bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        ssize_t n = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (n < 0 && errno == ESPIPE) n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0) {
            if (errno == EINTR) continue;
            return file_error(path);
        }
        bytes.remove_prefix(static_cast<std::size_t>(n));
        offset += static_cast<std::uint64_t>(n);
    }
    return {};
}

ssize_t read_some(int fd, char* to, std::size_t count, std::uint64_t offset) {
    for (;;) {
        ssize_t n = ::pread(fd, to, count, static_cast<off_t>(offset));
        if (n < 0 && errno == ESPIPE) n = ::read(fd, to, count);
        if (n >= 0 || errno != EINTR) return n;
    }
}

Result<std::string> read_now(int fd, const std::string& path, std::uint64_t offset, std::size_t count) {
    std::string out(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const ssize_t n = read_some(fd, out.data() + have, count - have, offset + have);
        if (n < 0) return file_error(path);
        if (n == 0) break;
        have += static_cast<std::size_t>(n);
    }
    out.resize(have);
    return out;
}

Result<std::uint64_t> size_now(int fd, const std::string& path) {
    struct stat about;
    if (::fstat(fd, &about) != 0) return file_error(path);
    return static_cast<std::uint64_t>(about.st_size);
}

// The size is a hint only: of a pipe it is 0, and a file may grow meanwhile.
Result<std::string> read_all_now(int fd, const std::string& path, std::uint64_t limit) {
    constexpr std::uint64_t least = 16 * 1024;
    Result<std::uint64_t> size = size_now(fd, path);
    if (!size) return std::move(size).error();
    const auto too_large = [&] {
        return Error(Errc::too_large).with_detail(path + ": is larger than " + std::to_string(limit) + " bytes");
    };
    if (*size > limit) return too_large();
    std::string out;
    for (std::uint64_t piece = std::max(*size + 1, least);; piece = out.size()) {
        const std::size_t have = out.size();
        const std::uint64_t room = limit - have;
        const std::size_t wanted = std::min(piece, room == UINT64_MAX ? room : room + 1);
        Result<std::string> next = read_now(fd, path, have, wanted);
        if (!next) return next;
        const bool is_end = next->size() < wanted;
        if (have == 0) out = std::move(next).value();
        else out += *next;
        if (out.size() > limit) return too_large();
        if (is_end) return out;
    }
}

Result<> replace_now(const std::string& path, const std::string& content) {
    const std::string temporary = path + ".new";
    // A file of our own: what stands there may be a FIFO, which waits for a reader, or another name of a file
    // elsewhere.
    if (::unlink(temporary.c_str()) != 0 && errno != ENOENT) return file_error(path);
    Fd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!fd) return file_error(path);
    struct stat about;
    // What was kept from others stays so.
    if (::lstat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode)) ::fchmod(fd.number(), about.st_mode & 07777);
    Result<> outcome = write_now(fd.number(), path, content, 0);
    if (outcome && (::fdatasync(fd.number()) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0))
        outcome = file_error(path);
    if (!outcome) ::unlink(temporary.c_str());
    return outcome;
}

}  // namespace

Task<File> File::open(std::string path, OpenFor use) {
    Fd fd = co_await spawn_blocking([path, use] { return open_now(path, use); });
    co_return File({std::move(fd), std::move(path)});
}
Task<std::uint64_t> File::size() const {
    co_return co_await spawn_blocking([open = open_] { return size_now(open->fd.number(), open->path); });
}
Task<std::string> File::read_at(std::uint64_t offset, std::size_t count) const {
    co_return co_await spawn_blocking(
        [open = open_, offset, count] { return read_now(open->fd.number(), open->path, offset, count); });
}
Task<std::string> File::read_some_at(std::uint64_t offset, std::size_t most) const {
    co_return co_await spawn_blocking([open = open_, offset, most]() -> Result<std::string> {
        std::string out(most, '\0');
        const ssize_t n = read_some(open->fd.number(), out.data(), most, offset);
        if (n < 0) return file_error(open->path);
        out.resize(static_cast<std::size_t>(n));
        return out;
    });
}
Task<void> File::write_at(std::uint64_t offset, std::string bytes) {
    co_await spawn_blocking([open = open_, offset, bytes = std::move(bytes)] {
        return write_now(open->fd.number(), open->path, bytes, offset);
    });
}
Task<void> File::sync() {
    co_await spawn_blocking([open = open_]() -> Result<> {
        if (::fdatasync(open->fd.number()) != 0) return file_error(open->path);
        return {};
    });
}

Task<std::string> read_file(std::string path, std::uint64_t limit) {
    co_return co_await spawn_blocking([path = std::move(path), limit]() -> Result<std::string> {
        Result<Fd> fd = open_now(path, OpenFor::reading);
        if (!fd) return std::move(fd).error();
        return read_all_now(fd->number(), path, limit);
    });
}

Task<void> write_file(std::string path, std::string content) {
    co_await spawn_blocking(
        [path = std::move(path), content = std::move(content)] { return replace_now(path, content); });
}

}  // namespace kaon::inline v0::runtime
