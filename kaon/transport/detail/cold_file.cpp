// Asking the page cache, and the pool.
#include "kaon/transport/detail/cold_file.hpp"

#include <fcntl.h>

#include "kaon/base/fd.hpp"
#include "kaon/coro/blocking.hpp"
#include "kaon/runtime/page_cache.hpp"

namespace kaon::inline v0::transport::detail {

namespace {

Task<void> fetch(Fd file, std::uint64_t offset, std::uint64_t size) {
    co_await spawn_blocking(
        [file = std::move(file), offset, size] { return runtime::bring_into_memory(file.number(), offset, size); });
}

}  // namespace

std::optional<Task<void>> fetch_if_cold(int file, std::uint64_t offset, std::uint64_t size) {
    if (runtime::is_in_memory(file, offset, size)) [[likely]]
        return std::nullopt;
    Fd own(::fcntl(file, F_DUPFD_CLOEXEC, 0));
    if (!own) return std::nullopt;
    return fetch(std::move(own), offset, size);
}

}  // namespace kaon::inline v0::transport::detail
