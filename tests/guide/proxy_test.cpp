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

}  // namespace

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
