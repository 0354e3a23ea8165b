// Outbox: what a WebSocket's session has queued, in order: bytes of its own, and frames that it shares with others.
//
//   outbox.append(published, frame);                 // not copied; `published` is held until clear()
//   http::ws::append_close(outbox.bytes(), ...);     // behind it
//   co_await tunnel.write_all(outbox.pieces());
//   outbox.clear();
//
// A frame that goes to a thousand subscribers is in memory once. Errors: std::bad_alloc, and nothing was queued.
// Threads: one core's own; what it shares may be shared with other cores.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "kaon/base/byte_buffer.hpp"

namespace kaon::inline v0::web::detail {

class Outbox {
public:
    // Smaller frames are cheaper to copy than to share: a processor's lines of their counter go from core to core.
    static constexpr std::size_t shared_from = 512;

    std::size_t size() const { return bytes_.size() + shared_bytes_; }
    bool empty() const { return size() == 0; }
    // What is appended here goes behind all that is queued.
    ByteBuffer& bytes() { return bytes_; }
    void append(std::shared_ptr<const void> owner, std::string_view frame) {
        shared_.push_back({bytes_.size(), std::move(owner), frame});
        shared_bytes_ += frame.size();
    }
    // Valid until something is appended.
    std::span<const std::string_view> pieces();
    // Gives back what an idle connection should not hold.
    void clear();

private:
    struct Shared {
        std::size_t at = 0;  // of bytes_: it goes before that one
        std::shared_ptr<const void> owner;
        std::string_view frame;
    };
    ByteBuffer bytes_;
    std::vector<Shared> shared_;
    std::size_t shared_bytes_ = 0;
    std::vector<std::string_view> pieces_;
};

}  // namespace kaon::inline v0::web::detail
