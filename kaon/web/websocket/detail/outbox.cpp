// The pieces of an outbox, and what it keeps when it is empty.
#include "kaon/web/websocket/detail/outbox.hpp"

namespace kaon::inline v0::web::detail {

namespace {
constexpr std::size_t kept_when_idle = 1024;  // of its own bytes
constexpr std::size_t kept_frames = 4;
}  // namespace

std::span<const std::string_view> Outbox::pieces() {
    pieces_.clear();
    std::size_t from = 0;
    for (const Shared& shared : shared_) {
        if (shared.at > from) pieces_.push_back(bytes_.view().substr(from, shared.at - from));
        pieces_.push_back(shared.frame);
        from = shared.at;
    }
    if (bytes_.size() > from) pieces_.push_back(bytes_.view().substr(from));
    return pieces_;
}

void Outbox::clear() {
    if (bytes_.capacity() > kept_when_idle) bytes_.release();
    else bytes_.clear();
    if (shared_.capacity() > kept_frames) std::exchange(shared_, {});
    else shared_.clear();
    if (pieces_.capacity() > 2 * kept_frames) std::exchange(pieces_, {});
    else pieces_.clear();
    shared_bytes_ = 0;
}

}  // namespace kaon::inline v0::web::detail
