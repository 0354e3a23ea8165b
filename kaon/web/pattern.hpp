// Route patterns: "/users/{id}", "/files/{*path}"; read by the compiler's checks and, by the same code, at start-up.
//
//   parse_pattern("/users/{id}").count       // 1
//   parse_pattern("/users/{id").why          // "'{' is never closed", at 7
//
// Rules: a pattern starts with '/'; a capture fills a whole segment and is never empty; "{*name}" takes the rest of the
// path, one or more segments, and is the last. Literal text stands for itself, not percent-encoded ("/привет").
// At most 8 captures. Threads: pure functions; a Pattern holds views into its text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kaon/base/ascii.hpp"
#include "kaon/base/fnv1a.hpp"

namespace kaon::inline v0::web {

inline constexpr std::size_t max_captures = 8;

struct Pattern {
    std::string_view why;  // empty: no mistake
    std::size_t at = 0;  // where the mistake is
    std::string_view captures[max_captures]{};
    std::size_t count = 0;
    bool has_rest = false;  // the last capture takes the rest

    constexpr bool ok() const { return why.empty(); }
    // The position of a capture; `count` when there is none of that name.
    constexpr std::size_t find(std::string_view name) const {
        std::size_t i = 0;
        while (i < count && captures[i] != name) ++i;
        return i;
    }
};

constexpr bool is_identifier(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool letter = ascii::is_letter(text[i]) || text[i] == '_';
        if (!letter && !(i > 0 && ascii::is_digit(text[i]))) return false;
    }
    return !text.empty();
}

namespace detail {

constexpr std::string_view forbidden_char(char c) {
    if (c == '}') return "'}' without '{'";
    if (c == '{') return "a capture fills a whole segment: \"/{name}\"";
    if (c == '?') return "a query is no part of a route: take a Query<T>";
    if (c == '#') return "a fragment never reaches a server";
    if (c == '%') return "write the character itself: routes are compared after decoding";
    if (c == '*') return "the rest of the path is captured by \"/{*name}\"";
    if (c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return "this character cannot be in a path";
    return {};
}

// One segment "{name}" or "{*name}" that begins at `at`; the end of it, or npos after a mistake.
constexpr std::size_t parse_capture(Pattern& p, std::string_view text, std::size_t at) {
    const auto fail = [&](std::string_view why, std::size_t where) {
        p.why = why;
        p.at = where;
        return std::string_view::npos;
    };
    const std::size_t end = text.find('}', at);
    if (end == text.npos) return fail("'{' is never closed", at);
    const bool rest = text[at + 1] == '*';
    const std::string_view name = text.substr(at + 1 + rest, end - at - 1 - rest);
    if (name.empty()) return fail("a capture needs a name: \"{id}\"", at);
    if (!is_identifier(name)) return fail("a capture's name is an identifier: letters, digits, '_'", at + 1 + rest);
    if (p.find(name) < p.count) return fail("two captures of one name", at);
    if (end + 1 < text.size() && rest) return fail("what takes the rest of the path must be the last", end + 1);
    if (end + 1 < text.size() && text[end + 1] != '/')
        return fail("a capture fills a whole segment: \"/{name}\"", end + 1);
    if (p.count == max_captures) return fail("more than 8 captures", at);
    p.captures[p.count++] = name;
    p.has_rest = rest;
    return end + 1;
}

}  // namespace detail

constexpr Pattern parse_pattern(std::string_view text) {
    Pattern p;
    const auto fail = [&](std::string_view why, std::size_t at) {
        p.why = why;
        p.at = at;
        return p;
    };
    if (text.empty() || text[0] != '/') return fail("a route starts with '/'", 0);
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t segment = ++i;  // after the '/'
        if (i < text.size() && text[i] == '{') {
            i = detail::parse_capture(p, text, i);
            if (i == text.npos) return p;
            continue;
        }
        while (i < text.size() && text[i] != '/') {
            if (auto why = detail::forbidden_char(text[i]); !why.empty()) return fail(why, i);
            ++i;
        }
        const std::string_view literal = text.substr(segment, i - segment);
        if (literal.empty() && i < text.size()) return fail("an empty segment", i);
        if (literal.size() > 1 && (literal[0] == ':' || literal[0] == '*' || literal[0] == '<'))
            return fail("a capture is written \"/{name}\", the rest of the path \"/{*name}\"", segment);
        if (literal == "." || literal == "..")
            return fail("clients resolve '.' and '..' before they send a path", segment);
    }
    return p;
}

// The same for what `nest` puts in front of other patterns.
constexpr Pattern parse_prefix(std::string_view text) {
    Pattern p = parse_pattern(text);
    if (!p.ok()) return p;
    if (text == "/") p.why = "nothing to put in front: use merge";
    else if (text.ends_with('/')) p.why = "a prefix does not end with '/'", p.at = text.size() - 1;
    else if (p.has_rest) p.why = "a prefix cannot take the rest of the path", p.at = text.rfind('{');
    return p;
}

// Equal for two patterns of one method that answer the same paths: captures count without their names, and a closing
// slash does not count, since "/a" and "/a/" are one resource.
constexpr std::uint64_t pattern_shape(std::uint8_t method, std::string_view text) {
    if (text.size() > 1 && text.ends_with('/')) text.remove_suffix(1);
    const char first = static_cast<char>(method);
    std::uint64_t shape = fnv1a({&first, 1});
    for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{')) {
        const bool rest = text.substr(at).starts_with("{*");
        shape = fnv1a(text.substr(0, at + 1 + rest), shape);
        text.remove_prefix(std::min(text.find('}', at), text.size()));
    }
    return fnv1a(text, shape);
}

}  // namespace kaon::inline v0::web
