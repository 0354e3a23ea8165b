// Masking: every byte from a client is combined with one of four random ones (RFC 6455, section 5.3).
//
//   Mask mask(key);                       // the four bytes as they come, the first lowest
//   mask.apply(to, from, size);           // goes on where the last call ended, in whatever pieces the payload comes
//
// Sixty-four bytes are done in about as many steps as one. `to` and `from` are the same place or lie apart.
// Threads: a value.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http::ws {

class Mask {
public:
    Mask() = default;
    explicit Mask(std::uint32_t key) : key_(key) {}
    explicit Mask(const char* bytes) {
        for (int i = 3; i >= 0; --i) key_ = key_ << 8 | static_cast<unsigned char>(bytes[i]);
    }

    // The key turned so that its lowest byte belongs to the next byte of the payload.
    std::uint32_t key() const { return key_; }

    void apply(char* to, const char* from, std::size_t size) {
        const std::uint64_t word = key_ | std::uint64_t{key_} << 32;
        std::size_t at = 0;
        if constexpr (std::endian::native == std::endian::little) {
            // A loop of whole words over bytes that may lie anywhere: the compiler makes vectors of it.
            for (; size - at >= 8; at += 8) {
                std::uint64_t bytes;
                std::memcpy(&bytes, from + at, 8);
                bytes ^= word;
                std::memcpy(to + at, &bytes, 8);
            }
        }
        for (std::uint32_t key = key_; at < size; ++at, key = std::rotr(key, 8)) {
            to[at] = static_cast<char>(from[at] ^ static_cast<char>(key & 0xff));
        }
        key_ = std::rotr(key_, static_cast<int>(size % 4 * 8));
    }

private:
    std::uint32_t key_ = 0;
};

}  // namespace kaon::inline v0::http::ws
