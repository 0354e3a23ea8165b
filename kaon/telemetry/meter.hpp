// Counter and Histogram: numbers that many threads add to and somebody reads now and then.
//
//   struct Stats { Counter requests;  Histogram duration; };
//   stats.requests.add();
//   stats.duration.record(took);
//   stats.duration.read().quantile(0.99);      // in seconds, from the buckets
//
// Adding is one relaxed addition in a cell that threads seldom share; reading sums the cells. Nobody registers: whoever
// owns a meter hands it to whoever shows it. Histogram counts seconds, in the buckets that OpenTelemetry recommends for
// http.server.request.duration. Threads: all functions from any. Size: 512 bytes; 1 kB.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kaon/base/duration.hpp"

namespace kaon::inline v0::telemetry {

namespace detail {
inline constexpr std::size_t meter_cells = 8;
// This thread's cell.
std::size_t meter_cell();
}  // namespace detail

class Counter {
public:
    static constexpr bool is_shareable = true;

    void add(std::uint64_t amount = 1) const {
        __atomic_fetch_add(&cells_[detail::meter_cell()].count, amount, __ATOMIC_RELAXED);
    }
    std::uint64_t read() const;

private:
    struct alignas(64) Cell {
        std::uint64_t count = 0;
    };
    mutable Cell cells_[detail::meter_cells];
};

class Histogram {
public:
    static constexpr bool is_shareable = true;
    // Upper bounds in seconds; one more bucket holds what is longer.
    static constexpr double bounds[] = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
    static constexpr std::size_t buckets = sizeof bounds / sizeof bounds[0] + 1;

    struct Reading {
        std::uint64_t counts[buckets]{};
        std::uint64_t count = 0;
        double sum = 0;  // seconds

        // The bound below which this share of the values lies, interpolated inside its bucket; 0 without values.
        double quantile(double share) const;
    };

    void record(Duration value) const;
    Reading read() const;

private:
    struct alignas(64) Cell {
        std::uint64_t counts[buckets]{};
        std::uint64_t nanoseconds = 0;
    };
    mutable Cell cells_[detail::meter_cells];
};

}  // namespace kaon::inline v0::telemetry
