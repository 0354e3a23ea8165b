// A connection's content that is a file: from the page cache by sendfile(2); what is not there is read on the blocking
// pool first, so that no other peer of this core waits for the disk.
#include <algorithm>
#include <cerrno>
#include <new>

#include "kaon/transport/detail/cold_file.hpp"
#include "kaon/transport/detail/connection.hpp"
#include "kaon/transport/detail/log.hpp"
#include "kaon/transport/detail/server_core.hpp"

namespace kaon::inline v0::transport::detail {

// False: the peer has gone, or the file has shrunk: the announced length cannot be held.
bool Connection::send_file() {
    Exchange& exchange = *exchange_;
    const int file = exchange.response.body.as_file()->fd->number();
    while (exchange.file_left > 0) {
        auto count = std::min<std::uint64_t>(exchange.file_left, largest_burst - burst_);
        if (count == 0) {
            wait_for_peer();
            return true;
        }
        if (exchange.file_offset >= exchange.file_known && fetch_file()) return true;
        count = std::min(count, exchange.file_known - exchange.file_offset);
        const ssize_t n = wire_.send_file(file, exchange.file_offset, count);
        if (n > 0) {
            burst_ += static_cast<std::uint32_t>(n);
            send_pace_.moved(static_cast<std::uint64_t>(n));
            exchange.file_offset += static_cast<std::uint64_t>(n);
            exchange.file_left -= static_cast<std::uint64_t>(n);
        } else if (n < 0 && errno == EAGAIN) {
            wait_for_peer();
            return true;
        } else if (n == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

// True: the next piece is on its way from the disk. A pool that is full leaves the reading to this core.
bool Connection::fetch_file() {
    Exchange& exchange = *exchange_;
    const int file = exchange.response.body.as_file()->fd->number();
    const std::uint64_t size = std::min(exchange.file_left, fetched_at_once);
    exchange.file_known = exchange.file_offset + size;
    std::optional<Task<void>> fetching = fetch_if_cold(file, exchange.file_offset, size);
    if (!fetching) [[likely]]
        return false;
    if (start_pump(std::move(*fetching), &Connection::fetched)) {
        exchange.pump.reset();
        exchange.pumped.error.reset();
        return false;
    }
    expect_work();
    set_interest();
    return true;
}

void Connection::fetched() {
    Exchange& exchange = *exchange_;
    if (exchange.pumped.error && !aborted_) {
        transport_log.error("the content of a response failed", {{"error", exchange.pumped.error->describe_all()}});
        aborted_ = true;
    }
    if (aborted_) return close();
    exchange.pump.reset();
    deadline_ = server_.reactor().now() + server_.options().write_timeout;
    try {
        flush();
    } catch (const std::bad_alloc&) {
        out_of_memory();
    }
}

}  // namespace kaon::inline v0::transport::detail
