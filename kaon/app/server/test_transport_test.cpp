// ServiceTransport: what a service sees of a fetch, and what a script sees of its answer.
#include <gtest/gtest.h>

#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

// Answers with what it saw.
std::string tell(Request& request) {
    const http::Request& message = request.message();
    return std::string(message.method_text) + ' ' + std::string(request.path()) + " ?" + std::string(message.query) +
           ' ' + std::string(request.header("cookie").value_or("no cookie")) + ' ' +
           std::string(request.header("sec-fetch-site").value_or(""));
}

struct World {
    TestLoop loop;
    ServiceTransport server{*Router{
        any<"/tell/{*rest}">(tell),
        post<"/login">([] { return std::pair{SetCookie{.name = "sid", .value = "17"}, "in"}; }),
        post<"/logout">([] { return std::pair{SetCookie{.name = "sid", .value = "", .max_age = 0s}, "out"}; }),
    }
                                 .build()};
    browser::Installed browser{{.core = &loop, .transport = &server}};

    FetchResponse fetch(std::string method, std::string url) {
        return *loop.run(kaon::fetch({.method = std::move(method), .url = std::move(url)}));
    }
};

}  // namespace

TEST(service_transport, carries_the_request_as_a_page_of_the_site_sends_it) {
    World w;
    EXPECT_EQ(w.fetch("GET", "/tell/a%20b?c=d?").body, "GET /tell/a%20b ?c=d? no cookie same-origin");
    EXPECT_EQ(w.fetch("PURGE", "/tell/a").body, "PURGE /tell/a ? no cookie same-origin");
    EXPECT_EQ(w.server.served(), 2);
}

TEST(service_transport, gives_no_body_for_head) {
    World w;
    const FetchResponse head = w.fetch("HEAD", "/tell/a");
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.body, "");
}

TEST(service_transport, keeps_cookies_and_hides_them_from_scripts) {
    World w;
    const FetchResponse login = w.fetch("POST", "/login");
    EXPECT_EQ(login.body, "in");
    EXPECT_FALSE(login.field("set-cookie"));
    EXPECT_EQ(w.fetch("GET", "/tell/a").body, "GET /tell/a ? sid=17 same-origin");
    w.fetch("POST", "/logout");
    EXPECT_EQ(w.fetch("GET", "/tell/a").body, "GET /tell/a ? no cookie same-origin");
}
