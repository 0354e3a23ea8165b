// Spans: ids, clocks and the record at the end; the traceparent header.
#include "kaon/telemetry/span.hpp"

#include <sys/random.h>
#include <time.h>

namespace kaon::inline v0::telemetry {

namespace {
std::int64_t monotonic() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// SplitMix64 from a random seed per thread: unique, not secret. https://prng.di.unimi.it/splitmix64.c
std::uint64_t next_id() {
    static thread_local std::uint64_t state = 0;
    if (state == 0 && getrandom(&state, sizeof state, 0) != sizeof state) {
        state = static_cast<std::uint64_t>(monotonic()) ^ reinterpret_cast<std::uintptr_t>(&state);
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
    started_ = monotonic();
    for (const Field& field : fields) {
        if (count_ < most_fields) fields_[count_++] = field;
    }
}

void Span::end(Fields fields) {
    if (!enabled_) return;
    enabled_ = false;
    Record record{level_, log_.target(), name_, fields, this, 0, {monotonic() - started_}};
    detail::write(record);
}

namespace {
// Lower-case hexadecimal only, as the recommendation demands.
bool read_hex(std::string_view text, std::uint64_t& out) {
    out = 0;
    for (char c : text) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) return false;
        out = out << 4 | static_cast<std::uint64_t>(digit);
    }
    return true;
}

char* write_hex(char* to, std::uint64_t value) {
    for (int shift = 60; shift >= 0; shift -= 4) *to++ = "0123456789abcdef"[value >> shift & 15];
    return to;
}
}  // namespace

bool read_traceparent(std::string_view header, SpanOptions& options) {
    std::uint64_t version, high, low, span, flags;
    if (header.size() < 55 || header[2] != '-' || header[35] != '-' || header[52] != '-') return false;
    if (!read_hex(header.substr(0, 2), version) || !read_hex(header.substr(3, 16), high) ||
        !read_hex(header.substr(19, 16), low) || !read_hex(header.substr(36, 16), span) ||
        !read_hex(header.substr(53, 2), flags)) {
        return false;
    }
    // Version 255 is invalid; version 0 has nothing after the flags; later ones go on with a dash.
    if (version == 0xFF || (header.size() > 55 && (version == 0 || header[55] != '-'))) return false;
    if ((high | low) == 0 || span == 0) return false;
    options.trace = {high, low};
    options.remote_parent = span;
    return true;
}

std::string_view write_traceparent(const Span& span, char (&room)[56]) {
    char* to = room;
    for (char c : std::string_view("00-")) *to++ = c;
    to = write_hex(write_hex(to, span.trace().high), span.trace().low);
    *to++ = '-';
    to = write_hex(to, span.id());
    for (char c : std::string_view("-01")) *to++ = c;
    return {room, static_cast<std::size_t>(to - room)};
}

}  // namespace kaon::inline v0::telemetry
