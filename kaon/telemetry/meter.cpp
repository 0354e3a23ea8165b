// Cells per thread, sums and quantiles of the meters.
#include "kaon/telemetry/meter.hpp"

namespace kaon::inline v0::telemetry {

namespace detail {
std::size_t meter_cell() {
    static constinit std::size_t next = 0;
    static thread_local const std::size_t cell = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED) % meter_cells;
    return cell;
}
}  // namespace detail

std::uint64_t Counter::read() const {
    std::uint64_t sum = 0;
    for (const Cell& cell : cells_) sum += __atomic_load_n(&cell.count, __ATOMIC_RELAXED);
    return sum;
}

void Histogram::record(Duration value) const {
    const std::int64_t nanoseconds = value.nanoseconds < 0 ? 0 : value.nanoseconds;
    const double seconds = static_cast<double>(nanoseconds) * 1e-9;
    std::size_t bucket = 0;
    while (bucket + 1 < buckets && seconds > bounds[bucket]) ++bucket;
    Cell& cell = cells_[detail::meter_cell()];
    __atomic_fetch_add(&cell.counts[bucket], 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&cell.nanoseconds, static_cast<std::uint64_t>(nanoseconds), __ATOMIC_RELAXED);
}

Histogram::Reading Histogram::read() const {
    Reading reading;
    std::uint64_t nanoseconds = 0;
    for (const Cell& cell : cells_) {
        nanoseconds += __atomic_load_n(&cell.nanoseconds, __ATOMIC_RELAXED);
        for (std::size_t i = 0; i < buckets; ++i) {
            const std::uint64_t count = __atomic_load_n(&cell.counts[i], __ATOMIC_RELAXED);
            reading.counts[i] += count;
            reading.count += count;
        }
    }
    reading.sum = static_cast<double>(nanoseconds) * 1e-9;
    return reading;
}

double Histogram::Reading::quantile(double share) const {
    if (count == 0) return 0;
    double left = share * static_cast<double>(count);
    for (std::size_t i = 0; i + 1 < buckets; ++i) {
        const double here = static_cast<double>(counts[i]);
        const double below = i ? bounds[i - 1] : 0;
        if (here > 0 && left <= here) return below + (bounds[i] - below) * left / here;
        left -= here;
    }
    return bounds[buckets - 2];
}

}  // namespace kaon::inline v0::telemetry
