// Runs the service, collects the body, and tells whoever reads the test's output what went wrong.
#include "kaon/web/test_client.hpp"

#include <cstdio>

#include "kaon/http/uri.hpp"
#include "kaon/web/problem.hpp"

namespace kaon::inline v0 {

namespace {

constexpr std::uint64_t no_limit = UINT64_MAX;

Stream<std::string> pieces(std::string bytes, std::size_t size) {
    for (std::size_t at = 0; at < bytes.size(); at += size) co_yield bytes.substr(at, size);
}

struct Exchange {
    http::Response response;
    std::string text;
};

// As a server does it.
Task<Exchange> exchange(const Service& service, http::Request& request) {
    Exchange e;
    auto task = service.start(request, co_await current_context(), e.response);
    if (task) e.response = co_await *std::move(task);
    const bool silent = request.method == http::Method::head || http::has_no_content(e.response.status);
    if (!silent) e.text = co_await e.response.body.collect(no_limit);
    co_return e;
}

// Beside the failed expectation, which shows no more than the status.
void say_fault(const http::Request& request, const TestResponse& response) {
    const std::string line = std::string(request.method_text) + " " + std::string(request.target) + " answered " +
                             std::to_string(response.code()) + ": " + response.error() + "\n";
    std::fputs(line.c_str(), stderr);
}

}  // namespace

ClientRequest& ClientRequest::header(std::string_view name, std::string_view value) {
    fields_.emplace_back(name, value);
    return *this;
}

ClientRequest& ClientRequest::body(std::string bytes, std::string_view content_type) {
    body_ = std::move(bytes);
    return header("content-type", content_type);
}

ClientRequest& ClientRequest::form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        text += http::encode_form(name) + "=" + http::encode_form(value);
    }
    return body(std::move(text), "application/x-www-form-urlencoded");
}

ClientRequest& ClientRequest::in_pieces_of(std::size_t size) {
    piece_ = size;
    return *this;
}

TestResponse ClientRequest::send() { return client_.send(*this); }

TestResponse TestClient::send(ClientRequest& wanted) {
    http::Request message;
    web::TestVisitor::ask(message, http::text(wanted.method_), wanted.target_);
    for (const auto& [name, value] : wanted.fields_) {
        if (http::equals_ignoring_case(name, "host")) {
            message.headers.remove("host");
            message.authority = value;
        }
        message.headers.append_copy(name, value);
    }
    visitor_.send_cookies(message.headers);
    if (wanted.piece_) message.body = http::Body::stream(pieces(wanted.body_, wanted.piece_));
    else message.body = http::Body::borrowed(wanted.body_);

    TestResponse out;
    web::FaultKeeper fault;
    Result<Exchange> done = loop_.run(exchange(service_, message));
    if (!done) {  // a service never fails; its streamed body may
        out.status_ = http::Status::internal_server_error;
        out.error_ = out.text_ = done.error().describe_all();
    } else {
        out.status_ = done->response.status;
        out.headers_ = done->response.headers.copy();  // layers lend theirs, and the test may outlive the service
        out.text_ = std::move(done->text);
        out.error_ = std::move(fault.text);
        visitor_.keep_cookies(out.headers_);
    }
    if (!out.error_.empty() && !fault.is_logged) say_fault(message, out);
    return out;
}

}  // namespace kaon::inline v0
