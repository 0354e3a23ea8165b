// What is the same for every transport: the checks, and looking a field up.
#include "kaon/browser/fetch.hpp"

#include "kaon/browser/environment.hpp"

namespace kaon::inline v0 {

namespace {

Task<FetchResponse> refuse(Error error) { co_return error; }

// Fields travel as lines; the browser checks the rest of https://www.rfc-editor.org/rfc/rfc9110#section-5.5.
bool is_one_line(std::string_view text) {
    for (char c : text) {
        if (c == '\n' || c == '\r' || c == '\0') return false;
    }
    return true;
}

}  // namespace

std::optional<std::string_view> FetchResponse::field(std::string_view name) const {
    for (const FetchField& field : fields) {
        if (field.name == name) return field.value;
    }
    return std::nullopt;
}

Task<FetchResponse> fetch(FetchRequest request) {
    browser::Transport* transport = browser::environment().transport;
    if (!transport)
        return refuse(Error(Errc::unavailable, "fetch() needs a browser, or an Environment with a transport"));
    for (const FetchField& field : request.fields) {
        if (field.name.empty() || !is_one_line(field.name) || !is_one_line(field.value))
            return refuse(Error(Errc::invalid, "a field of a request is one line with a name"));
    }
    if (!request.body.empty() && (request.method == "GET" || request.method == "HEAD"))
        return refuse(Error(Errc::invalid, "a GET or HEAD request has no body"));
    return transport->send(std::move(request));
}

}  // namespace kaon::inline v0
