// Attempts around redirects around exchanges.
#include "kaon/client/detail/perform.hpp"

#include <algorithm>
#include <random>

#include "kaon/base/clock.hpp"
#include "kaon/client/detail/address_guard.hpp"
#include "kaon/client/detail/content.hpp"
#include "kaon/client/detail/credentials.hpp"
#include "kaon/client/detail/redirect.hpp"
#include "kaon/client/detail/retry.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/telemetry/traceparent.hpp"

namespace kaon::inline v0::client::detail {

namespace {

constexpr telemetry::Log log("client");
// How much of a redirect's content is read, so that its connection can be used again.
constexpr std::uint64_t most_to_drain = 16 * 1024;

std::string about(const Outgoing& out) { return std::string(http::text(out.method)) + " " + out.url.shown(); }

std::uint32_t draw() {
    thread_local std::minstd_rand source(std::random_device{}());
    return static_cast<std::uint32_t>(source());
}

// Ends with an error when nothing was sent for `limit`, and no head of an answer has come.
Task<void> wait_for_head(std::shared_ptr<Outgoing> out, Duration limit) {
    for (;;) {
        co_await sleep_until(out->touched + limit);
        if ((co_await current_context()).core->now() >= out->touched + limit)
            co_await Error(ClientErrc::timeout).with_detail(about(*out) + ": no answer came");
    }
}

Task<Reply> head_of(Shared& shared, std::shared_ptr<Outgoing> out, Duration first_byte) {
    if (first_byte.nanoseconds <= 0) return shared.transport->send(std::move(out));
    return [](Task<Reply> sent, Task<void> waits) -> Task<Reply> {
        auto first = co_await first_of(std::move(sent), std::move(waits));
        co_return std::move(std::get<0>(first));
    }(shared.transport->send(out), wait_for_head(out, first_byte));
}

Task<Reply> exchange(Shared& shared, std::shared_ptr<Outgoing> out, const Parts& parts) {
    if (!host_allowed(out->url.host, shared.options.hosts))
        co_return Error(ClientErrc::refused_address).with_detail(about(*out) + ": not among the hosts");
    Context& context = co_await current_context();
    telemetry::Span span(log, "request", {{"method", http::text(out->method)}, {"host", out->url.host}},
                         {.parent = telemetry::Span::from(context.span), .level = telemetry::Level::debug});
    char room[telemetry::traceparent_size];
    out->headers.set("traceparent", telemetry::write_traceparent(span, room));
    out->touched = context.core->now();
    out->span = &span;
    Reply reply = co_await head_of(shared, out, parts.first_byte);
    out->span = nullptr;
    span.end({{"status", http::code(reply.status)}});
    co_return reply;
}

// Reads what a redirect says besides, if it is little.
Task<void> drain(http::Body content) {
    std::uint64_t count = 0;
    while (auto piece = co_await content.read()) {
        count += piece->size();
        if (count > most_to_drain) co_return;
    }
}

// The answer at the end of all redirects.
Task<Reply> follow(Shared& shared, std::shared_ptr<Outgoing> out, const Parts& parts) {
    for (std::uint32_t followed = 0;; ++followed) {
        Reply reply = co_await exchange(shared, out, parts);
        if (!is_redirect(reply) || shared.options.redirects == 0) co_return reply;
        if (followed == shared.options.redirects)
            co_return Error(ClientErrc::too_many_redirects).with_detail(about(*out) + " redirects once more");
        // That it takes too long, or breaks, is no reason not to go where it leads.
        Result<> drained = co_await attempt(timeout(1s, drain(std::move(reply.content))));
        if (!drained && drained.error().is(Errc::cancelled)) co_return std::move(drained).error();
        co_await redirect(*out, reply, shared.options);
        shared.meters->redirects.add();
    }
}

std::shared_ptr<Outgoing> copy(const Outgoing& first) {
    auto out = std::make_shared<Outgoing>();
    out->method = first.method;
    out->url = first.url;
    out->headers = first.headers.copy();
    out->body = first.body;
    out->may_repeat = first.may_repeat;
    return out;
}

// How long to wait before the next attempt; nothing: this outcome is the last.
std::optional<Duration> next_wait(Shared& shared, const Parts& parts, std::uint32_t attempt, const Outgoing& out,
                                  const Result<Reply>& outcome) {
    const Retries& retries = shared.options.retries;
    if (attempt >= parts.attempts || !is_passing(out, outcome)) return std::nullopt;
    Duration wait = wait_before(attempt, retries, draw());
    if (outcome) {
        const auto asked = retry_after(outcome->headers, unix_nanoseconds() / 1'000'000'000);
        if (asked && *asked > retries.longest_wait) return std::nullopt;
        if (asked) wait = std::max(wait, *asked);
    }
    if (!draw_budget(shared.budget)) return std::nullopt;
    return wait;
}

struct Answer {
    std::shared_ptr<Outgoing> out;
    Reply reply;
};

Task<Answer> with_repeats(Shared& shared, const Outgoing& first, const Parts& parts) {
    fill_budget(shared.budget, shared.options.retries);
    std::shared_ptr<Outgoing> begin = copy(first);
    for (std::uint32_t number = 1;; ++number) {
        std::shared_ptr<Outgoing> out = copy(*begin);
        Result<Reply> outcome = co_await attempt(follow(shared, out, parts));
        const std::optional<Duration> wait = next_wait(shared, parts, number, *out, outcome);
        if (!wait) co_return Answer{std::move(out), co_await std::move(outcome)};
        shared.meters->repeats.add();
        log.debug("repeated", {{"host", out->url.host}, {"attempt", number}, {"wait", *wait}});
        outcome = Error(Errc::cancelled);  // its connection is not kept while we wait
        // What was answered with a redirect has been done: then only where that led is asked again.
        if (!first.may_repeat) begin = std::move(out);
        co_await sleep(*wait);
    }
}

Result<Outgoing> outgoing(Parts& parts) {
    const Shared& shared = *parts.shared;
    if (parts.mistake) return *std::move(parts.mistake);
    const bool is_relative = parts.url.starts_with('/');
    // Not even for other URLs: fields that are meant for the base's origin would go to all.
    if (!shared.base && (is_relative || !shared.options.base_url.empty()))
        return Error(ClientErrc::bad_url).with_detail("ClientOptions::base_url is no http or https URL");
    Result<Url> url = Url::parse(is_relative ? shared.options.base_url + parts.url : parts.url);
    if (!url) return std::move(url).error();
    Outgoing out{.method = parts.method, .body = parts.body};
    out.may_repeat = parts.repeatable;
    if (!shared.base || shared.base->same_origin(*url)) {
        for (const auto& [name, value] : shared.options.headers) out.headers.append_copy(name, value);
    }
    for (const auto& [name, value] : parts.headers) out.headers.set_copy(name, value);
    out.url = std::move(url).value();
    if (!out.url.user.empty() && !out.headers.has("authorization"))
        out.headers.set("authorization", basic_credentials(out.url.user, out.url.password));
    if (out.headers.broken() || parts.headers.broken())
        return Error(ClientErrc::misused).with_detail("a field has control characters");
    return out;
}

// Counts a request, and whether it is answered before this ends.
class Measured {
public:
    Measured(std::shared_ptr<const Meters> meters, const Core& core)
        : meters_(std::move(meters)), core_(core), begin_(core.now()) {
        meters_->requests.add();
    }
    Measured(const Measured&) = delete;
    Measured& operator=(const Measured&) = delete;
    ~Measured() {
        if (!answered_) meters_->unanswered.add();
    }
    void answered() {
        answered_ = true;
        meters_->duration.record(core_.now() - begin_);
    }

private:
    const std::shared_ptr<const Meters> meters_;
    const Core& core_;
    const Instant begin_;
    bool answered_ = false;
};

Response response(const Parts& parts, Answer answer, Instant deadline) {
    Reply& reply = answer.reply;
    const std::string place = about(*answer.out);
    const bool has_content = reply.content.size() != 0;
    std::unique_ptr<Decoder> decoder;
    if (has_content) decoder = Decoder::for_coding(reply.headers.get("content-encoding").value_or(""));
    if (decoder) {
        // What is read from here on has neither this coding nor this length.
        reply.headers.remove("content-encoding");
        reply.headers.remove("content-length");
    }
    const ContentRules rules{
        .limit = parts.content_bytes, .idle = parts.idle, .deadline = deadline, .client = parts.shared};
    http::Response head{.status = reply.status, .headers = std::move(reply.headers)};
    if (has_content) {
        head.body =
            http::Body::stream(std::make_unique<Content>(std::move(reply.content), std::move(decoder), rules, place));
    }
    return Response(std::move(head), reply.version, answer.out->url.text(), place);
}

}  // namespace

Task<Response> perform(std::unique_ptr<Parts> parts) {
    if (!parts) co_return Error(ClientErrc::misused).with_detail("a request is sent once");
    Shared& shared = *parts->shared;
    const Core& core = *(co_await current_context()).core;
    Measured measured(shared.meters, core);
    Outgoing first = co_await outgoing(*parts);
    const Instant begin = core.now();
    const bool is_limited = parts->total.nanoseconds > 0;
    const Instant deadline = is_limited ? begin + parts->total : Instant::never();
    auto answer = co_await attempt(is_limited ? timeout(parts->total, with_repeats(shared, first, *parts))
                                              : with_repeats(shared, first, *parts));
    if (answer) {
        measured.answered();
        co_return response(*parts, std::move(answer).value(), deadline);
    }
    if (!answer.error().is(Errc::timeout)) co_return std::move(answer).error();
    co_return Error(ClientErrc::timeout).with_detail(about(first) + ": no answer in the time for all of it");
}

}  // namespace kaon::inline v0::client::detail
