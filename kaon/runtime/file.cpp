// The system calls behind File.
#include "kaon/runtime/file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"

namespace kaon::runtime {

namespace {

Error file_error(std::string_view path = {}) {
    const int number = errno;
    const Errc code = number == ENOENT                      ? Errc::not_found
                      : number == EACCES || number == EPERM ? Errc::forbidden
                                                            : Errc::internal;
    return Error(code).with_detail(std::string(path) + ": " + std::strerror(number));
}

Result<Fd> open_now(const std::string& path, OpenFor use) {
    const int flags = use == OpenFor::reading   ? O_RDONLY
                      : use == OpenFor::writing ? O_RDWR | O_CREAT
                                                : O_WRONLY | O_CREAT | O_APPEND;
    Fd fd(::open(path.c_str(), flags | O_CLOEXEC, 0666));
    if (!fd) return file_error(path);
    return fd;
}

Result<> write_now(int fd, std::string_view bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const ssize_t n = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (n < 0) {
            if (errno == EINTR) continue;
            return file_error();
        }
        bytes.remove_prefix(static_cast<std::size_t>(n));
        offset += static_cast<std::uint64_t>(n);
    }
    return {};
}

Result<std::string> read_now(int fd, std::uint64_t offset, std::size_t count) {
    std::string out(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const ssize_t n = ::pread(fd, out.data() + have, count - have, static_cast<off_t>(offset + have));
        if (n < 0) {
            if (errno == EINTR) continue;
            return file_error();
        }
        if (n == 0) break;
        have += static_cast<std::size_t>(n);
    }
    out.resize(have);
    return out;
}

Result<std::uint64_t> size_now(int fd) {
    struct stat about;
    if (::fstat(fd, &about) != 0) return file_error();
    return static_cast<std::uint64_t>(about.st_size);
}

Result<> replace_now(const std::string& path, const std::string& content) {
    const std::string temporary = path + ".new";
    Fd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!fd) return file_error(temporary);
    if (Result<> written = write_now(fd.number(), content, 0); !written) return written;
    if (::fdatasync(fd.number()) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0) return file_error(path);
    return {};
}

}  // namespace

Task<File> File::open(std::string path, OpenFor use) {
    co_return File(co_await spawn_blocking([path = std::move(path), use] { return open_now(path, use); }));
}
Task<std::uint64_t> File::size() const {
    co_return co_await spawn_blocking([fd = fd_] { return size_now(fd->number()); });
}
Task<std::string> File::read_at(std::uint64_t offset, std::size_t count) const {
    co_return co_await spawn_blocking([fd = fd_, offset, count] { return read_now(fd->number(), offset, count); });
}
Task<void> File::write_at(std::uint64_t offset, std::string bytes) {
    co_await spawn_blocking(
        [fd = fd_, offset, bytes = std::move(bytes)] { return write_now(fd->number(), bytes, offset); });
}
Task<void> File::sync() {
    co_await spawn_blocking([fd = fd_]() -> Result<> {
        if (::fdatasync(fd->number()) != 0) return file_error();
        return {};
    });
}

Task<std::string> read_file(std::string path, std::uint64_t limit) {
    co_return co_await spawn_blocking([path = std::move(path), limit]() -> Result<std::string> {
        Result<Fd> fd = open_now(path, OpenFor::reading);
        if (!fd) return std::move(fd).error();
        Result<std::uint64_t> size = size_now(fd->number());
        if (!size) return std::move(size).error();
        if (*size > limit) return Error(Errc::too_large).with_detail(path);
        return read_now(fd->number(), 0, *size);
    });
}

Task<void> write_file(std::string path, std::string content) {
    co_await spawn_blocking(
        [path = std::move(path), content = std::move(content)] { return replace_now(path, content); });
}

}  // namespace kaon::runtime
