// body_limit: 413 before the handler runs.
#include <gtest/gtest.h>

#include "kaon/web/middleware/body_limit.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TEST(body_limit, refuses_before_the_handler_whatever_it_takes) {
    TestClient c(Router{post<"/">([](Result<Text> text) { return text ? "read" : "refused"; }), layer(body_limit(10))}
                     .build()
                     .value());
    EXPECT_EQ(c.post("/").body("0123456789", "text/plain").send().text(), "read");
    EXPECT_EQ(c.post("/").body("0123456789x", "text/plain").send().code(), 413);
    EXPECT_EQ(c.post("/").body("0123456789x", "text/plain").in_pieces_of(4).send().code(), 413);
}

}  // namespace
}  // namespace kaon::inline v0
