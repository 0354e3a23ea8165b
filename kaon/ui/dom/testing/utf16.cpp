// Between UTF-8 and UTF-16.
#include "kaon/ui/dom/testing/utf16.hpp"

#include <algorithm>

#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

std::u16string to_utf16(std::string_view text) {
    std::u16string units;
    units.reserve(text.size());
    while (!text.empty()) {
        const CodePoint first = first_code_point(text);
        const char32_t point = first.length ? first.value : U'\uFFFD';
        if (point > 0xFFFF) {
            units += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
            units += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF));
        } else {
            units += static_cast<char16_t>(point);
        }
        text.remove_prefix(first.length ? first.length : 1);
    }
    return units;
}

std::string to_utf8(std::u16string_view units) {
    std::string text;
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t point = units[i];
        const bool pair = (point & 0xFC00) == 0xD800 && i + 1 < units.size() && (units[i + 1] & 0xFC00) == 0xDC00;
        if (pair) point = 0x10000 + ((point & 0x3FF) << 10) + (units[++i] & 0x3FF);
        append_utf8(text, point);
    }
    return text;
}

UnitText::UnitText(std::string_view text) {
    if (is_ascii(text)) ascii_ = text;
    else units_ = to_utf16(text);
}

std::uint32_t UnitText::size() const {
    return static_cast<std::uint32_t>(units_.empty() ? ascii_.size() : units_.size());
}

std::string UnitText::cut(std::uint32_t offset, std::uint32_t length) const {
    if (units_.empty()) return std::string(ascii_.substr(offset, length));
    return to_utf8(std::u16string_view(units_).substr(offset, length));
}

}  // namespace kaon::inline v0::dom::testing
