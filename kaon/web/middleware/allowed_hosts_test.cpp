// allowed_hosts: which hosts pass, what the others are told, what the log says.
#include <gtest/gtest.h>

#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/middleware/allowed_hosts.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TEST(allowed_hosts, answers_for_the_named_hosts_only) {
    const AllowedHosts hosts = allowed_hosts({"example.org", "*.example.net", "localhost:3000", "[::1]", "10.0.0.1"});
    for (const char* good : {"example.org", "EXAMPLE.org", "example.org.", "example.org:8080", "a.example.net",
                             "a.b.Example.NET:1", "localhost:3000", "[::1]", "[::1]:80", "10.0.0.1"}) {
        EXPECT_TRUE(hosts.allows(good)) << good;
    }
    for (const char* bad : {"", ".", "example.org.evil", "xexample.org", "example", "www.example.org", "example.net",
                            ".example.net", "xexample.net", "example.net.evil", "localhost", "localhost:3001",
                            "localhost:30000", "[::2]", "::1", "10.0.0.1.evil", "10.0.0.10", "example.org..", ":80"}) {
        EXPECT_FALSE(hosts.allows(bad)) << bad;
    }
    EXPECT_FALSE(allowed_hosts({}).allows("example.org")) << "no host is named";
}

TEST(allowed_hosts, refuses_others_before_the_handler_runs_and_logs_the_remedy) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    int calls = 0;
    TestClient client(Router{post<"/">([&calls] {
                                 ++calls;
                                 return "done";
                             }),
                             layer(allowed_hosts({"example.org"}))}
                          .build()
                          .value());
    EXPECT_EQ(client.post("/").header("Host", "example.org:3000").send().text(), "done");
    const TestResponse refused = client.post("/").header("host", "evil.example").send();
    EXPECT_EQ(refused.code(), 421);
    EXPECT_NE(refused.text().find("misdirected"), std::string::npos) << refused.text();
    EXPECT_EQ(client.get("/no/such/page").header("host", "evil.example").send().code(), 421) << "whatever the path";
    EXPECT_EQ(calls, 1);
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].field("host"), "evil.example");
    EXPECT_NE(entries[0].message.find("allowed_hosts({...})"), std::string::npos);
}

}  // namespace
}  // namespace kaon::inline v0
