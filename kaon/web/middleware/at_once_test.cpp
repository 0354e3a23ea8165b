// Layers that are written twice, for handlers that wait for nothing and for others: both say the same.
#include <gtest/gtest.h>

#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

std::string whoami(Peer peer, Request& request) {
    return peer->text() + " " + std::string(request.message().scheme) + "://" +
           std::string(request.message().authority);
}

// What a POST gets that a handler without a Task answers, and then one with a Task.
template <class L>
std::pair<std::string, std::string> both(L layers, std::vector<std::pair<std::string_view, std::string_view>> fields) {
    TestClient client(Router{post<"/now">(whoami), post<"/task">([](Peer peer, Request& request) -> Task<std::string> {
                                 co_return whoami(peer, request);
                             }),
                             std::move(layers)}
                          .build()
                          .value());
    const auto ask = [&](std::string_view path) {
        ClientRequest request = client.post(path);
        for (const auto& [name, value] : fields) request.header(name, value);
        const TestResponse response = request.send();
        const std::string told = response.code() == 200 ? response.text() : response.header("location");
        return std::to_string(response.code()) + " " + told.substr(0, told.find(path));
    };
    return {ask("/now"), ask("/task")};
}

}  // namespace

TEST(layers, that_refuse_or_lead_do_so_at_once_and_around_a_task) {
    const auto expect_both = [](const auto& answers, std::string_view expected) {
        EXPECT_EQ(answers.first, expected) << "at once";
        EXPECT_EQ(answers.second, expected) << "around a task";
    };
    const auto hosts = [] { return layer(allowed_hosts({"example.org"})); };
    expect_both(both(hosts(), {{"Host", "evil.example"}}), "421 ");
    expect_both(both(hosts(), {{"Host", "example.org"}}), "200 127.0.0.1 http://example.org");

    expect_both(both(layer(same_origin()), {{"Origin", "https://evil.example"}}), "403 ");
    expect_both(both(layer(same_origin()), {{"Origin", "https://test.local"}}), "200 127.0.0.1 http://test.local");

    const auto https = [] { return layer(https_only({.hosts = {"example.org"}, .port = 8443})); };
    expect_both(both(https(), {{"Host", "example.org"}}), "308 https://example.org:8443");
    expect_both(both(https(), {{"Host", "evil.example"}}), "421 ");

    const auto proxied = [](std::string_view proxy) {
        return layer(forwarded({.proxies = {http::Network::parse(proxy).value()}}),
                     https_only({.hosts = {"a.example"}}));
    };
    expect_both(
        both(proxied("127.0.0.1"),
             {{"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "a.example"}}),
        "200 203.0.113.7 https://a.example");
    expect_both(both(proxied("10.0.0.0/8"), {{"Host", "a.example"}, {"X-Forwarded-Proto", "https"}}),
                "308 https://a.example");
}

}  // namespace kaon::inline v0
