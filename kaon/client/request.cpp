// What the words of a request note, and the last words that send it.
#include "kaon/client/request.hpp"

#include <algorithm>

#include "kaon/client/detail/credentials.hpp"
#include "kaon/client/detail/event_state.hpp"
#include "kaon/client/detail/perform.hpp"
#include "kaon/http/uri.hpp"

namespace kaon::inline v0::client {

namespace {

bool is_ours(std::string_view name) {
    constexpr std::string_view ours[] = {"connection", "content-length", "host",    "keep-alive", "proxy-authorization",
                                         "te",         "trailer",        "upgrade", "expect",     "transfer-encoding"};
    return std::ranges::any_of(ours, [&](std::string_view field) { return http::equals_ignoring_case(name, field); });
}

void note(detail::Parts& parts, std::string why) {
    if (!parts.mistake) parts.mistake = Error(ClientErrc::misused).with_detail(why);
}

Task<Response> send_successfully(std::unique_ptr<detail::Parts> parts) {
    Response answer = co_await detail::perform(std::move(parts));
    co_await answer.error_for_status();
    co_return answer;
}

Task<std::string> send_for_text(std::unique_ptr<detail::Parts> parts) {
    Response answer = co_await send_successfully(std::move(parts));
    co_return co_await answer.text();
}

// The content is read, so that the connection can be used again.
Task<void> send_and_forget(std::unique_ptr<detail::Parts> parts) {
    Response answer = co_await send_successfully(std::move(parts));
    while (co_await answer.read()) {
    }
}

}  // namespace

void detail::EndParts::operator()(Parts* parts) const { std::default_delete<Parts>()(parts); }

// A word after the last one changes nothing any more: `parts_` is null from then on.
Request& Request::header(std::string_view name, std::string_view value) {
    if (!parts_) return *this;
    if (is_ours(name)) note(*parts_, "the field " + std::string(name) + " is not the caller's to set");
    else parts_->headers.set_copy(name, value);
    return *this;
}

Request& Request::bearer(std::string_view token) { return header("authorization", "Bearer " + std::string(token)); }

Request& Request::basic(std::string_view user, std::string_view password) {
    if (parts_ && user.find(':') != std::string_view::npos) note(*parts_, "a user's name has no colon");
    return header("authorization", detail::basic_credentials(user, password));
}

Request& Request::query(std::string_view name, std::string_view value) {
    if (!parts_) return *this;
    std::string& url = parts_->url;
    const std::size_t fragment = url.find('#');
    if (fragment != std::string::npos) url.resize(fragment);  // it is not sent anyway
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += http::encode_segment(name) + "=" + http::encode_segment(value);
    return *this;
}

Request& Request::form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        text += http::encode_form(name) + "=" + http::encode_form(value);
    }
    return body(http::Body(std::move(text)), "application/x-www-form-urlencoded");
}

Request& Request::body(http::Body content, std::string_view content_type) {
    if (!parts_) return *this;
    parts_->body = std::make_shared<http::Body>(std::move(content));
    return header("content-type", content_type);
}

Request& Request::timeout(Duration total) {
    if (parts_) parts_->total = total;
    return *this;
}
Request& Request::first_byte_timeout(Duration limit) {
    if (parts_) parts_->first_byte = limit;
    return *this;
}
Request& Request::idle_timeout(Duration limit) {
    if (parts_) parts_->idle = limit;
    return *this;
}
Request& Request::limit(std::uint64_t content_bytes) {
    if (parts_) parts_->content_bytes = content_bytes;
    return *this;
}
Request& Request::attempts(std::uint32_t most) {
    if (parts_) parts_->attempts = most;
    return *this;
}
Request& Request::repeatable() {
    if (parts_) parts_->repeatable = true;
    return *this;
}

namespace {
std::unique_ptr<detail::Parts> take(std::unique_ptr<detail::Parts, detail::EndParts>& parts) {
    return std::unique_ptr<detail::Parts>(parts.release());
}
}  // namespace

Task<Response> Request::send() { return detail::perform(take(parts_)); }
Task<Response> Request::successful() { return send_successfully(take(parts_)); }
Task<std::string> Request::text() { return send_for_text(take(parts_)); }
Task<void> Request::succeed() { return send_and_forget(take(parts_)); }

EventStream Request::events(EventOptions options) {
    std::unique_ptr<detail::Parts> parts = take(parts_);
    if (parts) {
        // What is meant for one answer of known size would end a stream in its middle.
        const ClientOptions& defaults = parts->shared->options;
        if (parts->total == defaults.total_timeout) parts->total = {};
        if (parts->content_bytes == defaults.content_bytes) parts->content_bytes = UINT64_MAX;
    }
    return EventStream(std::make_unique<EventStream::State>(std::move(parts), std::move(options)));
}

}  // namespace kaon::inline v0::client
