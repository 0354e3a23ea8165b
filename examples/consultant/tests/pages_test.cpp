// What a visitor with a browser and no script sees: pages in both languages, the forms, the answer, the history.
#include <gtest/gtest.h>

#include "advisor/format_check.hpp"
#include "advisor/load.hpp"
#include "advisor/markdown.hpp"
#include "server/markdown_html.hpp"
#include "tests/site.hpp"

namespace consultant {
namespace {

constexpr std::string_view payments = "Payments in Node.js, 50,000 requests per second, GC pauses break our p99";
constexpr std::string_view admin_panel = "Внутренняя админка на Django, обычный CRUD, дедлайн через месяц";

TEST(front_page, speaks_the_browsers_language) {
    Site site;
    for (const auto& [wish, language, heading] : std::initializer_list<std::array<std::string_view, 3>>{
             {"ru-RU,ru;q=0.9,en;q=0.8", "ru", "Стоит ли переводить"},
             {"en-GB", "en", "Should this project move"},
             {"en;q=0.3, ru;q=0.7", "ru", "Стоит ли"},
             {"de, fr;q=0.5", "en", "Should this project"},
             {"", "en", "Should this project"},
             {";;q=x,,", "en", "Should this project"}}) {
        const auto r = site.page("/", wish);
        EXPECT_EQ(r.code(), 200);
        EXPECT_TRUE(contains(r.text(), "<html lang=\"" + std::string(language) + "\">")) << wish;
        EXPECT_TRUE(contains(r.text(), heading)) << wish;
    }
}

TEST(front_page, switch_is_remembered_and_comes_back_to_the_same_page) {
    Site site;
    ASSERT_TRUE(contains(site.page("/?form=pro").text(), "href=\"/?form=pro&amp;lang=ru\""));
    const auto switched = site.page("/?form=pro&lang=ru");
    EXPECT_EQ(switched.code(), 303);
    EXPECT_EQ(switched.header("location"), "/?form=pro");
    EXPECT_TRUE(contains(switched.header("set-cookie"), "lang=ru"));
    EXPECT_TRUE(contains(switched.header("set-cookie"), "HttpOnly"));
    const auto after = site.page("/?form=pro", "en");
    EXPECT_TRUE(contains(after.text(), "<html lang=\"ru\">")) << "the cookie goes before Accept-Language";
    EXPECT_TRUE(contains(after.text(), "name=\"project_type\""));
    EXPECT_EQ(site.page("/c/7?lang=en&x=1").header("location"), "/c/7?x=1");
    EXPECT_TRUE(contains(site.page("/nowhere?a=b").text(), "href=\"/nowhere?a=b&amp;lang=ru\"")) << "404 pages too";
}

TEST(front_page, switch_never_leads_to_another_site_or_sets_what_is_no_language) {
    Site site;
    for (const char* target : {"//evil.example/?lang=ru", "//evil.example?lang=ru", "/\\evil.example?lang=ru"}) {
        const std::string location = site.page(target).header("location");
        EXPECT_TRUE(location.empty() || location == "/") << target << " -> " << location;
        EXPECT_FALSE(contains(site.page(target).text(), "href=\"//evil")) << target;
    }
    Site fresh;
    const auto r = fresh.page("/?lang=de");
    EXPECT_EQ(r.code(), 200);
    EXPECT_EQ(r.header("set-cookie"), "");
    EXPECT_EQ(fresh.page("/api/consultations?lang=ru").code(), 200) << "the API has no switch";
    const auto odd = fresh.client().get("/").header("cookie", "lang=../../x; other=1").send();
    EXPECT_TRUE(contains(odd.text(), "<html lang=\"en\">"));
}

TEST(front_page, has_labels_and_names_for_every_control) {
    Site site;
    for (const char* target : {"/", "/?form=pro"}) {
        const std::string page = site.page(target).text();
        EXPECT_EQ(count(page, "<textarea"), count(page, "<label")) << target;
        EXPECT_EQ(count(page, "<h1"), 1u);
        EXPECT_TRUE(contains(page, "<a class=\"skip-link\" href=\"#main\""));
    }
    EXPECT_TRUE(contains(site.page("/?form=pro").text(), "<label class=\"field-label\" for=\"stack\">"));
    EXPECT_TRUE(contains(site.page("/?form=nonsense").text(), "id=\"description\"")) << "Basic is the default";
}

TEST(forms, lead_to_the_answer_by_303) {
    Site site;
    const auto basic = site.post_basic(payments);
    EXPECT_EQ(basic.code(), 303);
    EXPECT_EQ(basic.header("location"), "/c/1");
    const auto page = site.page("/c/1");
    EXPECT_EQ(page.code(), 200);
    EXPECT_TRUE(contains(page.text(), "<title>Move to Rust · Consultation 1 ·"));
    EXPECT_TRUE(contains(page.text(), "<h2>⚖️ Verdict: move to Rust</h2>"));
    EXPECT_TRUE(contains(page.text(), "<details class=\"why\">"));
    EXPECT_TRUE(contains(page.text(), "href=\"/c/1.md\""));

    EXPECT_EQ(site.post_pro("Node.js / NestJS", "Video streaming", "GC pauses").header("location"), "/c/2");
    EXPECT_TRUE(contains(site.page("/c/2").text(), "Two main risks for this team"));
    EXPECT_EQ(site.consultation(2).form, "pro");
    EXPECT_EQ(site.consultation(2).description, "");
}

TEST(forms, have_an_address_that_can_be_reloaded) {
    Site site;
    EXPECT_EQ(site.page("/consultations").header("location"), "/");
}

TEST(forms, answer_in_the_forms_language_and_frame_it_in_the_readers) {
    Site site;
    ASSERT_EQ(site.post_basic(admin_panel, "ru").code(), 303);
    const std::string page = site.page("/c/1", "en").text();
    EXPECT_TRUE(contains(page, "<html lang=\"en\">"));
    EXPECT_TRUE(contains(page, "<article class=\"card answer\" lang=\"ru\">"));
    EXPECT_TRUE(contains(page, "Вердикт: остаться на нынешнем стеке"));
    EXPECT_TRUE(contains(page, "Download as Markdown"));
}

TEST(answer, is_the_engines_and_keeps_the_format) {
    Site site;
    const Knowledge knowledge = load_embedded_knowledge().value();
    for (const auto& [text, language] : {std::pair{payments, Language::en}, std::pair{admin_panel, Language::ru}}) {
        ASSERT_EQ(site.post_basic(text, language == Language::ru ? "ru" : "en").code(), 303);
        const Consultation c = site.consultation(site.stored().front());
        const Advice expected = advise(knowledge, BasicInput{std::string(text)}, language);
        EXPECT_EQ(c.answer + c.appendix, to_markdown(expected, Trace::listed));
        EXPECT_EQ(c.verdict, name(expected.verdict));
        EXPECT_EQ(c.reasoning.balance, expected.sum.balance);
        EXPECT_EQ(c.reasoning.facts.size(), expected.facts.size());
        EXPECT_FALSE(c.reasoning.claims.empty());
        EXPECT_EQ(check_format(c.answer, Form::basic), std::vector<std::string>());
        EXPECT_EQ(check_format(c.answer + c.appendix, Form::basic), std::vector<std::string>());
    }
    ASSERT_EQ(site.post_pro("Java", "Order service", "GC pauses").code(), 303);
    EXPECT_EQ(check_format(site.consultation(3).answer, Form::pro), std::vector<std::string>());
}

TEST(answer, shows_the_whole_question) {
    Site site;
    const std::string long_text = repeated("a long description\n", 200) + "its very end";
    site.post_basic(long_text);
    site.post_pro(repeated("stack ", 100) + "end 1", repeated("type ", 100) + "end 2",
                  repeated("pain ", 100) + "end 3");
    EXPECT_TRUE(contains(site.page("/c/1").text(), long_text));
    for (const char* end : {"end 1</p>", "end 2</p>", "end 3</p>"})
        EXPECT_TRUE(contains(site.page("/c/2").text(), end));
}

TEST(answer, is_downloaded_as_markdown) {
    Site site;
    site.post_basic(payments);
    const auto r = site.page("/c/1.md");
    EXPECT_EQ(r.code(), 200);
    EXPECT_EQ(r.header("content-type"), "text/markdown; charset=utf-8");
    EXPECT_EQ(r.header("content-disposition"), "attachment; filename=\"consultation-1.md\"");
    const Consultation c = site.consultation(1);
    EXPECT_EQ(r.text(), c.answer + c.appendix);
    EXPECT_TRUE(r.text().starts_with("# 🦀 "));
}

TEST(answer, names_the_language_that_fits_better) {
    Site site;
    site.post_basic("Kubernetes operator and a simple network proxy in PHP, team of 4, goroutines, fast hiring");
    const Consultation c = site.consultation(1);
    ASSERT_EQ(c.verdict, "other_language");
    EXPECT_EQ(c.reasoning.better_language, "Go");
    EXPECT_TRUE(contains(site.page("/c/1").text(), "Another language: Go</span>"));
}

TEST(answer, that_does_not_exist_is_404_as_page_and_as_json) {
    Site site;
    for (const char* target : {"/c/1", "/c/1.md", "/c/abc", "/c/-1", "/c/99999999999999999999", "/c/.md", "/c/1'--",
                               "/c/%D0%BF", "/nowhere", "/assets/none.css"}) {
        const auto page = site.page(target, "ru");
        EXPECT_EQ(page.code(), 404) << target;
        EXPECT_TRUE(contains(page.text(), "<h1>Такой страницы нет</h1>")) << target;
        const auto json = site.client().get(target).send();
        EXPECT_EQ(json.code(), 404) << target;
        EXPECT_EQ(json.header("content-type"), "application/problem+json") << target;
    }
    EXPECT_TRUE(contains(site.page("/c/1", "ru").text(), "Консультации с таким номером нет."));
}

TEST(history, lists_the_latest_20_newest_first) {
    Site site;
    EXPECT_TRUE(contains(site.page("/").text(), "No consultations yet."));
    for (int i = 1; i <= 23; ++i) ASSERT_EQ(site.post_basic("project number " + std::to_string(i)).code(), 303);
    const std::string page = site.page("/").text();
    EXPECT_EQ(count(page, "<li class=\"history-card\">"), 20u);
    EXPECT_LT(page.find("project number 23"), page.find("project number 22"));
    EXPECT_TRUE(contains(page, "project number 4<"));
    EXPECT_FALSE(contains(page, "project number 3<"));
}

TEST(history, shows_the_beginning_of_long_texts) {
    Site site;
    for (int i = 0; i < 20; ++i) ASSERT_EQ(site.post_basic(repeated("слово ", 600)).code(), 303);
    EXPECT_LT(site.page("/").text().size(), 30'000u);
    EXPECT_GT(site.consultation(1).description.size(), 5'000u);
}

}  // namespace
}  // namespace consultant
