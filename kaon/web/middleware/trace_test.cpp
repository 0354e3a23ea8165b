// trace: a line for each request, and whose fault a failure is.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/middleware/trace.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

using namespace literals;

TEST(trace, does_not_blame_the_server_for_clients_that_leave) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient c(Router{get<"/">([]() -> Task<std::string> {
                            co_await kaon::sleep(60s);
                            co_return "late";
                        }),
                        layer(trace())}
                     .build()
                     .value());
    c.loop().cancel_after(1s);
    c.get("/").send();
    ASSERT_EQ(recorder.entries().size(), 1u);
    EXPECT_EQ(recorder.entries()[0].level, telemetry::Level::info);
    EXPECT_EQ(recorder.entries()[0].field("client_gone"), "true");
}

TEST(trace, logs_every_request_by_route) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient c(
        Router{get<"/u/{id}">([](Path<int>) { return "12345"; }), layer(trace(), request_id())}.build().value());
    auto r = c.get("/u/7?token=secret").send();
    c.get("/nowhere").send();
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].field("route"), "/u/{id}");
    EXPECT_EQ(entries[0].field("status"), "200");
    EXPECT_EQ(entries[0].field("bytes"), "5");
    EXPECT_EQ(entries[0].field("client"), "127.0.0.1");
    EXPECT_EQ(entries[0].field("id"), r.header("x-request-id"));
    EXPECT_EQ(entries[1].field("status"), "404");
}

TEST(trace, names_the_client_that_a_trusted_proxy_tells) {
    const auto client_of = [](std::string_view proxy) {
        telemetry::Recorder recorder;
        auto installed = telemetry::install(recorder, telemetry::Level::info);
        TestClient c(Router{get<"/">([] { return "x"; }),
                            layer(forwarded({.proxies = {http::Network::parse(proxy).value()}}), trace())}
                         .build()
                         .value());
        c.get("/").header("X-Forwarded-For", "2001:db8::7").send();
        return recorder.entries().at(0).field("client");
    };
    EXPECT_EQ(client_of("127.0.0.1"), "2001:db8::7");
    EXPECT_EQ(client_of("10.0.0.0/8"), "127.0.0.1") << "anybody may write the field";
}

}  // namespace
}  // namespace kaon::inline v0
