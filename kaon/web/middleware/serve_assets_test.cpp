// Embedded files by plain and by hashed name, in the form that the client prefers.
#include <gtest/gtest.h>

#include "kaon/web/middleware/serve_assets.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

constexpr Asset table[] = {
    {"a.css", "text/css", "\"v1\"", "plain bytes", "a.3f2a91c0.css", "BR", "GZIP"},
    {"b.png", "image/png", "\"v2\"", "picture", "b.81ab22ef.png"},
};

class Assets : public testing::Test {
protected:
    TestResponse ask(std::string_view path, std::string_view accept) {
        return client.get(path).header("accept-encoding", accept).send();
    }
    TestClient client{Router{get<"/assets/{*path}">(serve_assets(table))}.build().value()};
};

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
TEST_F(Assets, are_sent_in_the_form_that_is_accepted_and_smallest) {
    struct Case {
        std::string_view accept, encoding, body;
    };
    constexpr Case cases[] = {
        {"gzip, deflate, br, zstd", "br", "BR"},
        {"gzip", "gzip", "GZIP"},
        {"gzip;q=1.0, br;q=0.5", "gzip", "GZIP"},
        {"br;q=0, gzip", "gzip", "GZIP"},
        {"BR", "br", "BR"},
        {"*", "br", "BR"},
        {"deflate", "", "plain bytes"},
        {"identity", "", "plain bytes"},
        {"br;q=0.2, identity;q=0.8", "", "plain bytes"},
        {"", "", "plain bytes"},
        {"identity;q=0, deflate", "", "plain bytes"},
        {"br;q=x", "", "plain bytes"},
    };
    for (const Case& c : cases) {
        const TestResponse r = ask("/assets/a.css", c.accept);
        EXPECT_EQ(r.header("content-encoding"), c.encoding) << c.accept;
        EXPECT_EQ(r.text(), c.body) << c.accept;
        EXPECT_EQ(r.header("vary"), "accept-encoding") << c.accept;
        EXPECT_EQ(r.header("content-type"), "text/css") << c.accept;
    }
    EXPECT_EQ(client.get("/assets/a.css").send().text(), "plain bytes");
}

TEST_F(Assets, that_have_one_form_do_not_vary) {
    const TestResponse r = ask("/assets/b.png", "br, gzip");
    EXPECT_EQ(r.text(), "picture");
    EXPECT_EQ(r.header("content-encoding"), "");
    EXPECT_EQ(r.header("vary"), "");
}

TEST_F(Assets, are_kept_for_good_under_a_name_with_their_hash_and_asked_for_again_under_the_plain_one) {
    EXPECT_EQ(ask("/assets/a.3f2a91c0.css", "br").header("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(ask("/assets/a.3f2a91c0.css", "br").text(), "BR");
    EXPECT_EQ(ask("/assets/a.css", "br").header("cache-control"), "no-cache");
    EXPECT_EQ(ask("/assets/a.00000000.css", "br").code(), 404);
}

TEST_F(Assets, have_a_tag_of_their_own_in_each_form) {
    EXPECT_EQ(ask("/assets/a.css", "br").header("etag"), "\"v1-br\"");
    EXPECT_EQ(ask("/assets/a.css", "gzip").header("etag"), "\"v1-gz\"");
    EXPECT_EQ(ask("/assets/a.css", "").header("etag"), "\"v1\"");
    auto again = [&](std::string_view accept, std::string_view tag) {
        return client.get("/assets/a.css").header("accept-encoding", accept).header("if-none-match", tag).send();
    };
    const TestResponse kept = again("br", "\"v1-br\"");
    EXPECT_EQ(kept.code(), 304);
    EXPECT_EQ(kept.header("vary"), "accept-encoding");
    EXPECT_EQ(kept.header("cache-control"), "no-cache");
    EXPECT_EQ(kept.text(), "");
    EXPECT_EQ(again("gzip", "\"v1-br\"").code(), 200);
}

TEST_F(Assets, answer_head_and_ranges_in_the_chosen_form) {
    const TestResponse head = client.head("/assets/a.css").header("accept-encoding", "br").send();
    EXPECT_EQ(head.header("content-encoding"), "br");
    const TestResponse part =
        client.get("/assets/a.css").header("accept-encoding", "gzip").header("range", "bytes=1-2").send();
    EXPECT_EQ(part.code(), 206);
    EXPECT_EQ(part.text(), "ZI");
}

TEST_F(Assets, have_strong_etags) {
    static constexpr Asset files[] = {{"css/a.css", "text/css", "\"v1\"", "a{}"},
                                      {"a.js", "text/javascript", "\"v2\"", "1;2"}};
    TestClient c(
        Router{get<"/assets/{*path}">(serve_assets(files, {.cache_control = "public, max-age=60"}))}.build().value());
    auto r = c.get("/assets/css/a.css").send();
    EXPECT_EQ(r.text(), "a{}");
    EXPECT_EQ(r.header("etag"), "\"v1\"");
    EXPECT_EQ(r.header("cache-control"), "public, max-age=60");
    EXPECT_EQ(c.get("/assets/a.js").header("if-none-match", "W/\"v2\"").send().code(), 304);
    EXPECT_EQ(c.get("/assets/a.js").header("range", "bytes=0-0").send().text(), "1");
    EXPECT_EQ(c.get("/assets/css%2Fa.css").send().code(), 404);
    EXPECT_EQ(c.get("/assets/css/").send().code(), 404);
}

}  // namespace kaon::inline v0
