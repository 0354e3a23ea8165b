// Escaping: sixteen bytes at a time where nothing needs it, byte by byte where something may.
// https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments
#include "kaon/ui/ssr/escape.hpp"

#include <cstdint>
#include <cstring>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::ui {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

enum class Place : std::uint8_t { text, attribute, json };

template <Place place>
constexpr std::string_view escape_of(char c) {
    switch (c) {
        case '\0': return replacement;
        // A parser makes a line feed of the bare character.
        case '\r': return place == Place::json ? "" : "&#13;";
        case '&': return place == Place::json ? "\\u0026" : "&amp;";
        case '<': return place == Place::json ? "\\u003c" : "&lt;";
        case '>': return place == Place::json ? "\\u003e" : "&gt;";
        case '"': return place == Place::attribute ? "&quot;" : "";
        case '\'': return place == Place::attribute ? "&#39;" : "";
        default: return {};
    }
}

#ifndef __wasm__
using Bytes = std::uint8_t __attribute__((ext_vector_type(16)));
using Lanes = char __attribute__((ext_vector_type(16)));

// Whether sixteen bytes stand for themselves.
template <Place place>
bool is_plain16(const char* p) {
    Bytes b;
    std::memcpy(&b, p, 16);
    Lanes special = (b == '&') | (b == '<') | (b == '>') | (b >= 0x80) | (b == 0) | (b == '\r');
    if constexpr (place == Place::attribute) special |= (b == '"') | (b == '\'');
    return __builtin_reduce_or(special) == 0;
}
#endif

template <Place place>
void append_escaped(std::string& out, std::string_view text) {
    const char* p = text.data();
    const char* const end = p + text.size();
    const char* run = p;  // from here on nothing was appended yet
    const auto flush = [&](const char* to) { out.append(run, static_cast<std::size_t>(to - run)); };
    while (p != end) {
#ifndef __wasm__
        if (end - p >= 16 && is_plain16<place>(p)) {
            p += 16;
            continue;
        }
#endif
        // A group of at most sixteen bytes, the last character whole.
        for (const char* const group = end - p > 16 ? p + 16 : end; p < group;) {
            if (static_cast<unsigned char>(*p) >= 0x80) {
                const std::size_t length = code_point_length({p, static_cast<std::size_t>(end - p)});
                if (length == 0) {
                    flush(p);
                    out.append(replacement);
                    run = p + 1;
                }
                p += length ? length : 1;
                continue;
            }
            const std::string_view escaped = escape_of<place>(*p);
            if (!escaped.empty()) {
                flush(p);
                out.append(escaped);
                run = p + 1;
            }
            ++p;
        }
    }
    flush(end);
}

// Puts a backslash after the "<" of each of the words, whatever their case.
void append_broken_up(std::string& out, std::string_view code, std::initializer_list<std::string_view> words) {
    const auto begins = [](std::string_view text, std::string_view word) {
        if (text.size() < word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i) {
            if (ascii::lower(text[i]) != word[i]) return false;
        }
        return true;
    };
    for (std::size_t i = 0; i < code.size(); ++i) {
        out += code[i];
        if (code[i] != '<') continue;
        for (std::string_view word : words) {
            if (begins(code.substr(i), word)) out += '\\';
        }
    }
}

}  // namespace

void append_text(std::string& out, std::string_view text) { append_escaped<Place::text>(out, text); }
void append_attribute(std::string& out, std::string_view text) { append_escaped<Place::attribute>(out, text); }
void append_json(std::string& out, std::string_view json) { append_escaped<Place::json>(out, json); }

// https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
void append_script(std::string& out, std::string_view code) {
    append_broken_up(out, code, {"</script", "<script", "<!--"});
}
void append_css(std::string& out, std::string_view rules) { append_broken_up(out, rules, {"</style", "<!--"}); }

}  // namespace kaon::inline v0::ui
