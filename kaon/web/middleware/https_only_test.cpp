// https_only: where requests in the clear are led, whom nobody leads anywhere, what passes.
#include <gtest/gtest.h>

#include "kaon/web/middleware/https_only.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

// Stands for what knows the scheme: a TLS listener, or a layer that believes a proxy.
struct Came {
    std::string_view scheme;
    Task<http::Response> operator()(Request& request, Next next) const {
        request.message().scheme = scheme;
        co_return co_await next(request);
    }
};

Router<> site(HttpsOnly options, std::string_view scheme = "http") {
    return Router{any<"/{*path}">([](Path<std::string>) { return "served"; }),
                  layer(Came{scheme}, https_only(std::move(options)))};
}

std::string led(TestClient& client, std::string_view path, std::string_view host) {
    const TestResponse response = client.get(path).header("host", host).send();
    if (response.code() != 308) return std::to_string(response.code());
    return response.header("location");
}

TEST(https_only, leads_to_the_same_place_by_https) {
    TestClient client(site({.hosts = {"example.org", "*.example.org", "[::1]"}}).build().value());
    EXPECT_EQ(led(client, "/a/b?c=d&e=%2F", "example.org"), "https://example.org/a/b?c=d&e=%2F");
    EXPECT_EQ(led(client, "/", "www.Example.org:8080"), "https://www.Example.org/");
    EXPECT_EQ(led(client, "//evil.example/x", "example.org."), "https://example.org//evil.example/x");
    EXPECT_EQ(led(client, "/x", "[::1]:80"), "https://[::1]/x");
    EXPECT_EQ(client.post("/form").header("host", "example.org").send().code(), 308) << "with its method";
    TestClient high(site({.hosts = {"example.org"}, .port = 8443}).build().value());
    EXPECT_EQ(led(high, "/", "example.org:8080"), "https://example.org:8443/");
}

TEST(https_only, leads_nobody_to_a_host_of_the_senders_choice) {
    TestClient client(site({.hosts = {"example.org"}}).build().value());
    for (const char* host : {"evil.example", "example.org.evil.example", "evil.example:443", "xexample.org"})
        EXPECT_EQ(led(client, "/", host), "421") << host;
    TestClient nobody(site({}).build().value());
    EXPECT_EQ(led(nobody, "/", "example.org"), "421") << "no host is named";
}

TEST(https_only, lets_pass_what_came_by_https) {
    TestClient client(site({}, "https").build().value());
    const TestResponse response = client.get("/x").header("host", "anything.example").send();
    EXPECT_EQ(response.code(), 200);
    EXPECT_EQ(response.text(), "served");
}

}  // namespace
}  // namespace kaon::inline v0
