// SHA-1 (RFC 3174) of a short text, in base64 (RFC 4648, section 4).
#include "kaon/http/ws/accept_key.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

namespace kaon::inline v0::http::ws {

namespace {

constexpr std::string_view guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t key_size = 24;

// https://www.rfc-editor.org/rfc/rfc3174#section-6.1
void add_block(std::uint32_t (&hash)[5], const unsigned char* block) {
    std::uint32_t w[80];
    for (int i = 0; i < 16; ++i) {
        w[i] = std::uint32_t{block[i * 4]} << 24 | std::uint32_t{block[i * 4 + 1]} << 16 |
               std::uint32_t{block[i * 4 + 2]} << 8 | block[i * 4 + 3];
    }
    for (int i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    std::uint32_t a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4];
    for (int i = 0; i < 80; ++i) {
        std::uint32_t f, k;
        if (i < 20) f = (b & c) | (~b & d), k = 0x5a827999;
        else if (i < 40) f = b ^ c ^ d, k = 0x6ed9eba1;
        else if (i < 60) f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
        else f = b ^ c ^ d, k = 0xca62c1d6;
        const std::uint32_t next = std::rotl(a, 5) + f + e + w[i] + k;
        e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
    }
    hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e;
}

}  // namespace

bool is_key(std::string_view text) {
    if (text.size() != key_size || !text.ends_with("==")) return false;
    for (char c : text.substr(0, key_size - 2)) {
        if (digits.find(c) == digits.npos) return false;
    }
    return true;
}

std::string accept_key(std::string_view key) {
    // The key and the GUID fill one block, the padding with the length in bits the second.
    unsigned char blocks[128] = {};
    const std::size_t size = key_size + guid.size();
    std::memcpy(blocks, key.data(), key_size);
    std::memcpy(blocks + key_size, guid.data(), guid.size());
    blocks[size] = 0x80;
    blocks[126] = static_cast<unsigned char>(size * 8 >> 8);
    blocks[127] = static_cast<unsigned char>(size * 8 & 0xff);
    std::uint32_t hash[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    add_block(hash, blocks);
    add_block(hash, blocks + 64);

    const auto byte = [&hash](std::size_t i) { return i < 20 ? hash[i / 4] >> (24 - i % 4 * 8) & 0xff : 0; };
    std::string out;
    for (std::size_t i = 0; i < 20; i += 3) {
        const std::uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        for (int shift = 18; shift >= 0; shift -= 6) out += digits[three >> shift & 63];
    }
    out.back() = '=';  // twenty bytes leave one digit over
    return out;
}

}  // namespace kaon::inline v0::http::ws
