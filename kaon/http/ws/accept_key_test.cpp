// Keys against the RFC's example and values from another implementation.
#include <gtest/gtest.h>

#include "kaon/http/ws/accept_key.hpp"

namespace kaon::inline v0::http::ws {

TEST(ws_accept_key, a_key_is_answered_with_the_hash_that_the_rfc_asks_for) {
    EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(accept_key("x3JJHMbDL1EzLkh9GBhXDw=="), "HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
    EXPECT_EQ(accept_key("AAAAAAAAAAAAAAAAAAAAAA=="), "ICX+Yqv66kxgM0FcWaLWlFLwTAI=");
}

TEST(ws_accept_key, a_key_is_sixteen_bytes_in_base64) {
    EXPECT_TRUE(is_key("dGhlIHNhbXBsZSBub25jZQ=="));
    for (std::string_view bad : {"", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=a",
                                 "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZWU=", "dGhlIHNhbXBsZSBub25jZQ==="}) {
        EXPECT_FALSE(is_key(bad)) << bad;
    }
}

}  // namespace kaon::inline v0::http::ws
