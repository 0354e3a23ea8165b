// Content of an HTTP/2 response that is a file: read into frames from the page cache; what is not there is brought in
// by the blocking pool first.
#include <algorithm>
#include <cerrno>

#include <unistd.h>

#include "kaon/transport/detail/cold_file.hpp"
#include "kaon/transport/detail/h2_operations.hpp"
#include "kaon/transport/detail/log.hpp"

namespace kaon::inline v0::transport::detail {

H2Exchange::Ready H2Exchange::file_ready(std::size_t most) {
    // The next piece early: where the last bytes of one made a frame, they would make one in every round of a window.
    const bool known = file_offset_ + std::min<std::uint64_t>(most, file_left_) <= file_known_;
    if (pumping_ || (!known && fetch_file())) return {};
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>({most, file_left_, file_known_ - file_offset_}));
    return {.size = size, .end = size == file_left_};
}

// True: the next piece is on its way from the disk; pumped() goes on then. Nothing of the session may be called here,
// since it is asking.
bool H2Exchange::fetch_file() {
    const std::uint64_t size = std::min(file_left_, fetched_at_once);
    file_known_ = file_offset_ + size;
    std::optional<Task<void>> fetching = fetch_if_cold(sending_->body.as_file()->fd->number(), file_offset_, size);
    if (!fetching) [[likely]]
        return false;
    if (start_pump(std::move(*fetching)) == Pump::runs) return true;
    pump_.reset();  // the pool takes no more: this core reads
    pumped_.error.reset();
    return false;
}

bool H2Exchange::write_file(ByteBuffer& out, std::size_t size) {
    const int file = sending_->body.as_file()->fd->number();
    char* const to = out.prepare(size);
    for (std::size_t got = 0; got < size;) {
        const ssize_t n = ::pread(file, to + got, size - got, static_cast<off_t>(file_offset_ + got));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            transport_log.error("a file is shorter than it was announced", {{"path", request.path}});
            return false;
        }
        got += static_cast<std::size_t>(n);
    }
    out.commit(size);
    file_offset_ += size;
    file_left_ -= size;
    return true;
}

}  // namespace kaon::inline v0::transport::detail
