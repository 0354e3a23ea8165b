// What a wire does seldom: files through TLS, read, sealed and sent a record at a time; input that nobody wants.
#include "kaon/transport/detail/wire.hpp"

#include <algorithm>

#include <unistd.h>

namespace kaon::inline v0::transport::detail {

// What a blocked call has sealed goes out when it is repeated from the same place, so that nothing need be kept.
ssize_t Wire::send_file_sealed(int file, std::uint64_t offset, std::size_t count) {
    char piece[16 * 1024];
    const std::size_t wanted = std::min(count, sizeof piece);
    const ssize_t n = ::pread(file, piece, wanted, static_cast<off_t>(offset));
    if (n <= 0) return n;
    const auto size = static_cast<std::size_t>(n);
    return tls_->send({piece, size}, size < count ? MSG_MORE : 0);
}

bool Wire::drop_input() {
    char scrap[4096];
    for (int i = 0; i < 16; ++i) {
        const ssize_t n = receive(scrap, sizeof scrap);
        if (n > 0) continue;
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    }
    return true;
}

}  // namespace kaon::inline v0::transport::detail
