// Content types by the extensions of files.
#include <gtest/gtest.h>

#include "kaon/http/mime.hpp"

using namespace kaon::http;

TEST(mime, goes_by_the_extension_without_case) {
    EXPECT_EQ(content_type_of("a/b.css"), "text/css; charset=utf-8");
    EXPECT_EQ(content_type_of("INDEX.HTML"), "text/html; charset=utf-8");
    EXPECT_EQ(content_type_of("x.tar.gz"), "application/gzip");
    EXPECT_EQ(content_type_of("app.wasm"), "application/wasm");
    for (std::string_view path :
         {"", "plain", "dir.css/file", "a.", ".", "x.verylongextension", "x.unknown", "x.csss"}) {
        EXPECT_EQ(content_type_of(path), "application/octet-stream") << path;
    }
}
