// Bodies of the UTF-8 functions: eight ASCII bytes at a time, then RFC 3629's table.
#include "kaon/base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace kaon::inline v0 {

namespace {
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::uint64_t load8(const char* p) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    return word;
}
}  // namespace

// https://www.rfc-editor.org/rfc/rfc3629#section-3
CodePoint first_code_point(std::string_view text) {
    if (text.empty()) return {};
    const std::uint32_t first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return {first, 1};
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.size() < length) return {};
    // A first byte that is none leaves a number far above the last code point.
    std::uint32_t code = first - (0xF00u >> length & 0xF0u);
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text[i])) return {};
        code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
    }
    const std::uint32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;  // less is overlong
    const bool is_surrogate = (code & ~0x7FFu) == 0xD800;
    if (code < least || code > 0x10FFFF || is_surrogate) return {};
    return {code, length};
}

std::size_t code_point_length(std::string_view text) { return first_code_point(text).length; }

std::string_view utf8_prefix(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && continues(text[size])) --size;
    return text.substr(0, size);
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        if (text.size() >= 8 && !(load8(text.data()) & 0x8080808080808080u)) {
            text.remove_prefix(8);
            continue;
        }
        const std::size_t length = code_point_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (char c : text) count += !continues(c);
    return count;
}

void append_utf8(std::string& out, char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += tail(6);
        out += tail(0);
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += tail(12);
        out += tail(6);
        out += tail(0);
    }
}

}  // namespace kaon::inline v0
