// same_origin: what other sites made a browser send, and what the log says of it.
#include <gtest/gtest.h>

#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/middleware/same_origin.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TEST(same_origin, refuses_what_another_site_sent) {
    TestClient c(Router{post<"/">([] { return "done"; }), get<"/">([] { return "x"; }),
                        layer(same_origin({.trusted = {"https://admin.example"}}))}
                     .build()
                     .value());
    const struct {
        std::string_view name;
        std::string_view value;
        int code;
    } cases[] = {
        {"sec-fetch-site", "same-origin", 200},
        {"sec-fetch-site", "none", 200},
        {"sec-fetch-site", "cross-site", 403},
        {"sec-fetch-site", "same-site", 403},
        {"sec-fetch-site", "junk", 403},
        {"origin", "http://test.local", 200},
        {"origin", "https://TEST.local", 200},
        {"origin", "https://evil.example", 403},
        {"origin", "null", 403},
        {"origin", "https://test.local.evil", 403},
        {"origin", "https://admin.example", 200},
        {"x-nothing", "1", 200},
    };
    for (const auto& test : cases) {
        EXPECT_EQ(c.post("/").header(test.name, test.value).send().code(), test.code) << test.name << " " << test.value;
    }
    EXPECT_EQ(c.get("/").header("sec-fetch-site", "cross-site").send().code(), 200);
    EXPECT_EQ(
        c.post("/").header("sec-fetch-site", "cross-site").header("origin", "https://admin.example").send().code(),
        200);
}

TEST(same_origin, logs_what_it_compared_and_the_remedy) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient c(Router{post<"/">([] { return "done"; }), layer(same_origin())}.build().value());
    c.post("/").header("origin", "http://test.local:8080").send();
    c.post("/").header("origin", "https://evil.example").header("sec-fetch-site", "cross-site").send();
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].field("origin"), "http://test.local:8080");
    EXPECT_EQ(entries[0].field("host"), "test.local");
    EXPECT_NE(entries[0].message.find("proxy_set_header Host $http_host"), std::string::npos);
    EXPECT_EQ(entries[1].field("origin"), "https://evil.example");
    EXPECT_EQ(entries[1].field("sec_fetch_site"), "cross-site");
    EXPECT_NE(entries[1].message.find(".trusted"), std::string::npos);
    c.post("/").header("origin", "http://test.local").send();
    EXPECT_EQ(recorder.entries().size(), 2u) << "says nothing of what passes";
}

}  // namespace
}  // namespace kaon::inline v0
