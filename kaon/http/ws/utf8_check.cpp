// The table of RFC 3629, section 4, one byte at a time, and ASCII eight bytes at a time.
#include "kaon/http/ws/utf8_check.hpp"

#include <cstring>

namespace kaon::inline v0::http::ws {

bool Utf8Check::feed(std::string_view piece) {
    while (!piece.empty()) {
        if (missing_ == 0) {
            std::uint64_t word;
            while (piece.size() >= 8 && (std::memcpy(&word, piece.data(), 8), !(word & 0x8080808080808080u))) {
                piece.remove_prefix(8);
            }
            if (piece.empty()) return true;
        }
        const auto byte = static_cast<unsigned char>(piece[0]);
        piece.remove_prefix(1);
        if (missing_ > 0) {
            if (byte < least_ || byte > most_) return false;
            least_ = 0x80;
            most_ = 0xbf;
            --missing_;
        } else if (byte >= 0x80 && !begin(byte)) {
            return false;
        }
    }
    return true;
}

bool Utf8Check::begin(unsigned char first) {
    if (first < 0xc2 || first > 0xf4) return false;
    missing_ = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    // What would be longer than needed, a surrogate, or above U+10FFFF shows in the second byte.
    if (first == 0xe0) least_ = 0xa0;
    else if (first == 0xed) most_ = 0x9f;
    else if (first == 0xf0) least_ = 0x90;
    else if (first == 0xf4) most_ = 0x8f;
    return true;
}

}  // namespace kaon::inline v0::http::ws
