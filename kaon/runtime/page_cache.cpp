// preadv2(2) with RWF_NOWAIT; mincore(2) and cachestat(2) answer only to the owner of a file.
#include "kaon/runtime/page_cache.hpp"

#include <algorithm>
#include <cerrno>
#include <memory>

#include <sys/uio.h>
#include <unistd.h>

#include "kaon/runtime/detail/system_error.hpp"

namespace kaon::inline v0::runtime {

namespace {

constexpr std::uint64_t step = 32 * 1024;
constexpr std::uint64_t page = 4096;  // the smallest there is: a small file is one question

bool is_byte_in_memory(int fd, std::uint64_t offset) {
    char byte;
    const iovec into{&byte, 1};
    for (;;) {
        if (::preadv2(fd, &into, 1, static_cast<off_t>(offset), RWF_NOWAIT) >= 0) return true;
        if (errno != EINTR) return errno != EAGAIN;
    }
}

}  // namespace

bool is_in_memory(int fd, std::uint64_t offset, std::uint64_t size) {
    if (size == 0) return true;
    const std::uint64_t last = offset + size - 1;
    std::uint64_t at = offset;
    for (;; at += step) {
        if (!is_byte_in_memory(fd, at)) return false;
        if (last - at <= step) break;
    }
    return at / page == last / page || is_byte_in_memory(fd, last);
}

Result<> bring_into_memory(int fd, std::uint64_t offset, std::uint64_t size) {
    constexpr std::uint64_t piece = 256 * 1024;
    const auto read_into = std::make_unique_for_overwrite<char[]>(piece);
    while (size > 0) {
        const ssize_t n = ::pread(fd, read_into.get(), std::min(size, piece), static_cast<off_t>(offset));
        if (n == 0) break;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return detail::system_error(errno, "reading ahead");
        offset += static_cast<std::uint64_t>(n);
        size -= static_cast<std::uint64_t>(n);
    }
    return {};
}

}  // namespace kaon::inline v0::runtime
