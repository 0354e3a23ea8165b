// The rules of the opening handshake.
#include "kaon/http/ws/handshake.hpp"

#include "kaon/http/field_list.hpp"
#include "kaon/http/ws/accept_key.hpp"

namespace kaon::inline v0::http::ws {

namespace {

bool lists(const Headers& headers, std::string_view name, std::string_view element) {
    for (const Headers::Field& field : headers) {
        if (!equals_ignoring_case(field.name, name)) continue;
        for (std::string_view one : FieldList(field.value)) {
            if (equals_ignoring_case(one, element)) return true;
        }
    }
    return false;
}

// The value of a field that is there exactly once.
std::optional<std::string_view> only(const Headers& headers, std::string_view name) {
    std::optional<std::string_view> value;
    for (const Headers::Field& field : headers) {
        if (!equals_ignoring_case(field.name, name)) continue;
        if (value) return std::nullopt;
        value = trimmed(field.value);
    }
    return value;
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1
Fault check_handshake(const Request& request) {
    const bool extended = request.method == Method::connect && request.protocol == "websocket";
    if (!extended) {
        if (request.version == Version::http_2) {
            return {Status::bad_request, "over HTTP/2 a WebSocket is opened by an extended CONNECT (RFC 8441)"};
        }
        if (request.method != Method::get || request.version != Version::http_1_1 ||
            !lists(request.headers, "upgrade", "websocket")) {
            return {Status::upgrade_required, "this is a WebSocket: connect to it with one"};
        }
        if (!lists(request.headers, "connection", "upgrade")) {
            return {Status::bad_request, "Connection does not say 'upgrade'"};
        }
    }
    const auto version = only(request.headers, "sec-websocket-version");
    if (!version) return {Status::bad_request, "Sec-WebSocket-Version is not there once"};
    if (*version != "13") return {Status::upgrade_required, "only version 13 of WebSocket is known here"};
    if (extended) return {};
    const auto key = only(request.headers, "sec-websocket-key");
    if (!key || !is_key(*key)) return {Status::bad_request, "Sec-WebSocket-Key is not sixteen bytes in base64, once"};
    return {};
}

std::vector<std::string_view> offered_protocols(const Headers& request) {
    std::vector<std::string_view> offered;
    for (const Headers::Field& field : request) {
        if (!equals_ignoring_case(field.name, "sec-websocket-protocol")) continue;
        for (std::string_view one : FieldList(field.value)) {
            if (is_token(one)) offered.push_back(one);
        }
    }
    return offered;
}

std::string_view choose_protocol(const Headers& request, std::span<const std::string> known) {
    for (std::string_view one : offered_protocols(request)) {
        for (const std::string& ours : known) {
            if (one == ours) return one;
        }
    }
    return {};
}

// https://www.rfc-editor.org/rfc/rfc6455#section-10.2
bool is_same_origin(const Request& request) {
    const auto origin = request.headers.get("origin");
    if (!origin) return true;
    const std::size_t end = origin->find("://");
    if (end == origin->npos) return false;
    const std::string_view scheme = origin->substr(0, end);
    const bool is_web =
        equals_ignoring_case(scheme, "https") || (equals_ignoring_case(scheme, "http") && request.scheme != "https");
    return is_web && equals_ignoring_case(origin->substr(end + 3), request.authority);
}

// https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
void append_answer(Headers& answer, const Request& request, const std::optional<DeflateTerms>& terms) {
    if (request.method == Method::get) {
        const std::string_view key = trimmed(request.headers.get("sec-websocket-key").value_or(""));
        answer.append("sec-websocket-accept", accept_key(key));
    }
    if (terms) answer.append("sec-websocket-extensions", terms->text());
}

}  // namespace kaon::inline v0::http::ws
