// What the conformance tests talk to.
#include <charconv>

#include "kaon/coro/time.hpp"
#include "origin.hpp"

namespace kaon::inline v0::conformance {

namespace {

std::string list(const http::Headers& headers) {
    std::string text;
    for (const auto& [name, value] : headers) text.append(name).append("=").append(value) += '\n';
    return text;
}

// What a handler sees, a line for each part.
std::string describe(const http::Request& request) {
    std::string text = std::string(request.method_text) + "\n" + std::string(request.path) + "\n" +
                       std::string(request.query) + "\n" + std::string(request.authority) + "\n";
    return text + list(request.headers);
}

Stream<std::string> rows() {
    co_yield "first";
    co_yield "second";
}

Stream<std::string> summed(std::shared_ptr<http::Headers> trailers) {
    co_yield "rows";
    trailers->set("content-digest", "sha-256=:x:");
    trailers->set("content-type", "no/trailer");
}

http::Status status_of(std::string_view query) {
    unsigned code = 0;
    std::from_chars(query.data(), query.data() + query.size(), code);
    return static_cast<http::Status>(code);
}

}  // namespace

Task<http::Response> service(http::Request& request) {
    const std::string_view path = request.path;
    http::Response response;
    response.body = http::Body("hello");
    if (path == "/echo") {
        Result<std::string> content = co_await attempt(request.body.collect(1 << 20));
        if (content) response.body = http::Body(*std::move(content));
        else response.status = http::Status::bad_request;
    } else if (path == "/trailers") {
        const std::string content = co_await request.body.collect(1 << 20);
        response.body = http::Body(content + "\n" + list(request.trailers) + "--\n" + list(request.headers));
    } else if (path == "/hints") {
        http::Headers hints;
        hints.set("link", "</style.css>; rel=preload");
        request.send_early_hints(hints);
        if (request.query == "late") co_await sleep(30ms);
    } else if (path == "/seen") {
        response.body = http::Body(describe(request));
    } else if (path == "/late") {
        co_await sleep(30ms);
    } else if (path == "/rows") {
        response.body = http::Body::stream(rows());
    } else if (path == "/sums") {
        auto trailers = std::make_shared<http::Headers>();
        response.headers.set("trailer", "content-digest");
        response.body = http::Body::stream(summed(trailers)).with_trailers(trailers);
    } else if (path == "/status") {
        response.status = status_of(request.query);
    } else if (path != "/hello" && path != "/ignore" && path != "/" && path != "*") {
        response.status = http::Status::not_found;
    }
    co_return response;
}

}  // namespace kaon::inline v0::conformance
