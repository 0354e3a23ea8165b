// What the server makes of values, once more and smaller: a browser knows how to write a double, this half does not.
#include "kaon/ui/dom/shown_text.hpp"

#include <bit>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/ui/dom/buffer.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind;

namespace {

void append_integer(std::string& out, const Item& item) {
    const bool negative = item.kind == Kind::integer && item.integer < 0;
    std::uint64_t magnitude = negative ? 0 - item.natural : item.natural;
    char digits[20];
    std::size_t at = sizeof digits;
    do digits[--at] = static_cast<char>('0' + magnitude % 10);
    while (magnitude /= 10);
    if (negative) out += '-';
    out.append(digits + at, sizeof digits - at);
}

void append_checked(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = text[0] ? code_point_length(text) : 0;
        if (length) out += text.substr(0, length);
        else out += "\xEF\xBF\xBD";
        text.remove_prefix(length ? length : 1);
    }
}

std::size_t digits_end(std::string_view text, std::size_t at) {
    while (at < text.size() && ascii::is_digit(text[at])) ++at;
    return at;
}

}  // namespace

void append_shown(std::string& out, const Item& value) {
    switch (value.kind) {
        case Kind::integer:
        case Kind::natural: return append_integer(out, value);
        case Kind::text: return append_checked(out, value.text());
        case Kind::code_point: {
            std::string utf8;
            append_utf8(utf8, static_cast<char32_t>(value.natural));
            return append_checked(out, utf8);
        }
        default: return;
    }
}

std::string text_of(const Item& item, bool says_truth) {
    std::string text;
    if (item.kind == Kind::flag) text = says_truth ? (item.natural ? "true" : "false") : "";
    else append_shown(text, item);
    return text;
}

// https://tc39.es/ecma262/#sec-numeric-types-number-tostring
std::size_t number_length(std::string_view text) {
    for (std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
        if (text.starts_with(word)) return word.size();
    }
    const std::size_t begin = text.starts_with('-') ? 1 : 0;
    std::size_t end = digits_end(text, begin);
    if (end == begin) return 0;
    if (text.substr(end).starts_with('.')) {
        const std::size_t fraction = digits_end(text, end + 1);
        if (fraction > end + 1) end = fraction;
    }
    const std::string_view exponent = text.substr(end, 2);
    if (exponent == "e+" || exponent == "e-") {
        const std::size_t power = digits_end(text, end + 2);
        if (power > end + 2) end = power;
    }
    return end;
}

std::uint32_t units(std::string_view text) {
    std::uint32_t count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        count += (byte & 0xC0) != 0x80;
        count += byte >= 0xF0;
    }
    return count;
}

bool has_word(std::string_view words, std::string_view word) {
    for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
        const bool begins = at == 0 || words[at - 1] == ' ';
        const bool ends = at + word.size() == words.size() || words[at + word.size()] == ' ';
        if (begins && ends) return true;
    }
    return false;
}

bool same_name(std::string_view a, std::string_view b) {
    std::size_t same = 0;
    while (same < a.size() && same < b.size() && ascii::lower(a[same]) == ascii::lower(b[same])) ++same;
    return same == a.size() && same == b.size();
}

void put_real(std::uint32_t handle, double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    buffer().put(Op::text_real, handle, static_cast<std::uint32_t>(bits), bits >> 32);
}

}  // namespace kaon::inline v0::dom
