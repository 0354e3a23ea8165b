// Errors as responses: problem+json (RFC 9457), or a small page for whoever prefers HTML.
//
//   {"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"...","instance":"urn:request:01h...",
//    "code":"unprocessable","errors":[{"field":"age","message":"must be at least 13"}]}
//
// All field errors at once. `code` is the error's own name, `kind` that of the library's code nearest to it when that
// is another one: server functions make the same Error of them again. What is the server's own fault (Errc::internal)
// tells the public nothing but the request's id; the log has the rest under the same id.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "kaon/base/error.hpp"
#include "kaon/http/message.hpp"

namespace kaon::inline v0 {
class Request;
}

namespace kaon::inline v0::web {

http::Response problem_response(const Error& error, const Request& request);

// Keeps what problem_response() would log of the server's own faults, on this thread while it lives: for TestClient.
// Where a sink takes the log, `is_logged` says so.
class FaultKeeper {
public:
    FaultKeeper() : before_(std::exchange(current_, this)) {}
    ~FaultKeeper() { current_ = before_; }
    FaultKeeper(const FaultKeeper&) = delete;
    FaultKeeper& operator=(const FaultKeeper&) = delete;

    std::string text;  // Error::describe_all()
    bool is_logged = false;

    static FaultKeeper* current() { return current_; }

private:
    static thread_local FaultKeeper* current_;
    FaultKeeper* before_;
};

// Whether the Accept field ranks HTML above JSON.
bool prefers_html(std::string_view accept);

}  // namespace kaon::inline v0::web
