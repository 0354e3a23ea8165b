// Which fields are trailers.
#include <gtest/gtest.h>

#include "kaon/http/trailers.hpp"

using kaon::http::may_be_trailer;

TEST(trailers, are_fields_that_nobody_needs_before_the_content) {
    for (const char* good : {"content-digest", "Repr-Digest", "grpc-status", "server-timing", "etag", "x-checksum", "i",
                             "if", "content", "secret", "hostname", "ifx"}) {
        EXPECT_TRUE(may_be_trailer(good)) << good;
    }
    for (const char* bad : {"content-length",
                            "Transfer-Encoding",
                            "HOST",
                            "Trailer",
                            "te",
                            "Authorization",
                            "cookie",
                            "Set-Cookie",
                            "cache-control",
                            "content-type",
                            "Content-Encoding",
                            "content-range",
                            "if-match",
                            "If-None-Match",
                            "expect",
                            "range",
                            "connection",
                            "upgrade",
                            "Proxy-Authorization",
                            "Sec-WebSocket-Key",
                            "X-Forwarded-For",
                            "forwarded",
                            "origin",
                            "Access-Control-Allow-Origin",
                            "www-authenticate",
                            "date",
                            "location"}) {
        EXPECT_FALSE(may_be_trailer(bad)) << bad;
    }
}
