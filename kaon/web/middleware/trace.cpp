// The request log.
#include "kaon/web/middleware/trace.hpp"

#include "kaon/telemetry/traceparent.hpp"

namespace kaon::inline v0 {

namespace {

constexpr telemetry::Log log("http");

}  // namespace

Task<http::Response> TraceLayer::operator()(Request& request, Next next) const {
    Context& context = co_await current_context();
    telemetry::SpanOptions options{.parent = telemetry::Span::from(context.span), .level = telemetry::Level::debug};
    if (!options.parent) telemetry::read_traceparent(request.header("traceparent").value_or(""), options);
    telemetry::Span span(log, "request", {{"method", http::text(request.method())}, {"route", request.route()}},
                         options);
    Context inner = context;
    inner.span = &span;
    const Instant begin = context.core->exact_now();
    http::Response response = co_await next(request).in(inner);
    const Duration took = context.core->exact_now() - begin;
    const auto status = http::code(response.status);
    // Nobody waits for the answer any more: no fault of the server's. A timeout around this layer is one.
    const bool gone = context.cancelled() && !context.timed_out();
    const auto level = status >= 500 && !gone ? telemetry::Level::error : telemetry::Level::info;
    log.event(level, "request",
              {{"method", http::text(request.method())},
               {"route", request.route()},
               {"status", status},
               {"duration", took},
               {"bytes", response.body.size().value_or(0)},
               {"id", request.id()},
               {"client_gone", gone}},
              &span);
    span.end({{"status", status}});
    co_return response;
}

}  // namespace kaon::inline v0
