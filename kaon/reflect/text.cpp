// Bodies of the text forms. libc++ for wasm has no from_chars for double; there the page reads them.
#include "kaon/reflect/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "kaon/base/real_text.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::reflect {

namespace {

#if !defined(__wasm__)
// Of a number that is out of range: whether it is too close to zero, rather than too large.
bool is_tiny(std::string_view text) {
    const auto e = text.find_first_of("eE");
    const std::string_view digits = text.substr(0, e);
    long long exponent = 0;
    if (e != text.npos) {
        auto tail = text.substr(e + 1);
        if (tail.starts_with('+')) tail.remove_prefix(1);
        // An exponent beyond long long leaves 0 and its sign decides.
        if (std::from_chars(tail.data(), tail.data() + tail.size(), exponent).ec != std::errc())
            return tail.starts_with('-');
    }
    const auto point = std::min(digits.find('.'), digits.size());
    const auto first = digits.find_first_of("123456789");
    return first == digits.npos || static_cast<long long>(point) - static_cast<long long>(first) + exponent < 0;
}
#endif

template <class F>
bool parse_real(std::string_view text, F& out) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.size() > 1024) return false;
    const char first = text[0] == '-' && text.size() > 1 ? text[1] : text[0];
    if (first < '0' || first > '9') return false;  // no "inf", "nan", ".5"
    F parsed = 0;
#if defined(__wasm__)
    if (text.find_first_not_of("0123456789.eE+-") != text.npos) return false;
    parsed = static_cast<F>(read_real(text));
#else
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (end != text.data() + text.size()) return false;
    if (error == std::errc::result_out_of_range) {
        if (!is_tiny(text)) return false;
        parsed = text[0] == '-' ? F(-0.0) : F(0);
    } else if (error != std::errc()) {
        return false;
    }
#endif
    if (!std::isfinite(parsed)) return false;
    out = parsed;
    return true;
}

Error expected(std::string_view what) { return Error(Errc::unprocessable, what); }

Result<> read_bool(void* value, std::string_view text) {
    constexpr std::string_view yes[] = {"true", "on", "yes", "1"};
    constexpr std::string_view no[] = {"false", "off", "no", "0"};
    for (std::string_view word : yes) {
        if (text == word) return *static_cast<bool*>(value) = true, Result<>();
    }
    for (std::string_view word : no) {
        if (text == word) return *static_cast<bool*>(value) = false, Result<>();
    }
    return expected("must be true or false");
}

template <class I>
Result<> read_integer(const TypeInfo& info, void* value, std::string_view text, I low, I high) {
    if (text.starts_with('+')) text.remove_prefix(1);
    I parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error == std::errc::invalid_argument || end != text.data() + text.size())
        return expected("must be a whole number");
    if (error != std::errc() || parsed < low || parsed > high) {
        return expected("must be a whole number between " + std::to_string(low) + " and " + std::to_string(high));
    }
    store_integer(value, info.size, static_cast<std::uint64_t>(parsed));
    return {};
}
Result<> read_whole(const TypeInfo& info, void* value, std::string_view text) {
    const unsigned bits = info.size * 8;
    if (info.is_signed()) {
        const std::int64_t high = std::numeric_limits<std::int64_t>::max() >> (64 - bits);
        return read_integer<std::int64_t>(info, value, text, -high - 1, high);
    }
    if (text.starts_with('-')) return expected("must be a whole number, not negative");
    return read_integer<std::uint64_t>(info, value, text, 0, std::numeric_limits<std::uint64_t>::max() >> (64 - bits));
}

Result<> read_enum(const TypeInfo& info, void* value, std::string_view text) {
    if (const EnumEntry* entry = info.enumeration->by_name(text)) {
        store_integer(value, info.size, static_cast<std::uint64_t>(entry->value));
        return {};
    }
    std::string message = "must be one of:";
    for (std::size_t i = 0; i < info.enumeration->count; ++i) {
        message += i == 0 ? " " : ", ";
        message += info.enumeration->entries[i].name;
    }
    return expected(message);
}

template <class N>
void append_number(std::string& out, N number) {
    char buffer[64];
    if constexpr (std::is_floating_point_v<N>) out.append(buffer, write_real(buffer, number));
    else out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
}

}  // namespace

bool parse_double(std::string_view text, double& out) { return parse_real(text, out); }
bool parse_float(std::string_view text, float& out) { return parse_real(text, out); }

bool has_text(const TypeInfo& info) {
    if (info.kind == Kind::optional) return info.element->kind != Kind::optional && has_text(*info.element);
    return info.kind <= Kind::text;
}

Result<> read_text(const TypeInfo& info, void* value, std::string_view text) {
    switch (info.kind) {
        case Kind::boolean: return read_bool(value, text);
        case Kind::string:
            if (!is_utf8(text)) return expected("must be text in UTF-8");
            *static_cast<std::string*>(value) = text;
            return {};
        case Kind::enumeration: return read_enum(info, value, text);
        case Kind::text: return info.text->parse(value, text);
        case Kind::float32:
            return parse_float(text, *static_cast<float*>(value)) ? Result<>() : expected("must be a number");
        case Kind::float64:
            return parse_double(text, *static_cast<double*>(value)) ? Result<>() : expected("must be a number");
        case Kind::optional: {
            if (!has_text(info)) break;
            if (text.empty() && info.element->kind != Kind::string) {
                info.optional->reset(value);
                return {};
            }
            const bool was_empty = info.optional->get(value) == nullptr;
            auto outcome = read_text(*info.element, info.optional->engage(value), text);
            if (!outcome && was_empty) info.optional->reset(value);
            return outcome;
        }
        default:
            if (info.is_integer()) return read_whole(info, value, text);
    }
    return Error(Errc::internal).with_detail("a value of this type has no text form");
}

void append_text(const TypeInfo& info, const void* value, std::string& out) {
    switch (info.kind) {
        case Kind::boolean: out += *static_cast<const bool*>(value) ? "true" : "false"; return;
        case Kind::string: out += *static_cast<const std::string*>(value); return;
        case Kind::view: out += *static_cast<const std::string_view*>(value); return;
        case Kind::text: info.text->print(value, out); return;
        case Kind::float32: append_number(out, *static_cast<const float*>(value)); return;
        case Kind::float64: append_number(out, *static_cast<const double*>(value)); return;
        case Kind::enumeration:
            if (const EnumEntry* entry = find_entry(info, value)) out += entry->name;
            else append_number(out, load_signed(value, info.size));
            return;
        case Kind::optional:
            if (const void* inner = info.optional->get(value)) append_text(*info.element, inner, out);
            return;
        default: break;
    }
    if (info.is_integer()) {
        if (info.is_signed()) append_number(out, load_signed(value, info.size));
        else append_number(out, load_unsigned(value, info.size));
    }
}

}  // namespace kaon::inline v0::reflect
