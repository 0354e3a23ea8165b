// rate_limit: who is limited, when the next request is answered, what the fields say; all in virtual time.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/web/middleware/rate_limit.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

// The test client is a proxy that everybody trusts here.
TestClient limited(RateLimitOptions options, http::ForwardedBy by = http::ForwardedBy::x_forwarded) {
    return TestClient(Router{get<"/">([] { return "ok"; }), get<"/late">([]() -> Task<std::string> { co_return "ok"; }),
                             layer(forwarded({.proxies = {http::Network::parse("127.0.0.1").value()}, .by = by}),
                                   rate_limit(std::move(options)))}
                          .build()
                          .value());
}

TestResponse ask(TestClient& client, std::string_view address, std::string_view path = "/") {
    return client.get(path).header("x-forwarded-for", address).send();
}

void pass(TestClient& client, Duration time) {
    EXPECT_TRUE(client.loop().run([](Duration t) -> Task<void> { co_await sleep(t); }(time)).has_value());
}

}  // namespace

TEST(rate_limit, answers_429_above_the_limit_and_says_when_to_come_again) {
    for (const std::string_view path : {"/", "/late"}) {
        TestClient client = limited({.requests = 3, .per = 60s});
        for (const char* left : {"2", "1", "0"}) {
            const TestResponse answer = ask(client, "192.0.2.1", path);
            EXPECT_EQ(answer.code(), 200);
            EXPECT_EQ(answer.header("ratelimit-policy"), "\"default\";q=3;w=60");
            EXPECT_TRUE(answer.header("ratelimit").starts_with(std::string("\"default\";r=") + left + ";t="));
        }
        const TestResponse refused = ask(client, "192.0.2.1", path);
        EXPECT_EQ(refused.code(), 429);
        EXPECT_EQ(refused.header("retry-after"), "20");
        EXPECT_EQ(refused.header("ratelimit"), "\"default\";r=0;t=60");
        EXPECT_EQ(refused.header("content-type"), "application/problem+json");
        EXPECT_NE(refused.text().find("too_many"), std::string::npos);
        pass(client, 19s);
        EXPECT_EQ(ask(client, "192.0.2.1", path).header("retry-after"), "1");
        pass(client, 1s);
        EXPECT_EQ(ask(client, "192.0.2.1", path).code(), 200) << "one token came back";
        EXPECT_EQ(ask(client, "192.0.2.1", path).code(), 429);
        pass(client, 600s);
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(ask(client, "192.0.2.1", path).code(), 200) << "never more than the burst";
        EXPECT_EQ(ask(client, "192.0.2.1", path).code(), 429);
    }
}

TEST(rate_limit, counts_each_address_and_each_ipv6_network_by_itself) {
    TestClient client = limited({.requests = 1});
    for (const char* address : {"192.0.2.1", "192.0.2.2", "2001:db8:0:1::1", "2001:db8:0:2::1"}) {
        EXPECT_EQ(ask(client, address).code(), 200) << address;
        EXPECT_EQ(ask(client, address).code(), 429) << address;
    }
    EXPECT_EQ(ask(client, "2001:db8:0:1:ffff::9").code(), 429) << "of a network that has had its share";
}

TEST(rate_limit, believes_no_field_that_no_trusted_proxy_wrote) {
    TestClient client(Router{get<"/">([] { return "ok"; }), layer(rate_limit({.requests = 1}))}.build().value());
    EXPECT_EQ(ask(client, "192.0.2.1").code(), 200);
    EXPECT_EQ(ask(client, "192.0.2.2").code(), 429) << "it is the same peer";
}

TEST(rate_limit, lets_as_many_at_once_as_the_burst_says) {
    TestClient client = limited({.requests = 60, .per = 60s, .burst = 2});
    EXPECT_EQ(ask(client, "192.0.2.1").code(), 200);
    EXPECT_EQ(ask(client, "192.0.2.1").code(), 200);
    EXPECT_EQ(ask(client, "192.0.2.1").header("retry-after"), "1");
    for (int i = 0; i < 5; ++i) {
        pass(client, 1s);
        EXPECT_EQ(ask(client, "192.0.2.1").code(), 200);
    }
}

TEST(rate_limit, leaves_those_alone_who_are_exempt_or_have_no_name) {
    TestClient inside = limited({.requests = 1, .exempt = {http::Network::parse("10.0.0.0/8").value()}});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(inside, "10.1.2.3").code(), 200);
    EXPECT_EQ(ask(inside, "10.1.2.3").header("ratelimit"), "");
    const auto key = [](const Request& request) { return std::string(request.header("x-key").value_or("")); };
    TestClient keyed = limited({.requests = 1, .by = key});
    const auto with = [&](std::string_view k) { return keyed.get("/").header("x-key", k).send().code(); };
    EXPECT_EQ(with("ada"), 200);
    EXPECT_EQ(with("ada"), 429);
    EXPECT_EQ(with("bob"), 200);
    EXPECT_EQ(ask(keyed, "192.0.2.1").code(), 200);
    EXPECT_EQ(ask(keyed, "192.0.2.1").code(), 200) << "without a key";
}

TEST(rate_limit, of_a_route_stands_within_that_of_all) {
    TestClient client(Router{get<"/">([] { return "ok"; }),
                             post<"/login">([] { return "in"; }, rate_limit({.requests = 1, .name = "log in"})),
                             layer(rate_limit({.requests = 3, .name = "all"}))}
                          .build()
                          .value());
    const TestResponse first = client.post("/login").send();
    EXPECT_EQ(first.code(), 200);
    std::string policies;
    for (const auto& field : first.headers()) {
        if (field.name == "ratelimit-policy") policies += std::string(field.value) + " ";
    }
    EXPECT_EQ(policies, "\"log_in\";q=1;w=60 \"all\";q=3;w=60 ");
    EXPECT_EQ(client.post("/login").send().code(), 429);
    EXPECT_EQ(client.get("/").send().code(), 200);
    EXPECT_EQ(client.get("/").send().code(), 429);
}

}  // namespace kaon::inline v0
