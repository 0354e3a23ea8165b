// FrameWatch: finds the heads of frames in the bytes of a connection, wherever they are cut (RFC 9113, section 4.1).
//
//   FrameWatch watch;
//   const std::size_t size = watch.take(bytes);      // up to the end of a frame's head, or of the bytes
//   if (watch.at_head()) judge(watch.head());
//   if (watch.at_kept()) judge(watch.head(), watch.kept());    // a whole PRIORITY or PRIORITY_UPDATE frame
//
// nghttp2 passes over frames without a word (unknown types, those of closed streams, PRIORITY), which would hide floods
// of them. The payload of those two types is kept, as far as anybody could mean it.
// Threads: a value.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::h2 {

struct FrameHead {
    std::uint32_t length = 0;
    std::uint8_t type = 0;
    std::uint8_t flags = 0;
    std::uint32_t stream = 0;
};

class FrameWatch {
public:
    static constexpr std::size_t preface_size = 24;
    static constexpr std::size_t head_size = 9;

    // How many bytes belong together: the rest of a payload, or a head (its part that is here).
    std::size_t take(std::string_view bytes) {
        at_head_ = at_kept_ = false;
        if (payload_left_ > 0) {
            const std::size_t size = std::min<std::size_t>(payload_left_, bytes.size());
            payload_left_ -= static_cast<std::uint32_t>(size);
            if (keeps_) keep(bytes.substr(0, size));
            return size;
        }
        const std::size_t size = std::min(head_size - head_bytes_, bytes.size());
        std::copy_n(bytes.data(), size, bytes_ + head_bytes_);
        head_bytes_ += static_cast<std::uint8_t>(size);
        if (head_bytes_ < head_size) return size;
        head_bytes_ = 0;
        at_head_ = true;
        payload_left_ = number(0, 3);
        keeps_ = bytes_[3] == 2 || bytes_[3] == 16;
        kept_bytes_ = 0;
        return size;
    }
    // The bytes taken last end with a head.
    bool at_head() const { return at_head_; }
    FrameHead head() const {
        return {.length = number(0, 3),
                .type = static_cast<std::uint8_t>(bytes_[3]),
                .flags = static_cast<std::uint8_t>(bytes_[4]),
                .stream = number(5, 4) & 0x7fffffffu};
    }
    // The bytes taken last end the payload of a PRIORITY or PRIORITY_UPDATE frame.
    bool at_kept() const { return at_kept_; }
    // Its first bytes; what is longer says nothing more.
    std::string_view kept() const { return {kept_, kept_bytes_}; }
    // In the middle of a head or a payload.
    bool inside() const { return payload_left_ > 0 || head_bytes_ > 0; }

private:
    void keep(std::string_view piece) {
        const std::size_t size = std::min(piece.size(), sizeof kept_ - kept_bytes_);
        std::copy_n(piece.data(), size, kept_ + kept_bytes_);
        kept_bytes_ += static_cast<std::uint8_t>(size);
        at_kept_ = payload_left_ == 0;
    }
    std::uint32_t number(std::size_t from, std::size_t count) const {
        std::uint32_t value = 0;
        for (std::size_t i = from; i < from + count; ++i) value = value << 8 | static_cast<unsigned char>(bytes_[i]);
        return value;
    }

    char bytes_[head_size] = {};
    std::uint8_t head_bytes_ = 0;
    bool at_head_ = false;
    bool at_kept_ = false;
    bool keeps_ = false;
    std::uint8_t kept_bytes_ = 0;
    char kept_[48] = {};
    std::uint32_t payload_left_ = preface_size;
};

}  // namespace kaon::inline v0::http::h2
