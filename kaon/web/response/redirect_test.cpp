// Redirect: where it may send a client.
#include <gtest/gtest.h>

#include "kaon/web/response/redirect.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

TEST(redirect, stays_on_this_site_unless_told_otherwise) {
    for (std::string_view bad :
         {"//evil", "/\\evil", "https://evil", "", "javascript:alert(1)", "/a b", "/\tx", "\\\\evil", "/a\n"}) {
        EXPECT_FALSE(Redirect::is_local(bad)) << bad;
    }
    EXPECT_TRUE(Redirect::is_local("/a?next=//b#c"));
    TestClient c(Router{get<"/a">([] { return Redirect::permanent("/b?x=1"); }),
                        get<"/b">([] { return Redirect::external("https://a.example/"); }),
                        get<"/c">([] { return Redirect::external("javascript:x"); })}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/a").send().code(), 308);
    EXPECT_EQ(c.get("/b").send().header("location"), "https://a.example/");
    EXPECT_EQ(c.get("/c").send().code(), 500);
}

}  // namespace
}  // namespace kaon::inline v0
