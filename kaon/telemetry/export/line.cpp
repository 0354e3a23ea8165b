// Appending to a log line: numbers, times, escaped text.
#include "kaon/telemetry/export/line.hpp"

#include <bit>
#include <charconv>
#include <cstring>

#include "kaon/base/calendar.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::telemetry {

namespace {
// C1 controls, line and paragraph separator, and the marks by which text can be shown in another order than it is
// written.
bool is_deceptive(char32_t c) {
    return (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C || c == 0xFEFF;
}

constexpr auto hex_pairs = [] {
    struct {
        char of[256][2];
    } pairs{};
    for (int byte = 0; byte < 256; ++byte) {
        pairs.of[byte][0] = "0123456789abcdef"[byte >> 4];
        pairs.of[byte][1] = "0123456789abcdef"[byte & 15];
    }
    return pairs;
}();

void put_digits(char* to, std::int64_t value, int count) {
    while (count--) {
        to[count] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

// "2026-08-20T09:30:00."
void write_second(char (&out)[20], std::int64_t second) {
    const std::int64_t day = second / 86400 - (second % 86400 < 0);
    const std::int64_t time = second - day * 86400;
    const calendar::Date date = calendar::date_of(day);
    std::memcpy(out, "0000-00-00T00:00:00.", sizeof out);
    put_digits(out, date.year, 4);
    put_digits(out + 5, date.month, 2);
    put_digits(out + 8, date.day, 2);
    put_digits(out + 11, time / 3600, 2);
    put_digits(out + 14, time / 60 % 60, 2);
    put_digits(out + 17, time % 60, 2);
}

// Whether the `size` bytes at `at` are plain. Up to fifteen more are read, and do not count.
bool are_plain(const char* at, std::size_t size) {
    using Bytes = unsigned char __attribute__((ext_vector_type(16)));
    using Bits = bool __attribute__((ext_vector_type(16)));
    for (;; at += 16, size -= 16) {
        Bytes bytes;
        std::memcpy(&bytes, at, sizeof bytes);
        const auto other = (Bytes(bytes - 0x20) >= 0x5F) | (bytes == '"') | (bytes == '\\');
        const std::uint32_t mask = std::bit_cast<std::uint16_t>(__builtin_convertvector(other, Bits));
        if (size <= 16) return (mask & ((1u << size) - 1)) == 0;
        if (mask) return false;
    }
}

bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

// How many of the eight bytes at `at` are plain before the first that is not.
std::size_t plain_of_eight(const char* at) {
    using Bytes = unsigned char __attribute__((ext_vector_type(8)));
    using Bits = bool __attribute__((ext_vector_type(8)));
    Bytes bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const auto other = (Bytes(bytes - 0x20) >= 0x5F) | (bytes == '"') | (bytes == '\\');
    return static_cast<std::size_t>(
        std::countr_zero(std::bit_cast<std::uint8_t>(__builtin_convertvector(other, Bits))));
}

// Eight bytes at a time, the last eight over again: what is logged is short and plain as a rule.
std::size_t plain_prefix(std::string_view text) {
    std::size_t at = 0;
    while (text.size() - at >= 8) {
        const std::size_t plain = plain_of_eight(text.data() + at);
        at += plain;
        if (plain < 8) return at;
    }
    if (at > 0 && at < text.size()) {
        const std::size_t last = text.size() - 8;
        return last + plain_of_eight(text.data() + last);
    }
    if (at == 0 && text.size() >= 4) {
        char both_ends[8];
        std::memcpy(both_ends, text.data(), 4);
        std::memcpy(both_ends + 4, text.data() + text.size() - 4, 4);
        if (plain_of_eight(both_ends) == 8) return text.size();
    }
    while (at < text.size() && is_plain(text[at])) ++at;
    return at;
}
}  // namespace

void Line::close(std::string_view text) {
    if (text.size() > capacity - size_) return;
    std::memcpy(chars_ + size_, text.data(), text.size());
    size_ += text.size();
}

void Line::put_integer(std::int64_t number) {
    char digits[24];
    put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits)});
}

void Line::put_natural(std::uint64_t number) {
    char digits[24];
    put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits)});
}

void Line::put_real(double number) {
    if (!__builtin_isfinite(number)) return put("null");
    char digits[40];
    put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits)});
}

void Line::put_hex(std::uint64_t number) {
    char digits[16];
    for (int at = 0; at < 16; at += 2, number <<= 8) std::memcpy(digits + at, hex_pairs.of[number >> 56], 2);
    put({digits, sizeof digits});
}

void Line::put_milliseconds(Duration duration) {
    const bool negative = duration.nanoseconds < 0;
    const auto microseconds =
        static_cast<std::uint64_t>(negative ? -(duration.nanoseconds / 1000) : duration.nanoseconds / 1000);
    if (negative && microseconds) put('-');
    put_natural(microseconds / 1000);
    const auto rest = static_cast<unsigned>(microseconds % 1000);
    const char decimals[] = {'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
                             static_cast<char>('0' + rest % 10)};
    put({decimals, sizeof decimals});
}

// https://www.rfc-editor.org/rfc/rfc3339#section-5.6
void Line::put_time(std::int64_t unix_nanoseconds) {
    static thread_local std::int64_t cached_second = INT64_MIN;
    static thread_local char cached[20];
    std::int64_t second = unix_nanoseconds / 1'000'000'000;
    std::int64_t rest = unix_nanoseconds % 1'000'000'000;
    if (rest < 0) {
        --second;
        rest += 1'000'000'000;
    }
    if (second != cached_second) {
        write_second(cached, second);
        cached_second = second;
    }
    char fraction[7];
    put_digits(fraction, rest / 1000, 6);
    fraction[6] = 'Z';
    put({cached, sizeof cached});
    put({fraction, sizeof fraction});
}

// Nearly all that is logged is short and plain: it is looked at where it was copied to, where more can be read than it
// has. That is room of ours, the reserve at the end included.
void Line::put_escaped(std::string_view text) {
    if (text.size() > short_value || text.size() > capacity - reserve - size_) [[unlikely]]
        return put_rare(text);
    char* const end = put_text(chars_ + size_, text);
    if (!are_plain(chars_ + size_, text.size())) [[unlikely]]
        return put_rare(text);
    size_ = static_cast<std::size_t>(end - chars_);
}

void Line::put_rare(std::string_view text) {
    const bool cut = text.size() > longest_value;
    text = utf8_prefix(text, longest_value);
    while (!text.empty()) {
        const std::size_t plain = plain_prefix(text);
        put(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;
        const CodePoint point = first_code_point(text);
        const std::size_t length = point.length ? point.length : 1;
        if (point.length == 0) {
            put("\xEF\xBF\xBD");
        } else if (point.value == '"' || point.value == '\\') {
            put('\\');
            put(text[0]);
        } else if (point.value == '\n') {
            put("\\n");
        } else if (point.value < 0x20 || is_deceptive(point.value)) {
            put("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) put("0123456789abcdef"[point.value >> shift & 15]);
        } else {
            put(text.substr(0, length));
        }
        text.remove_prefix(length);
    }
    if (cut) put("...");
}

}  // namespace kaon::inline v0::telemetry
