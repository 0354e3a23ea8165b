// security_headers: on every response, unless the handler says otherwise.
#include <gtest/gtest.h>

#include "kaon/web/middleware/security_headers.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TEST(security_headers, are_on_errors_too_and_give_way) {
    TestClient c(Router{get<"/">([] { return std::pair{SetHeader{"content-security-policy", "own"}, "x"}; }),
                        layer(security_headers())}
                     .build()
                     .value());
    const auto own = c.get("/").send();
    int policies = 0;
    for (const auto& [name, value] : own.headers())
        policies += http::equals_ignoring_case(name, "content-security-policy");
    EXPECT_EQ(own.header("content-security-policy"), "own");
    EXPECT_EQ(policies, 1) << "and no second one beside it";
    auto r = c.get("/nope").send();
    EXPECT_NE(r.header("content-security-policy").find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(r.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(r.header("strict-transport-security"), "");
}

}  // namespace
}  // namespace kaon::inline v0
