// Strings and numbers as JSON text.
#include <charconv>
#include <cmath>
#include <cstring>

#include "kaon/base/real_text.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/json/detail/scan.hpp"
#include "kaon/json/detail/writer.hpp"

namespace kaon::inline v0::json::detail {

void Writer::whole(std::int64_t n) {
    reserve(20);
    at_ = std::to_chars(at_, at_ + 20, n).ptr;
}

void Writer::natural(std::uint64_t n) {
    reserve(20);
    at_ = std::to_chars(at_, at_ + 20, n).ptr;
}

void Writer::real(float number) {
    if (!std::isfinite(number)) return null();
    reserve(32);
    at_ = write_real(at_, number);
}

// Most doubles that people write are a whole number or have few decimals. When such a decimal of at most 15 digits
// reads back as the same double (one correctly rounded division of exact numbers), it is the shortest text there is.
void Writer::real(double number) {
    if (!std::isfinite(number)) return null();
    reserve(40);
    constexpr double limit = 1e15;
    constexpr double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    const double magnitude = std::fabs(number);
    if (magnitude < limit && (magnitude >= 1e-5 || number == 0)) {
        if (std::signbit(number)) *at_++ = '-';
        for (int decimals = 0; decimals <= 6; ++decimals) {
            const double scaled = magnitude * powers[decimals];
            if (scaled >= limit) break;
            const auto digits = static_cast<std::int64_t>(scaled + 0.5);
            const auto whole_digits = static_cast<double>(digits);
            // The cheap test first: further than rounding errors reach from a whole number.
            if (std::fabs(scaled - whole_digits) > scaled * 1e-15) continue;
            if (whole_digits / powers[decimals] != magnitude) continue;
            const auto power = static_cast<std::int64_t>(powers[decimals]);
            at_ = std::to_chars(at_, at_ + 20, digits / power).ptr;
            if (decimals == 0) return;
            *at_++ = '.';
            std::int64_t fraction = digits % power;
            for (int i = decimals; i-- > 0; fraction /= 10) at_[i] = static_cast<char>('0' + fraction % 10);
            at_ += decimals;
            return;
        }
        if (std::signbit(number)) --at_;
    }
    at_ = write_real(at_, number);
}

void Writer::string(std::string_view text) {
    const char* from = text.data();
    const char* const end = from + text.size();
    reserve(text.size() + 2);
    char* to = at_;
    *to++ = '"';
    if (options_.escaping == Escaping::json) {
        // Plain ASCII is copied as it is checked; anything else starts over at the block that holds it.
        while (static_cast<std::size_t>(end - from) >= Block::size) {
            const Block block(from);
            if (block.special | block.high) break;
            std::memcpy(to, from, Block::size);
            to += Block::size;
            from += Block::size;
        }
        while (static_cast<std::size_t>(end - from) >= Word::size) {
            const Word word(from);
            if (word.special | word.high) break;
            std::memcpy(to, from, Word::size);
            to += Word::size;
            from += Word::size;
        }
        while (from < end) {
            const auto c = static_cast<unsigned char>(*from);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') break;
            *to++ = static_cast<char>(c);
            ++from;
        }
    }
    at_ = to;
    if (from == end) [[likely]] {
        *at_++ = '"';
        return;
    }
    hard_string(from, end);
}

// The rest of a string in which something is to be escaped or is not ASCII; with the closing quote.
void Writer::hard_string(const char* from, const char* end) {
    const bool html = options_.escaping == Escaping::html;
    while (from < end) {
        const char* run = from;
        while (from < end) {
            const auto c = static_cast<unsigned char>(*from);
            if (c < 0x20 || c == '"' || c == '\\') break;
            if (html && (c == '<' || c == '>' || c == '&')) break;
            if (c < 0x80) {
                ++from;
                continue;
            }
            const std::size_t n = code_point_length({from, static_cast<std::size_t>(end - from)});
            if (n == 0) break;
            if (html && n == 3 && std::memcmp(from, "\xE2\x80", 2) == 0 && (from[2] == '\xA8' || from[2] == '\xA9'))
                break;
            from += n;
        }
        literal({run, static_cast<std::size_t>(from - run)});
        if (from == end) break;
        const auto c = static_cast<unsigned char>(*from);
        if (c < 0x80) {
            escape(c);
            ++from;
        } else if (code_point_length({from, static_cast<std::size_t>(end - from)}) == 3) {
            literal(from[2] == '\xA8' ? "\\u2028" : "\\u2029");
            from += 3;
        } else {
            literal("\xEF\xBF\xBD");
            ++from;
        }
    }
    byte('"');
}

void Writer::escape(unsigned char c) {
    switch (c) {
        case '"': return literal("\\\"");
        case '\\': return literal("\\\\");
        case '\n': return literal("\\n");
        case '\r': return literal("\\r");
        case '\t': return literal("\\t");
        case '\b': return literal("\\b");
        case '\f': return literal("\\f");
        default: break;
    }
    constexpr char hex[] = "0123456789abcdef";
    const char text[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    literal({text, sizeof text});
}

// Inside JSON these characters stand in strings only, so escaping them keeps the meaning.
void Writer::raw(std::string_view json) {
    if (json.empty()) return null();
    if (options_.escaping == Escaping::json) return literal(json);
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        const auto next = json.substr(i, 3);
        if (c == '<' || c == '>' || c == '&') {
            escape(static_cast<unsigned char>(c));
        } else if (next == "\u2028" || next == "\u2029") {
            literal(next == "\u2028" ? "\\u2028" : "\\u2029");
            i += 2;
        } else {
            byte(c);
        }
    }
}

}  // namespace kaon::inline v0::json::detail
