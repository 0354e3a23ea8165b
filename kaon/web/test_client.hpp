// TestClient: asks a Service in process, without a socket, on a loop whose time is virtual.
//
//   TestClient client(service);
//   auto r = client.post("/users").json(R"({"name": "ada"})").send();
//   EXPECT_EQ(r.status(), http::Status::created);
//   EXPECT_EQ(r.json<User>().value().name, "ada");
//
// What went wrong inside a request that is answered with 500 or above is written to stderr, with its private detail and
// its place, unless a sink of telemetry takes the log; error() has it too.
//
// Cookies that a response sets are sent from then on. A HEAD response has no text, as on the wire. Threads: one
// thread's own. Lifetime: a ClientRequest is sent while its client lives.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaon/coro/test_loop.hpp"
#include "kaon/http/message.hpp"
#include "kaon/json/read.hpp"
#include "kaon/web/service.hpp"
#include "kaon/web/test_visitor.hpp"

namespace kaon::inline v0 {

class TestClient;

class TestResponse {
public:
    http::Status status() const { return status_; }
    int code() const { return http::code(status_); }
    const std::string& text() const { return text_; }
    const http::Headers& headers() const { return headers_; }
    // Error::describe_all() of an answer from 500 on: for the log, not for the public. Else empty.
    const std::string& error() const { return error_; }
    // Empty when there is no such field.
    std::string header(std::string_view name) const { return std::string(headers_.get(name).value_or("")); }
    template <class T>
    Result<T> json() const {
        return json::read<T>(text_);
    }

private:
    friend TestClient;
    http::Status status_ = http::Status::ok;
    http::Headers headers_;
    std::string text_;
    std::string error_;
};

class ClientRequest {
public:
    // "Host" takes the place of "test.local".
    ClientRequest& header(std::string_view name, std::string_view value);
    ClientRequest& body(std::string bytes, std::string_view content_type);
    ClientRequest& json(std::string text) { return body(std::move(text), "application/json"); }
    ClientRequest& form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);
    // The body arrives in pieces of this size, as from a connection.
    ClientRequest& in_pieces_of(std::size_t size);
    TestResponse send();

private:
    friend TestClient;
    ClientRequest(TestClient& client, http::Method method, std::string_view target)
        : client_(client), method_(method), target_(target) {}

    TestClient& client_;
    http::Method method_;
    std::string target_;
    std::vector<std::pair<std::string, std::string>> fields_;
    std::string body_;
    std::size_t piece_ = 0;
};

class TestClient {
public:
    explicit TestClient(Service service) : service_(std::move(service)) {}

    ClientRequest get(std::string_view target) { return {*this, http::Method::get, target}; }
    ClientRequest head(std::string_view target) { return {*this, http::Method::head, target}; }
    ClientRequest post(std::string_view target) { return {*this, http::Method::post, target}; }
    ClientRequest put(std::string_view target) { return {*this, http::Method::put, target}; }
    ClientRequest patch(std::string_view target) { return {*this, http::Method::patch, target}; }
    ClientRequest del(std::string_view target) { return {*this, http::Method::del, target}; }
    ClientRequest request(http::Method method, std::string_view target) { return {*this, method, target}; }

    const std::map<std::string, std::string>& cookies() const { return visitor_.cookies(); }
    TestLoop& loop() { return loop_; }
    const Service& service() const { return service_; }

private:
    friend ClientRequest;
    TestResponse send(ClientRequest& request);

    Service service_;
    TestLoop loop_;
    web::TestVisitor visitor_;
};

}  // namespace kaon::inline v0
