// Duration and Instant: nanoseconds as our own small types, so that no public header pulls in <chrono>.
//
//   using namespace kaon::literals;
//   co_await sleep(250ms);
//   const Instant end = core.now() + 5s;          // saturates at Instant::never()
//
// Threads: values. Range: 292 years either way; a literal beyond it does not compile.
#pragma once

#include <compare>
#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

struct Duration {
    std::int64_t nanoseconds = 0;

    static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000'000}; }
    static constexpr Duration milliseconds(std::int64_t n) { return {n * 1'000'000}; }
    static constexpr Duration microseconds(std::int64_t n) { return {n * 1'000}; }

    // Longer than anything.
    static constexpr Duration max() { return {INT64_MAX}; }

    constexpr std::int64_t whole_seconds() const { return nanoseconds / 1'000'000'000; }
    constexpr std::int64_t whole_milliseconds() const { return nanoseconds / 1'000'000; }
    constexpr std::int64_t whole_microseconds() const { return nanoseconds / 1'000; }

    friend constexpr auto operator<=>(Duration, Duration) = default;
    friend constexpr Duration operator+(Duration a, Duration b) { return {a.nanoseconds + b.nanoseconds}; }
    friend constexpr Duration operator-(Duration a, Duration b) { return {a.nanoseconds - b.nanoseconds}; }
    friend constexpr Duration operator*(Duration a, std::int64_t k) { return {a.nanoseconds * k}; }
    friend constexpr Duration operator/(Duration a, std::int64_t k) { return {a.nanoseconds / k}; }
};

// A point on a monotonic clock; only differences mean something.
struct Instant {
    std::int64_t nanoseconds = 0;

    // Later than anything.
    static constexpr Instant never() { return {INT64_MAX}; }

    friend constexpr auto operator<=>(Instant, Instant) = default;
    friend constexpr Duration operator-(Instant a, Instant b) { return {a.nanoseconds - b.nanoseconds}; }
    friend constexpr Instant operator+(Instant a, Duration d) {
        Instant sum;
        return __builtin_add_overflow(a.nanoseconds, d.nanoseconds, &sum.nanoseconds) ? never() : sum;
    }
};

// The suffixes are <chrono>'s own; ours give Durations. Import one set per scope.
inline namespace literals {
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wuser-defined-literals"
consteval Duration operator""h(unsigned long long n) { return Duration::seconds(static_cast<std::int64_t>(n) * 3600); }
consteval Duration operator""min(unsigned long long n) { return Duration::seconds(static_cast<std::int64_t>(n) * 60); }
consteval Duration operator""s(unsigned long long n) { return Duration::seconds(static_cast<std::int64_t>(n)); }
consteval Duration operator""ms(unsigned long long n) { return Duration::milliseconds(static_cast<std::int64_t>(n)); }
consteval Duration operator""us(unsigned long long n) { return Duration::microseconds(static_cast<std::int64_t>(n)); }
#pragma clang diagnostic pop
}  // namespace literals

}  // namespace kaon::inline v0
