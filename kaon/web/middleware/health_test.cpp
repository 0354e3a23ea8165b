// health and ready: what passes, and the names of what does not.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/web/middleware/health.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

using namespace literals;

TEST(health, names_the_failing_checks) {
    TestClient c(Router{
        get<"/health">(health()),
        get<"/ready">(ready({{"good", []() -> Task<> { co_return; }},
                             {"bad", []() -> Task<> { co_await Error(Errc::unavailable, "secret"); }},
                             {"stuck", []() -> Task<> { co_await kaon::sleep(60s); }}})),
    }
                     .build()
                     .value());
    EXPECT_EQ(c.get("/health").send().text(), R"({"status":"ok","failing":[]})");
    auto r = c.get("/ready").send();
    EXPECT_EQ(r.code(), 503);
    EXPECT_EQ(r.text(), R"({"status":"failing","failing":["bad","stuck"]})");
}

}  // namespace
}  // namespace kaon::inline v0
