// Span: a stretch of work with a beginning, an end, a name and fields; spans nest and share the id of their trace.
//
//   Span span(log, "request", {{"method", method}}, {.parent = Span::from(context.span)});
//   context.span = &span;                      // coro's Context carries it on, as const void*
//   ...
//   span.end({{"route", route}, {"status", 200}});     // or its destructor, without further fields
//
// Its end writes one record with how long it took; a span whose level is off reads no clock and writes nothing, and
// still hands its ids on. Fields: at most 6 at the beginning, kept; more at the end. Lifetime: texts given to the
// beginning outlive the span; a Span stays where it was made and outlives the spans and events that name it. Threads:
// one thread's own.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::telemetry {

// Names one request through all the systems that it touches (W3C Trace Context).
struct TraceId {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend bool operator==(TraceId, TraceId) = default;
};

struct SpanOptions {
    const Span* parent = nullptr;
    TraceId trace = {};           // zero: the parent's, or a new one
    std::uint64_t remote_parent = 0;  // the caller's span, when it is on another machine
    Level level = Level::info;
};

class Span {
public:
    static constexpr std::size_t most_fields = 6;

    Span(const Log& log, std::string_view name, Fields fields = {}, const SpanOptions& options = {});
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;
    ~Span() { end(); }

    // What a Context's `span` points to.
    static const Span* from(const void* span) { return static_cast<const Span*>(span); }

    // Ends it; the second end does nothing.
    void end(Fields fields = {});

    std::string_view name() const { return name_; }
    const Span* parent() const { return parent_; }
    TraceId trace() const { return trace_; }
    std::uint64_t id() const { return id_; }
    std::uint64_t parent_id() const { return parent_id_; }
    Fields fields() const { return {fields_, count_}; }
    bool enabled() const { return enabled_; }

private:
    const Log& log_;
    std::string_view name_;
    const Span* parent_;
    TraceId trace_;
    std::uint64_t id_;
    std::uint64_t parent_id_;
    Instant started_;
    Level level_;
    bool enabled_;
    std::uint8_t count_ = 0;
    Field fields_[most_fields];
};

}  // namespace kaon::inline v0::telemetry
