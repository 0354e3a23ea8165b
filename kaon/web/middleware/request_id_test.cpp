// request_id: told to the client, taken only when it may be.
#include <gtest/gtest.h>

#include "kaon/web/middleware/request_id.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TEST(request_id, takes_only_sane_ids_and_only_when_asked) {
    TestClient strict(Router{get<"/">([] { return "x"; }), layer(request_id())}.build().value());
    TestClient proxy(
        Router{get<"/">([] { return "x"; }), layer(request_id({.incoming = IncomingId::accept}))}.build().value());
    EXPECT_NE(strict.get("/").header("x-request-id", "abcdefgh-1").send().header("x-request-id"), "abcdefgh-1");
    EXPECT_EQ(proxy.get("/").header("x-request-id", "abcdefgh-1").send().header("x-request-id"), "abcdefgh-1");
    for (std::string_view bad : {"short", "has space here", "<script>alert(1)"}) {
        EXPECT_NE(proxy.get("/").header("x-request-id", bad).send().header("x-request-id"), bad);
    }
    EXPECT_NE(strict.get("/").send().header("x-request-id"), strict.get("/").send().header("x-request-id"));
}

}  // namespace
}  // namespace kaon::inline v0
