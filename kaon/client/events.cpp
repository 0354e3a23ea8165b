// Connecting, reading, and connecting again.
#include "kaon/client/events.hpp"

#include <algorithm>

#include "kaon/client/detail/event_state.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/http/media_type.hpp"

namespace kaon::inline v0::client {

namespace {

std::unique_ptr<detail::Parts> copy(const detail::Parts& parts) {
    auto other = std::make_unique<detail::Parts>();
    other->shared = parts.shared;
    other->method = parts.method;
    other->url = parts.url;
    other->headers = parts.headers.copy();
    other->body = parts.body;
    if (parts.mistake) other->mistake = parts.mistake->copy();
    other->repeatable = parts.repeatable;
    other->first_byte = parts.first_byte;
    other->idle = parts.idle;
    other->total = parts.total;
    other->content_bytes = parts.content_bytes;
    other->attempts = parts.attempts;
    return other;
}

// What another connection may cure.
bool is_passing(const Error& error) {
    return error.is(ClientErrc::broken) || error.is(ClientErrc::unconnected) || error.is(ClientErrc::unresolved) ||
           error.is(ClientErrc::timeout);
}

}  // namespace

EventStream::EventStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
EventStream::EventStream(EventStream&&) noexcept = default;
EventStream& EventStream::operator=(EventStream&&) noexcept = default;
EventStream::~EventStream() = default;

const std::string& EventStream::last_id() const { return state_->last_id(); }

Duration EventStream::State::wait() const {
    const Duration first = reader.retry().value_or(options.wait);
    const std::uint32_t doubled = std::min<std::uint32_t>(failures ? failures - 1 : 0, 10);
    return std::max(first, std::min(first * (std::int64_t{1} << doubled), options.longest_wait));
}

Task<void> EventStream::State::connect() {
    std::unique_ptr<detail::Parts> again = copy(*parts);
    again->headers.set("accept", "text/event-stream");
    again->headers.set("cache-control", "no-cache");
    if (!last_id().empty()) again->headers.set("last-event-id", last_id());
    response.emplace(co_await detail::perform(std::move(again)));
    if (response->status() == http::Status::no_content) {
        ended = true;
        co_return;
    }
    co_await response->error_for_status();
    const auto type = http::parse_media_type(response->header("content-type"));
    if (!type || !type->is("text/event-stream"))
        co_await Error(ClientErrc::malformed).with_detail("the content is no text/event-stream");
}

// The connection has ended, or none came about.
Task<void> EventStream::State::lose(Result<> how) {
    response.reset();
    reader.begin_again();
    ++failures;
    const bool goes_on = reconnects() && failures < options.failures && (how || is_passing(how.error()));
    if (goes_on) {
        co_await sleep(wait());
        co_return;
    }
    ended = true;
    co_await std::move(how);
}

Task<std::optional<Event>> EventStream::next() {
    State& state = *state_;
    if (!state.parts) co_return Error(ClientErrc::misused).with_detail("a request is sent once");
    while (!state.ended) {
        if (!state.response) {
            Result<> connected = co_await attempt(state.connect());
            if (!connected) co_await state.lose(std::move(connected));
            continue;
        }
        Result<std::optional<Event>> event = state.reader.next();
        if (!event) {
            state.ended = true;
            co_return std::move(event).error();
        }
        if (*event) {
            state.failures = 0;
            co_return std::move(event);
        }
        auto piece = co_await attempt(state.response->read());
        if (piece && *piece) state.reader.feed(**piece);
        else co_await state.lose(piece ? Result<>() : Result<>(std::move(piece).error()));
    }
    co_return std::nullopt;
}

}  // namespace kaon::inline v0::client
