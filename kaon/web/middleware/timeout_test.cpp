// timeout: 503, the handler ended, the words in answer and log.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/middleware/timeout.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

using namespace literals;

TEST(timeout, answers_503_and_ends_the_handler) {
    static bool ended;
    struct AtEnd {
        ~AtEnd() { ended = true; }
    };
    TestClient c(Router{get<"/slow">([]() -> Task<std::string> {
                            AtEnd at_end;
                            co_await kaon::sleep(10s);
                            co_return "late";
                        }),
                        get<"/fast">([] { return "fast"; }), layer(timeout(5s))}
                     .build()
                     .value());
    ended = false;
    auto r = c.get("/slow").send();
    EXPECT_EQ(r.code(), 503);
    EXPECT_TRUE(ended);
    EXPECT_EQ(c.get("/fast").send().text(), "fast");
}

TEST(timeout, says_in_answer_and_log_that_the_time_is_over) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    const auto slow = []() -> Task<std::string> {
        co_await kaon::sleep(10s);
        co_return "late";
    };
    TestClient c(
        Router{get<"/inner">(slow, timeout(5s)), get<"/outer">(slow), layer(timeout(6s), trace())}.build().value());
    for (std::string_view path : {"/inner", "/outer"}) {
        recorder.clear();
        const auto r = c.get(path).send();
        EXPECT_EQ(r.code(), 503);
        EXPECT_NE(r.text().find(R"("detail":"It took too long.")"), std::string::npos) << r.text();
        EXPECT_NE(r.text().find(R"("code":"timeout")"), std::string::npos) << r.text();
        const auto entries = recorder.entries();
        ASSERT_EQ(entries.size(), 2u) << path;
        EXPECT_EQ(entries[0].message, "request failed");
        EXPECT_EQ(entries[0].field("error").substr(0, 7), "timeout") << entries[0].field("error");
        EXPECT_EQ(entries[1].message, "request");
        EXPECT_EQ(entries[1].level, telemetry::Level::error);
        EXPECT_EQ(entries[1].field("client_gone"), "false");
    }
}

Task<void> wait_long() { co_await kaon::sleep(10s); }

TEST(timeout, hears_a_handler_that_answers_nevertheless) {
    TestClient c(Router{get<"/">([]() -> Task<std::string> {
                            co_await kaon::shield(wait_long());
                            co_return "done";
                        }),
                        layer(timeout(5s))}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/").send().text(), "done");
}

}  // namespace
}  // namespace kaon::inline v0
