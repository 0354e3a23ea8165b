// Numbers: the grammar, exact integers, and correctly rounded doubles without tables.
#include <bit>
#include <cstring>
#include <string>

#include "kaon/base/ascii.hpp"
#include "kaon/json/detail/reader.hpp"
#include "kaon/reflect/text.hpp"

namespace kaon::inline v0::json::detail {

namespace {

using ascii::is_digit;

constexpr std::uint64_t powers[20] = {1u,
                                      10u,
                                      100u,
                                      1000u,
                                      10000u,
                                      100000u,
                                      1000000u,
                                      10000000u,
                                      100000000u,
                                      1000000000u,
                                      10000000000u,
                                      100000000000u,
                                      1000000000000u,
                                      10000000000000u,
                                      100000000000000u,
                                      1000000000000000u,
                                      10000000000000000u,
                                      100000000000000000u,
                                      1000000000000000000u,
                                      10000000000000000000u};

#if !defined(__wasm__)
using Wide = unsigned __int128;

// mantissa * 2^exponent, with `sticky` for a non-zero rest below, to the nearest double, ties to even. The mantissa has
// its top bit set and the result is far from the limits of the exponent.
double round_to_double(std::uint64_t mantissa, int exponent, bool sticky) {
    constexpr int dropped = 11;
    std::uint64_t kept = mantissa >> dropped;
    const std::uint64_t rest = mantissa & ((1u << dropped) - 1);
    const std::uint64_t half = 1u << (dropped - 1);
    if (rest > half || (rest == half && (sticky || (kept & 1))))
        ++kept;  // 2^53 is representable, so a carry is harmless
    // kept <= 2^53 is exact; the factor is a power of two in range.
    const auto bits = static_cast<std::uint64_t>(1023 + exponent + dropped) << 52;
    return static_cast<double>(kept) * std::bit_cast<double>(bits);
}

double divided(std::uint64_t digits, std::uint64_t power) {
    // Both with the top bit set; (n << 63) / d then has 63 or 64 bits.
    const int n_shift = std::countl_zero(digits), d_shift = std::countl_zero(power);
    const std::uint64_t n = digits << n_shift, d = power << d_shift;
    std::uint64_t quotient = 0, rest = 0;
#if defined(__x86_64__)
    // The quotient fits since (n << 63) >> 64 < d; the compiler would call a library function.
    __asm__("divq %4" : "=a"(quotient), "=d"(rest) : "a"(n << 63), "d"(n >> 1), "r"(d) : "cc");
#else
    const Wide wide = static_cast<Wide>(n) << 63;
    quotient = static_cast<std::uint64_t>(wide / d);
    rest = static_cast<std::uint64_t>(wide % d);
#endif
    const int shift = std::countl_zero(quotient);
    return round_to_double(quotient << shift, -63 - shift - n_shift + d_shift, rest != 0);
}

double multiplied(std::uint64_t digits, std::uint64_t power) {
    const Wide product = static_cast<Wide>(digits) * power;
    const auto high = static_cast<std::uint64_t>(product >> 64), low = static_cast<std::uint64_t>(product);
    if (high == 0) {
        const int shift = std::countl_zero(low);
        return round_to_double(low << shift, -shift, false);
    }
    const int shift = std::countl_zero(high);
    const Wide normal = product << shift;
    return round_to_double(static_cast<std::uint64_t>(normal >> 64), 64 - shift,
                           static_cast<std::uint64_t>(normal) != 0);
}

#endif

// The digits that eight bytes start with, how many and their value, without a loop: what is no digit is shifted out,
// then neighbours are added pairwise.
struct Digits {
    unsigned count;
    std::uint64_t value;
};
Digits leading_digits(const char* p) {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    std::uint64_t v;
    std::memcpy(&v, p, 8);
    v ^= ones * '0';
    // A carry only reaches bytes behind the first that is no digit.
    const std::uint64_t others = ((v + ones * 0x76) | v) & (ones * 0x80);
    const auto count = others ? static_cast<unsigned>(std::countr_zero(others)) / 8 : 8;
    if (count == 0) return {0, 0};
    v <<= (8 - count) * 8;
    v = v * 2561 >> 8;
    v = (v & 0x00FF00FF00FF00FFu) * 6553601 >> 16;
    return {count, (v & 0x0000FFFF0000FFFFu) * 42949672960001u >> 32};
}
// Goes behind the digits at p and appends them to `value`, which wraps when there are too many.
const char* scan_digits(const char* p, const char* end, std::uint64_t& value) {
    if constexpr (std::endian::native == std::endian::little) {
        while (end - p >= 8) {
            const Digits digits = leading_digits(p);
            value = value * powers[digits.count] + digits.value;
            p += digits.count;
            if (digits.count < 8) return p;
        }
    }
    while (p < end && is_digit(*p)) value = value * 10 + static_cast<std::uint64_t>(*p++ - '0');
    return p;
}

}  // namespace

bool small_decimal(std::uint64_t digits, std::int32_t exponent, double& out) {
    if (digits == 0) return out = 0, true;
    if (exponent < -19 || exponent > 19) return false;
    constexpr std::uint64_t exact = std::uint64_t{1} << 53;
    if (digits <= exact && exponent <= 0 && exponent >= -19) {
        // Both operands are exact, so one division rounds once (10^19 is below 10^22).
        out = static_cast<double>(digits) / static_cast<double>(powers[-exponent]);
        return true;
    }
#if defined(__wasm__)
    return false;  // the page knows how, and 128-bit arithmetic is large there
#else
    out = exponent < 0 ? divided(digits, powers[-exponent]) : multiplied(digits, powers[exponent]);
    return true;
#endif
}

bool to_natural(const Number& number, std::uint64_t& magnitude) {
    magnitude = number.digits;
    if (!number.whole || number.exact) return number.whole;
    // Twenty digits may still fit.
    const std::string_view digits = number.text.substr(number.negative);
    return digits.size() == 20 && digits <= "18446744073709551615";
}

bool to_double(const Number& number, double& out) {
    if (number.exact && small_decimal(number.digits, number.exponent, out)) [[likely]] {
        if (number.negative) out = -out;
        return true;
    }
    return reflect::parse_double(number.text, out);
}

// https://www.rfc-editor.org/rfc/rfc8259#section-6
bool Reader::scan_number(Number& number) {
    const char* const start = at_;
    const char* p = at_;
    const char* const end = end_;
    number.negative = p < end && *p == '-';
    p += number.negative;
    const char* const first = p;
    std::uint64_t digits = 0;
    p = scan_digits(p, end, digits);
    std::ptrdiff_t count = p - first;
    if (count == 0) {
        at_ = p;
        return fail(JsonErrc::syntax, at_ == end_ ? "expected a value, got the end" : "expected a value");
    }
    if (*first == '0' && count > 1) return at_ = first, fail(JsonErrc::syntax, "a number must not start with 0");
    const char* significant = first;
    std::int64_t exponent = 0;
    if (p < end && *p == '.') {
        number.whole = false;
        const char* const fraction = ++p;
        p = scan_digits(p, end, digits);
        if (p == fraction) return at_ = p, fail(JsonErrc::syntax, "expected a digit after '.'");
        exponent = fraction - p;
        count += p - fraction;
        if (count > 19) {
            // Leading zeros carry nothing.
            while (significant < p && (*significant == '0' || *significant == '.')) {
                count -= *significant == '0';
                ++significant;
            }
        }
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        number.whole = false;
        ++p;
        const bool down = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+')) ++p;
        const char* const power = p;
        std::int64_t e = 0;
        for (; p < end && is_digit(*p); ++p) e = e < 100'000'000 ? e * 10 + (*p - '0') : e;
        if (p == power) return at_ = p, fail(JsonErrc::syntax, "expected a digit in the exponent");
        exponent += down ? -e : e;
    }
    number.text = {start, static_cast<std::size_t>(p - start)};
    number.digits = digits;
    number.exact = count <= 19;
    number.exponent = static_cast<std::int32_t>(exponent);
    at_ = p;
    return true;
}

// The common case: up to 18 digits that fit. False, with nothing done, leaves it to the careful way.
bool Reader::read_short_integer(const TypeInfo& info, void* target) {
    const bool negative = at_ < end_ && *at_ == '-';
    const char* const first = at_ + negative;
    std::uint64_t magnitude = 0;
    const char* const p = scan_digits(first, end_, magnitude);
    const auto count = p - first;
    if (count == 0 || count > 18 || p == end_ || *p == '.' || (*p | 0x20) == 'e' || (*first == '0' && count > 1))
        return false;
    const unsigned bits = info.size * 8 - info.is_signed();
    if ((bits < 64 && magnitude >> bits != 0) || (negative && !info.is_signed())) return false;
    reflect::store_integer(target, info.size, negative ? 0 - magnitude : magnitude);
    at_ = p;
    return true;
}

bool Reader::read_integer(const TypeInfo& info, void* target) {
    if (read_short_integer(info, target)) [[likely]]
        return true;
    const char c = peek();
    if (c != '-' && !is_digit(c)) return from_form(info, target, "a whole number");
    const char* const start = at_;
    Number number;
    if (!scan_number(number)) return false;
    const unsigned bits = info.size * 8;
    std::uint64_t magnitude = 0;
    bool fits = to_natural(number, magnitude);
    if (info.is_signed()) {
        const std::uint64_t limit = std::uint64_t{1} << (bits - 1);
        fits &= number.negative ? magnitude <= limit : magnitude < limit;
    } else {
        fits &= (!number.negative || magnitude == 0) && (bits == 64 || magnitude >> bits == 0);
    }
    if (fits) [[likely]] {
        reflect::store_integer(target, info.size, number.negative ? 0 - magnitude : magnitude);
        return true;
    }
    if (!number.whole) return misfit_at(start, "expected a whole number");
    if (!info.is_signed())
        return misfit_at(start, "expected a number from 0 to " + std::to_string(UINT64_MAX >> (64 - bits)));
    const std::int64_t high = INT64_MAX >> (64 - bits);
    return misfit_at(start, "expected a number from " + std::to_string(-high - 1) + " to " + std::to_string(high));
}

bool Reader::read_real(const TypeInfo& info, void* target) {
    const char c = peek();
    if (c != '-' && !is_digit(c)) return from_form(info, target, "a number");
    const char* const start = at_;
    Number number;
    if (!scan_number(number)) return false;
    const bool ok = info.kind == Kind::float32 ? reflect::parse_float(number.text, *static_cast<float*>(target))
                                               : to_double(number, *static_cast<double*>(target));
    return ok || misfit_at(start, "this number is too large");
}

}  // namespace kaon::inline v0::json::detail
