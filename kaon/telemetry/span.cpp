// Spans: ids, clocks and the record at the end.
#include "kaon/telemetry/span.hpp"

#include <sys/random.h>

#include "kaon/base/clock.hpp"

namespace kaon::inline v0::telemetry {

namespace {
// SplitMix64 from a random seed per thread: unique, not secret. https://prng.di.unimi.it/splitmix64.c
std::uint64_t next_id() {
    static thread_local std::uint64_t state = 0;
    if (state == 0 && getrandom(&state, sizeof state, 0) != sizeof state) {
        state = static_cast<std::uint64_t>(monotonic_now().nanoseconds) ^ reinterpret_cast<std::uintptr_t>(&state);
    }
    std::uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return z ? z : 1;
}
}  // namespace

Span::Span(const Log& log, std::string_view name, Fields fields, const SpanOptions& options)
    : log_(log), name_(name), parent_(options.parent), trace_(options.trace), id_(next_id()),
      parent_id_(options.remote_parent), level_(options.level), enabled_(log.enabled(options.level)) {
    if (parent_) {
        parent_id_ = parent_->id_;
        if (trace_ == TraceId{}) trace_ = parent_->trace_;
    }
    if (trace_ == TraceId{}) trace_ = {next_id(), next_id()};
    if (!enabled_) return;
    started_ = monotonic_now();
    for (const Field& field : fields) {
        if (count_ < most_fields) fields_[count_++] = field;
    }
}

void Span::end(Fields fields) {
    if (!enabled_) return;
    enabled_ = false;
    Record record{level_, log_.target(), name_, fields, this, 0, monotonic_now() - started_};
    detail::write(record);
}

}  // namespace kaon::inline v0::telemetry
