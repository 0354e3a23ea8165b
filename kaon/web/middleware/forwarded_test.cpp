// forwarded: what handlers and the layers below see of a request that came through a proxy.
#include <gtest/gtest.h>

#include "kaon/web/middleware/forwarded.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

std::string whoami(Peer peer, Request& request) {
    return peer->text() + " " + std::string(request.message().scheme) + "://" +
           std::string(request.message().authority);
}

// The test client's peer is 127.0.0.1.
Service behind(std::string_view proxy, http::ForwardedBy by = http::ForwardedBy::x_forwarded) {
    return Router{get<"/">(whoami), post<"/">(whoami),
                  layer(forwarded({.proxies = {http::Network::parse(proxy).value()}, .by = by}),
                        https_only({.hosts = {"example.org"}}), allowed_hosts({"example.org"}), same_origin())}
        .build()
        .value();
}

TEST(forwarded, handlers_and_layers_below_see_the_client_of_a_trusted_proxy) {
    TestClient client(behind("127.0.0.1"));
    const auto ask = [&] {
        return client.post("/")
            .header("Host", "10.0.0.1:3000")
            .header("Origin", "https://example.org")
            .header("X-Forwarded-For", "6.6.6.6, 203.0.113.7")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "example.org");
    };
    EXPECT_EQ(ask().send().text(), "203.0.113.7 https://example.org");
    EXPECT_EQ(client.get("/").header("X-Forwarded-Host", "example.org").send().code(), 308) << "in the clear";
    TestClient standard(behind("127.0.0.1", http::ForwardedBy::forwarded));
    EXPECT_EQ(standard.get("/").header("Forwarded", "for=203.0.113.7;proto=https;host=example.org").send().text(),
              "203.0.113.7 https://example.org");
}

TEST(forwarded, nobody_else_is_believed) {
    TestClient client(behind("10.0.0.0/8"));
    const TestResponse response = client.get("/")
                                      .header("Host", "example.org")
                                      .header("X-Forwarded-For", "10.0.0.1")
                                      .header("X-Forwarded-Proto", "https")
                                      .send();
    EXPECT_EQ(response.code(), 308) << "the scheme is the connection's";
}

}  // namespace
}  // namespace kaon::inline v0
