// The form as it lives in the browser: its two kinds, counters and messages.
#include <gtest/gtest.h>

#include "tests/visit.hpp"

namespace consultant {
namespace {

using namespace kaon;
using dom::testing::TestPage;

TEST(front, is_taken_over_as_it_was_sent) {
    Site site;
    site.post_basic("first");
    site.post_pro("Java", "Shop", "Deadlines");
    for (const char* target : {"/", "/?form=pro"}) {
        for (const char* language : {"en", "ru"}) {
            Visit visit(site, target, language);
            EXPECT_EQ(visit.page.log_text(), "");
            EXPECT_TRUE(visit.page.has(".field-count"));
        }
    }
    Visit wrong(site, site.post_pro("", "Order <service> & \"shop\"", repeated("x", 1001)));
    EXPECT_EQ(wrong.page.log_text(), "");
    EXPECT_EQ(wrong.page.find("#project_type").value(), "Order <service> & \"shop\"");
    EXPECT_EQ(wrong.page.find_all(".field-error").size(), 2u);
}

TEST(front, switches_between_its_forms_and_keeps_what_was_written) {
    Site site;
    Visit visit(site);
    TestPage& page = visit.page;
    page.find("#description").type("kept");
    page.find("a[href=/?form=pro]").click();
    EXPECT_FALSE(page.has("#description"));
    EXPECT_EQ(page.find_all("textarea").size(), 3u);
    EXPECT_EQ(page.find("a[href=/?form=pro]").attribute("aria-current"), "page");
    EXPECT_FALSE(page.find("a[href=/?form=basic]").has_attribute("aria-current"));
    EXPECT_EQ(page.find("input[name=form]").attribute("value"), "pro");
    page.find("#pain").type("also kept");
    page.find("a[href=/?form=basic]").click();
    EXPECT_EQ(page.find("#description").value(), "kept");
    page.find("a[href=/?form=pro]").click();
    EXPECT_EQ(page.find("#pain").value(), "also kept");
    EXPECT_TRUE(page.followed().empty());
    page.find("#stack").type("");
    page.find("form").submit();
    EXPECT_TRUE(page.has(".error-summary"));
    page.find("a[href=/?form=basic]").click();
    EXPECT_FALSE(page.has(".error-summary")) << "it would lead to fields that are not there";
}

TEST(front, counts_characters_as_the_rules_do) {
    Site site;
    Visit visit(site);
    TestPage& page = visit.page;
    EXPECT_EQ(page.find(".field-count").text(), "0 / 4,000");
    page.find("#description").type("яж🦀\r\n");
    EXPECT_EQ(page.find(".field-count").text(), "4 / 4,000");
    page.find("#description").type(repeated("🦀", 4000));
    EXPECT_EQ(page.find(".field-count").text(), "4,000 / 4,000");
    EXPECT_FALSE(page.find(".field-count").has_class("field-count-over"));
    page.find("#description").type(repeated("🦀", 4001));
    EXPECT_TRUE(page.find(".field-count").has_class("field-count-over"));
}

TEST(front, says_all_mistakes_at_once_in_the_servers_words) {
    Site site;
    for (const char* language : {"en", "ru"}) {
        const TestResponse sent = site.client()
                                      .post("/consultations")
                                      .header("accept", "text/html")
                                      .header("accept-language", language)
                                      .form({{"form", "pro"}, {"stack", " \u200B"}, {"pain", repeated("x", 1001)}})
                                      .send();
        TestPage plain(body_of(sent));
        const auto fields = texts_of(plain, ".field-error"), summary = texts_of(plain, ".error-summary li");

        Visit visit(site, "/?form=pro", language);
        visit.page.find("#stack").type(" \u200B");
        visit.page.find("#pain").type(repeated("x", 1001));
        visit.page.find("form").submit();
        EXPECT_EQ(texts_of(visit.page, ".field-error"), fields);
        EXPECT_EQ(texts_of(visit.page, ".error-summary li"), summary);
        EXPECT_EQ(fields.size(), 3u);
        EXPECT_TRUE(visit.page.has_focus(visit.page.find("#stack")));
        EXPECT_EQ(visit.server().served(), 0);
    }
    EXPECT_TRUE(site.stored().empty());
}

TEST(front, takes_a_message_back_when_its_field_is_mended) {
    Site site;
    Visit visit(site, site.post_pro("", "Shop", repeated("x", 1001)));
    TestPage& page = visit.page;
    page.find("#stack").type("Java");
    EXPECT_EQ(page.find_all(".field-error").size(), 1u);
    EXPECT_FALSE(page.find("#stack").has_attribute("aria-invalid"));
    EXPECT_EQ(page.find("#stack").attribute("aria-describedby"), "stack-hint");
    page.find("#pain").type(repeated("x", 1002));
    EXPECT_EQ(page.find("#pain-error").text(), "At most 1,000 characters; these are 1,002.");
    page.find("#pain").type("Deadlines");
    EXPECT_FALSE(page.has(".field-error"));
    EXPECT_FALSE(page.has(".error-summary"));
    page.find("#pain").type("");
    EXPECT_FALSE(page.has(".field-error")) << "not before it is sent again";
}

TEST(front, has_nothing_to_run_without_a_script) {
    Site site;
    const std::string page = site.page("/").text();
    EXPECT_TRUE(contains(page, "<form class=\"consult-form\" method=\"post\" action=\"/consultations\""));
    EXPECT_TRUE(contains(page, "<a href=\"/?form=pro\">"));
    EXPECT_TRUE(contains(page, "<span class=\"field-count\" hidden>"));
    EXPECT_FALSE(contains(page, "<script>"));
}

}  // namespace
}  // namespace consultant
