// Makes the message as a connection would, and the answer as a browser would.
#include "kaon/app/server/test_transport.hpp"

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0 {

Task<FetchResponse> ServiceTransport::send(FetchRequest wanted) {
    if (before_) {
        const Before hook = before_;  // outlives its Task
        co_await hook(wanted);
    }
    http::Request message;
    web::TestVisitor::ask(message, wanted.method, wanted.url);
    message.headers.append("origin", "https://test.local");
    message.headers.append("sec-fetch-site", "same-origin");
    for (const FetchField& field : wanted.fields) message.headers.append_copy(field.name, field.value);
    visitor_.send_cookies(message.headers);
    message.body = http::Body::borrowed(wanted.body);

    ++served_;
    http::Response response = co_await service_(message);
    visitor_.keep_cookies(response.headers);
    FetchResponse answer{.status = http::code(response.status)};
    for (const http::Headers::Field& field : response.headers) {
        std::string name(field.name);
        for (char& c : name) c = ascii::lower(c);
        if (name == "set-cookie") continue;
        answer.fields.push_back({std::move(name), std::string(field.value)});
    }
    const bool silent = message.method == http::Method::head || http::has_no_content(response.status);
    if (!silent) answer.body = co_await response.body.collect(wanted.body_limit);
    co_return answer;
}

}  // namespace kaon::inline v0
