// What a test is told of a request that went wrong, and the cookies that it keeps.
#include <gtest/gtest.h>

#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TestClient client() {
    return TestClient(Router{
        get<"/broken">([]() -> Result<std::string> {
            return Error(Errc::internal, "not for everyone").with_detail("no such table: links");
        }),
        get<"/busy">([]() -> Result<std::string> { return Error(Errc::unavailable).with_detail("3 wait"); }),
        get<"/wrong">([]() -> Result<std::string> { return Error(Errc::invalid).with_detail("a secret"); }),
    }
                          .build()
                          .value());
}

}  // namespace

TEST(test_client, shows_the_private_part_of_the_servers_own_faults) {
    TestClient c = client();
    testing::internal::CaptureStderr();
    const TestResponse broken = c.get("/broken?x=1").send();
    EXPECT_EQ(broken.error().find("internal: not for everyone (no such table: links) at test_client_test.cpp:"), 0u);
    EXPECT_EQ(broken.text().find("links"), std::string::npos) << "the public learns nothing";
    EXPECT_EQ(c.get("/wrong").send().error(), "");
    EXPECT_NE(c.get("/busy").send().error().find("3 wait"), std::string::npos);
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_EQ(said.find("GET /broken?x=1 answered 500: internal: not for everyone (no such table: links) at "), 0u);
    EXPECT_NE(said.find("\nGET /busy answered 503: "), std::string::npos);
    EXPECT_EQ(said.find("secret"), std::string::npos);
}

TEST(test_client, leaves_faults_to_the_log_where_a_sink_takes_it) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::info);
    testing::internal::CaptureStderr();
    EXPECT_NE(client().get("/broken").send().error(), "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_FALSE(recorder.entries().empty());
}

TEST(test_client, gives_responses_that_outlive_it) {
    const auto response = [] {
        TestClient c(
            Router{get<"/">([] { return "hello"; }),
                   layer(security_headers({.referrer_policy = "same-origin, strict-origin-when-cross-origin"}))}
                .build()
                .value());
        return c.get("/").send();
    }();
    EXPECT_EQ(response.header("referrer-policy"), "same-origin, strict-origin-when-cross-origin");
}

TEST(test_client, keeps_cookies_by_name_until_they_are_forgotten) {
    TestClient c(Router{
        get<"/set">([] {
            return std::tuple{SetCookie{.name = "a", .value = "1"}, SetCookie{.name = "b", .value = "Max-Age=0"},
                              "set"};
        }),
        get<"/forget">([] { return std::pair{SetCookie{.name = "a", .value = "", .max_age = 0s}, "forgotten"}; }),
        get<"/sent">([](Request& request) { return std::string(request.header("cookie").value_or("none")); }),
    }
                     .build()
                     .value());
    EXPECT_EQ(c.get("/sent").send().text(), "none");
    EXPECT_EQ(c.get("/set").send().text(), "set");
    EXPECT_EQ(c.get("/sent").send().text(), "a=1; b=Max-Age=0");
    EXPECT_EQ(c.get("/forget").send().text(), "forgotten");
    EXPECT_EQ(c.get("/sent").send().text(), "b=Max-Age=0");
    EXPECT_EQ(c.cookies().size(), 1u);
}

TEST(test_client, statuses_are_readable_in_failed_expectations) {
    EXPECT_EQ(testing::PrintToString(http::Status::internal_server_error), "500 Internal Server Error");
    EXPECT_EQ(testing::PrintToString(client().get("/none").send().status()), "404 Not Found");
}

}  // namespace kaon::inline v0
