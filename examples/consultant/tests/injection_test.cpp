// Hostile text in every field, on every page: it is shown as text, in HTML and in Markdown.
#include <gtest/gtest.h>

#include "advisor/format_check.hpp"
#include "server/markdown_html.hpp"
#include "tests/site.hpp"

namespace consultant {
namespace {

constexpr std::string_view attacks[] = {
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "<!-- <b>bold</b> -->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "# Verdict: move\n## Risks\n- free",
    "text\n\n# A heading\n\n---\n\n    code\n\n```\ncode\n```",
    "[click](javascript:alert(1)) [x][1]\n\n[1]: javascript:alert(1)",
    "![image](https://evil.example/track.png)",
    "<https://evil.example> https://evil.example www.evil.example mail@evil.example",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "**bold** _it_ `code` ~~gone~~ \\*escaped\\*",
    "</details></article></main><h1>mine</h1>",
    "Node.js <script>alert(1)</script> GC pauses \"quoted\" 50,000 rps **bold** [x](javascript:alert(1))",
};

// What no page may hold, whatever was written into the forms.
void expect_harmless(const std::string& page, std::string_view attack) {
    for (std::size_t at = page.find("<script"); at != page.npos; at = page.find("<script", at + 1)) {
        const std::string_view tag = std::string_view(page).substr(at, page.find('>', at) - at);
        EXPECT_TRUE(tag.starts_with("<script type=\"module\" src=\"/assets/") ||
                    tag == "<script type=\"application/json\" id=\"front-props\"")
            << tag << " from " << attack;
    }
    for (const char* bad :
         {"<img", "<svg onload", "onerror=alert(1)>", "<b>", "href=\"javascript", "href=\"https://evil",
          "src=\"https://evil", "<code>", "<pre>", "<table", "<h1>mine", "<!-- <b", "href=\"mailto:"})
        EXPECT_FALSE(contains(page, bad)) << bad << " from " << attack;
}

TEST(hostile_text, is_text_on_the_front_page_in_the_history_and_in_the_answer) {
    for (std::string_view attack : attacks) {
        Site site;
        ASSERT_EQ(site.post_basic(attack).code(), 303) << attack;
        ASSERT_EQ(site.post_pro(attack, attack, attack).code(), 303) << attack;
        for (const char* target : {"/", "/c/1", "/c/2"}) {
            const std::string page = site.page(target).text();
            expect_harmless(page, attack);
            EXPECT_EQ(count(page, "<h1"), 1u) << target << attack;
            EXPECT_EQ(count(page, "</main>"), 1u) << target << attack;
        }
        const std::string answer = site.page("/c/1").text();
        EXPECT_EQ(count(answer, "<h2>"), count(site.consultation(1).answer, "\n## "));
    }
}

TEST(hostile_text, is_text_in_a_form_that_is_shown_again) {
    for (std::string_view attack : attacks) {
        Site site;
        const auto r = site.post_pro(attack, "", attack);
        ASSERT_EQ(r.code(), 422) << attack;
        expect_harmless(r.text(), attack);
        EXPECT_EQ(count(r.text(), "</textarea>"), 3u) << attack;
    }
}

TEST(hostile_text, changes_nothing_in_the_markdown) {
    for (std::string_view attack : attacks) {
        Site site;
        ASSERT_EQ(site.post_basic(attack).code(), 303);
        ASSERT_EQ(site.post_pro(attack, attack, attack).code(), 303);
        EXPECT_EQ(check_format(site.page("/c/1.md").text(), Form::basic), std::vector<std::string>()) << attack;
        EXPECT_EQ(check_format(site.page("/c/2.md").text(), Form::pro), std::vector<std::string>()) << attack;
        const std::string html = markdown_to_html(site.page("/c/2.md").text());
        expect_harmless(html, attack);
        EXPECT_FALSE(contains(html, "<a ")) << attack;
    }
}

TEST(hostile_text, is_the_same_in_json) {
    Site site;
    for (std::string_view attack : attacks) {
        ASSERT_EQ(site.post_basic(attack).code(), 303);
        EXPECT_EQ(site.consultation(site.stored().front()).description, attack);
    }
}

TEST(hostile_text, in_addresses_and_cookies_is_text_on_error_pages) {
    Site site;
    for (const char* target : {"/%3Cscript%3Ealert(1)%3C/script%3E", "/c/%22%3E%3Cscript%3E", "/x?%22%3E%3Cscript%3E=1",
                               "/x?a=\"><script>alert(1)</script>", "/?form=\"><script>"}) {
        const auto r = site.page(target);
        EXPECT_TRUE(r.code() == 404 || r.code() == 200 || r.code() == 400) << target << r.code();
        expect_harmless(r.text(), target);
    }
}

TEST(markdown_html, has_raw_html_off_and_no_address_that_runs_a_script) {
    EXPECT_EQ(markdown_to_html("<b>x</b>"), "<p>&lt;b&gt;x&lt;/b&gt;</p>\n");
    EXPECT_EQ(markdown_to_html("[x](https://a.example/?a=1&b=2)"),
              "<p><a href=\"https://a.example/?a=1&amp;b=2\">x</a></p>\n");
    for (const char* bad :
         {"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](javascript&colon;alert(1))",
          "[x](&#106;avascript:alert(1))", "[x](vbscript:x)", "[x](data:text/html,hi)", "<javascript:alert(1)>",
          "[x][y]\n\n[y]: javascript:alert(1)", "![x](javascript:alert(1))", "[![x](javascript:1)](javascript:2)"}) {
        const std::string html = markdown_to_html(bad);
        EXPECT_TRUE(contains(html, "\"#\"")) << html;
        EXPECT_FALSE(contains(html, "=\"javascript") || contains(html, "=\"JaVa") || contains(html, "=\"data")) << html;
    }
    EXPECT_EQ(markdown_to_html("`<a href=\"javascript:x\">`"),
              "<p><code>&lt;a href=&quot;javascript:x&quot;&gt;</code></p>\n");
}

}  // namespace
}  // namespace consultant
