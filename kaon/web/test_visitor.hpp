// TestVisitor: what tests' clients have of a browser: requests as a connection would have read them, and cookies.
//
//   web::TestVisitor visitor;
//   http::Request request;
//   visitor.ask(request, "GET", "/users?page=2");          // of "test.local", from 127.0.0.1
//   visitor.send_cookies(request.headers);
//   visitor.keep_cookies((co_await service(request)).headers);
//
// TestClient and ServiceTransport stand on it. Cookies are kept by name alone, whatever their path and age, until one
// comes with Max-Age=0. Threads: one thread's own.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kaon/http/message.hpp"

namespace kaon::inline v0::web {

class TestVisitor {
public:
    // Method, target, peer, Host. Lifetime: the request looks into both texts.
    static void ask(http::Request& request, std::string_view method, std::string_view target);
    void send_cookies(http::Headers& headers) const;
    // Those that a response sets or forgets.
    void keep_cookies(const http::Headers& headers);
    const std::map<std::string, std::string>& cookies() const { return cookies_; }

private:
    std::map<std::string, std::string> cookies_;
};

}  // namespace kaon::inline v0::web
