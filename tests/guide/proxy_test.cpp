// What docs/guide/deploying.md shows of programs behind a proxy.
#include <gtest/gtest.h>

#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

std::string home(Peer peer) { return peer->text(); }

// snippet: behind
Task<Service> start() {
    const http::Network proxy = co_await http::Network::parse("127.0.0.1");
    co_return co_await Router{
        get<"/">(home),
        layer(forwarded({.proxies = {proxy}}), trace(), https_only({.hosts = {"guestbook.example"}})),
    }
        .build();
}
// end

std::string log_in() { return "welcome"; }

// snippet: limits
Router<> limited(http::Network proxy) {
    return Router{
        get<"/">(home),
        post<"/login">(log_in, rate_limit({.requests = 5, .per = 1min, .name = "login"})),
        layer(forwarded({.proxies = {proxy}}), rate_limit({.requests = 300, .per = 1min, .burst = 50})),
    };
}
// end

}  // namespace

TEST(guide, limits_count_clients_and_not_their_proxy) {
    TestClient client(limited(http::Network::parse("127.0.0.1").value()).build().value());
    const auto ask = [&](std::string_view address) {
        return client.post("/login").header("x-forwarded-for", address).send().code();
    };
    for (int i = 0; i < 5; ++i) EXPECT_EQ(ask("203.0.113.7"), 200);
    EXPECT_EQ(ask("203.0.113.7"), 429);
    EXPECT_EQ(ask("203.0.113.8"), 200);
}

TEST(guide, a_program_behind_a_proxy_starts) {
    TestLoop loop;
    Result<Service> service = loop.run(start());
    ASSERT_TRUE(service.has_value());
    TestClient client(*service);
    const TestResponse response = client.get("/").header("host", "guestbook.example").send();
    EXPECT_EQ(response.header("location"), "https://guestbook.example/");
    const TestResponse secure = client.get("/")
                                    .header("host", "guestbook.example")
                                    .header("x-forwarded-proto", "https")
                                    .header("x-forwarded-for", "203.0.113.7")
                                    .send();
    EXPECT_EQ(secure.text(), "203.0.113.7");
}
