// Makes the message as a connection would, and the answer as a browser would.
#include "kaon/app/server/test_transport.hpp"

namespace kaon::inline v0 {

Task<FetchResponse> ServiceTransport::send(FetchRequest wanted) {
    if (before_) {
        const Before hook = before_;  // outlives its Task
        co_await hook(wanted);
    }
    http::Request message;
    for (int i = 0; i < 9; ++i) {
        if (http::text(static_cast<http::Method>(i)) == wanted.method) message.method = static_cast<http::Method>(i);
    }
    message.method_text = http::text(message.method);
    message.target = wanted.url;
    const std::size_t mark = wanted.url.find('?');
    message.path = message.target.substr(0, mark);
    if (mark != std::string::npos) message.query = message.target.substr(mark + 1);
    message.authority = "test.local";
    message.headers.append("host", "test.local");
    message.headers.append("origin", "https://test.local");
    message.headers.append("sec-fetch-site", "same-origin");
    for (const FetchField& field : wanted.fields) message.headers.append_copy(field.name, field.value);
    std::string jar;
    for (const auto& [name, value] : cookies_) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) message.headers.append("cookie", jar);
    message.body = http::Body::borrowed(wanted.body);

    ++served_;
    http::Response response = co_await service_(message);
    FetchResponse answer{.status = http::code(response.status)};
    for (const http::Headers::Field& field : response.headers) {
        std::string name(field.name);
        for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (name == "set-cookie") {  // scripts do not see it
            keep_cookie(field.value);
            continue;
        }
        answer.fields.push_back({std::move(name), std::string(field.value)});
    }
    if (!http::has_no_content(response.status)) answer.body = co_await response.body.collect(wanted.body_limit);
    co_return answer;
}

void ServiceTransport::keep_cookie(std::string_view field) {
    const std::string_view pair = field.substr(0, field.find(';'));
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) return;
    std::string& value = cookies_[std::string(pair.substr(0, equals))];
    value = pair.substr(equals + 1);
    if (field.find("Max-Age=0") != field.npos) cookies_.erase(std::string(pair.substr(0, equals)));
}

}  // namespace kaon::inline v0
