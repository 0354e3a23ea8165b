// The request log.
#include "kaon/web/middleware/trace.hpp"

#include "kaon/telemetry/traceparent.hpp"

namespace kaon::inline v0 {

namespace {

constexpr telemetry::Log log("http");

// The span and the clock of one request.
class Traced {
public:
    Traced(const Request& request, const Context& context)
        : request_(request), context_(context),
          span_(log, "request", {{"method", http::text(request.method())}, {"route", request.route()}},
                options_of(request, context)),
          begin_(context.core->exact_now()) {}

    const telemetry::Span& span() const { return span_; }
    void answered(const http::Response& response);

private:
    static telemetry::SpanOptions options_of(const Request& request, const Context& context) {
        telemetry::SpanOptions options{.parent = telemetry::Span::from(context.span), .level = telemetry::Level::debug};
        if (!options.parent) telemetry::read_traceparent(request.header("traceparent").value_or(""), options);
        return options;
    }

    const Request& request_;
    const Context& context_;
    telemetry::Span span_;
    const Instant begin_;
};

void Traced::answered(const http::Response& response) {
    const Duration took = context_.core->exact_now() - begin_;
    const auto status = http::code(response.status);
    // Nobody waits for the answer any more: no fault of the server's. A timeout around this layer is one.
    const bool gone = context_.cancelled() && !context_.timed_out();
    const auto level = status >= 500 && !gone ? telemetry::Level::error : telemetry::Level::info;
    log.event(level, "request",
              {{"method", http::text(request_.method())},
               {"route", request_.route()},
               {"status", status},
               {"duration", took},
               {"bytes", response.body.size().value_or(0)},
               {"client", request_.peer().text()},
               {"id", request_.id()},
               {"client_gone", gone}},
              &span_);
    span_.end({{"status", status}});
}

}  // namespace

// Nothing below it waits, so nothing below it asks for the span by its context.
Result<> TraceLayer::answer(Request& request, NextAtOnce next, http::Response& response) const {
    Traced traced(request, request.context());
    next(request, response);
    traced.answered(response);
    return {};
}

Task<http::Response> TraceLayer::operator()(Request& request, Next next) const {
    Context& context = co_await current_context();
    Traced traced(request, context);
    Context inner = context;
    inner.span = &traced.span();
    http::Response response = co_await next(request).in(inner);
    traced.answered(response);
    co_return response;
}

}  // namespace kaon::inline v0
