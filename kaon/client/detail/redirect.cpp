// Following a Location without giving anything away (RFC 9110, section 15.4).
#include "kaon/client/detail/redirect.hpp"

#include <algorithm>

#include "kaon/client/error.hpp"

namespace kaon::inline v0::client::detail {

bool is_redirect(const Reply& reply) {
    const int code = http::code(reply.status);
    const bool moves = code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
    return moves && reply.headers.has("location");
}

bool is_harmless(std::string_view name) {
    constexpr std::string_view harmless[] = {
        "accept",           "accept-encoding",  "accept-language", "cache-control",
        "content-encoding", "content-language", "content-type",    "if-modified-since",
        "if-none-match",    "last-event-id",    "range",           "traceparent",
        "user-agent"};
    return std::ranges::any_of(harmless, [&](std::string_view h) { return http::equals_ignoring_case(name, h); });
}

namespace {

void keep_only(http::Headers& headers, bool (*keeps)(std::string_view name)) {
    http::Headers kept;
    for (const auto& [name, value] : headers) {
        if (keeps(name)) kept.append_copy(name, value);
    }
    headers = std::move(kept);
}

bool becomes_get(http::Method method, int code) {
    if (code == 303) return method != http::Method::head && method != http::Method::get;
    return (code == 301 || code == 302) && method == http::Method::post;
}

}  // namespace

Result<> redirect(Outgoing& request, const Reply& reply, const ClientOptions& options) {
    const auto refuse = [&](ClientErrc code, std::string_view why) {
        return Error(code).with_detail(request.url.shown() + ": " + std::string(why));
    };
    Result<Url> next = request.url.resolve(*reply.headers.get("location"));
    if (!next) return refuse(ClientErrc::unsafe_redirect, "the redirect leads to no http URL");
    const bool is_downgrade = request.url.scheme == "https" && next->scheme == "http";
    if (is_downgrade && options.https_to_http == Downgrade::refused)
        return refuse(ClientErrc::unsafe_redirect, "the redirect leads from https to http");
    if (becomes_get(request.method, http::code(reply.status))) {
        request.method = http::Method::get;
        request.may_repeat = true;
        request.body = nullptr;
        keep_only(request.headers,
                  [](std::string_view name) { return !http::equals_ignoring_case(name.substr(0, 8), "content-"); });
    } else if (request.body && request.started) {
        return refuse(ClientErrc::unrepeatable, "the redirect asks for the content again, which was a stream");
    }
    if (!next->same_origin(request.url)) keep_only(request.headers, &is_harmless);
    next->user.clear();  // a server has no name and password of ours to give
    next->password.clear();
    request.url = std::move(next).value();
    return {};
}

}  // namespace kaon::inline v0::client::detail
