// The JSON API, and what every response carries: headers, origins, methods, static files.
#include <gtest/gtest.h>

#include "tests/site.hpp"

namespace consultant {
namespace {

TEST(api, creates_gives_and_lists) {
    Site site;
    const auto created = site.post_json(R"({"form": "pro", "language": "ru", "stack": "Node.js", "pain": "паузы GC",
                                            "project_type": "Видеостриминг", "unknown": {"ignored": [1, 2]}})");
    EXPECT_EQ(created.code(), 201);
    EXPECT_EQ(created.header("location"), "/api/consultations/1");
    EXPECT_EQ(created.header("content-type"), "application/json");
    const Consultation c = created.json<Consultation>().value();
    EXPECT_EQ(c.id, 1);
    EXPECT_EQ(c.language, "ru");
    EXPECT_EQ(c.stack, "Node.js");
    EXPECT_TRUE(c.created_at.starts_with("20") && c.created_at.ends_with("Z") && c.created_at.size() == 20)
        << c.created_at;
    EXPECT_TRUE(contains(c.answer, "# 🦀 Стоит ли"));
    EXPECT_EQ(site.client().get("/api/consultations/1").send().text(), created.text());

    site.post_basic("a second one");
    const auto list = site.client().get("/api/consultations").send().json<std::vector<Summary>>().value();
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].question, "a second one");
    EXPECT_EQ(list[1].question, "Node.js · Видеостриминг");
    EXPECT_EQ(site.client().get("/api/consultations?limit=1").send().json<std::vector<Summary>>().value().size(), 1u);
}

TEST(api, answers_in_the_readers_language_unless_told) {
    Site site;
    EXPECT_EQ(site.post_json(R"({"description": "x"})", "ru").json<Consultation>().value().language, "ru");
    EXPECT_EQ(site.post_json(R"({"description": "x", "language": "en"})", "ru").json<Consultation>().value().language,
              "en");
}

TEST(api, keeps_only_what_the_form_has) {
    Site site;
    const auto r = site.post_json(R"({"description": "a\u0000b\r\nc", "stack": "not asked for", "id": 77})");
    const Consultation c = r.json<Consultation>().value();
    EXPECT_EQ(c.id, 1);
    EXPECT_EQ(c.stack, "");
    EXPECT_EQ(c.description, "ab\nc") << "control characters vanish";
}

TEST(api, refuses_bad_ids_limits_and_methods) {
    Site site;
    for (const auto& [target, status] :
         std::initializer_list<std::pair<const char*, int>>{{"/api/consultations/1", 404},
                                                            {"/api/consultations/-5", 404},
                                                            {"/api/consultations?limit=0", 422},
                                                            {"/api/consultations?limit=101", 422},
                                                            {"/api/consultations?limit=x", 400},
                                                            {"/api/consultations?limit=", 400},
                                                            {"/api/consultations?limit=99999999999999999999", 400}}) {
        const auto r = site.client().get(target).send();
        EXPECT_EQ(r.code(), status) << target << r.text();
        EXPECT_EQ(r.header("content-type"), "application/problem+json") << target;
    }
    const int bad_id = site.client().get("/api/consultations/x").send().code();
    EXPECT_TRUE(bad_id == 400 || bad_id == 404) << bad_id;
    const auto wrong = site.client().del("/api/consultations/1").send();
    EXPECT_EQ(wrong.code(), 405);
    EXPECT_TRUE(contains(wrong.header("allow"), "GET"));
    EXPECT_EQ(site.client().put("/c/1").send().code(), 405);
}

TEST(requests, from_another_site_are_refused) {
    Site site;
    const auto post = [&](std::string_view name, std::string_view value) {
        return site.client().post("/consultations").header(name, value).form({{"description", "text"}}).send().code();
    };
    EXPECT_EQ(post("sec-fetch-site", "cross-site"), 403);
    EXPECT_EQ(post("sec-fetch-site", "same-site"), 403);
    EXPECT_EQ(post("origin", "https://evil.example"), 403);
    EXPECT_EQ(post("origin", "null"), 403);
    EXPECT_TRUE(site.stored().empty());
    EXPECT_EQ(post("sec-fetch-site", "same-origin"), 303);
    EXPECT_EQ(post("origin", "http://test.local"), 303);
    EXPECT_EQ(site.client()
                  .post("/api/consultations")
                  .header("sec-fetch-site", "cross-site")
                  .json(R"({"description": "x"})")
                  .send()
                  .code(),
              403);
    const auto page = site.client()
                          .post("/consultations")
                          .header("accept", "text/html")
                          .header("accept-language", "ru")
                          .header("origin", "https://evil.example")
                          .form({{"description", "text"}})
                          .send();
    EXPECT_TRUE(contains(page.text(), "<h1>Форма отправлена с другого сайта</h1>"));
    EXPECT_EQ(site.stored().size(), 2u);
}

TEST(responses, carry_security_headers_everywhere) {
    Site site;
    site.post_basic("text");
    for (const char* target : {"/", "/c/1", "/c/1.md", "/nowhere", "/api/consultations", "/api/consultations/9",
                               "/assets/style.css", "/health", "/?lang=ru"}) {
        const auto r = site.page(target);
        EXPECT_TRUE(contains(r.header("content-security-policy"), "default-src 'self'")) << target;
        EXPECT_TRUE(contains(r.header("content-security-policy"), "script-src 'self' 'wasm-unsafe-eval';")) << target;
        EXPECT_FALSE(contains(r.header("content-security-policy"), "unsafe-inline")) << target;
        EXPECT_FALSE(contains(r.header("content-security-policy"), "'unsafe-eval'")) << target;
        EXPECT_EQ(r.header("x-content-type-options"), "nosniff") << target;
        EXPECT_NE(r.header("referrer-policy"), "") << target;
        EXPECT_NE(r.header("x-request-id"), "") << target;
    }
}

TEST(responses, say_what_caches_may_do) {
    Site site;
    site.post_basic("text");
    for (const char* target : {"/", "/c/1"}) {
        const auto r = site.page(target);
        EXPECT_EQ(r.header("content-type"), "text/html; charset=utf-8") << target;
        EXPECT_EQ(r.header("cache-control"), "no-cache") << target;
        EXPECT_EQ(r.header("vary"), "accept-language, cookie") << target;
    }
    EXPECT_EQ(site.page("/nowhere").header("cache-control"), "no-store");
    EXPECT_TRUE(contains(site.page("/nowhere").header("vary"), "accept"));
    EXPECT_EQ(site.page("/?lang=ru").header("cache-control"), "no-store");
    const std::string vary = site.page("/assets/style.css").header("vary");
    EXPECT_TRUE(vary.empty() || vary == "accept-encoding") << "the same for everyone, compressed or not";
}

TEST(responses, assets_have_etags) {
    Site site;
    const auto style = site.client().get("/assets/style.css").send();
    EXPECT_EQ(style.code(), 200);
    EXPECT_TRUE(contains(style.header("content-type"), "text/css"));
    EXPECT_EQ(site.client().get("/assets/style.css").header("if-none-match", style.header("etag")).send().code(), 304);
    EXPECT_TRUE(contains(site.client().get("/assets/favicon.svg").send().header("content-type"), "image/svg+xml"));
    EXPECT_EQ(site.client().get("/assets/../server/main.cpp").send().code(), 404);
}

TEST(responses, to_head_have_no_body) {
    Site site;
    const auto r = site.client().head("/").send();
    EXPECT_EQ(r.code(), 200);
    EXPECT_EQ(r.text(), "");
}

}  // namespace
}  // namespace consultant
