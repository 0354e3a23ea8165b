// The `traceparent` field, by which a span goes on in another program (W3C Trace Context).
//
//   SpanOptions options;
//   read_traceparent(request.header("traceparent").value_or(""), options);
//   Span span(log, "request", {}, options);                    // of the caller's trace, if it sent one
//
//   char room[traceparent_size];
//   send("traceparent", write_traceparent(span, room));
//
// https://www.w3.org/TR/trace-context/#traceparent-header. Threads: pure functions.
#pragma once

#include <cstddef>
#include <string_view>

#include "kaon/telemetry/span.hpp"

namespace kaon::inline v0::telemetry {

inline constexpr std::size_t traceparent_size = 55;

// Whether `header` is a valid one; puts its ids into `options`.
bool read_traceparent(std::string_view header, SpanOptions& options);
// Writes "00-<trace>-<span>-01" and gives a view of it.
std::string_view write_traceparent(const Span& span, char (&room)[traceparent_size] [[clang::lifetimebound]]);

}  // namespace kaon::inline v0::telemetry
