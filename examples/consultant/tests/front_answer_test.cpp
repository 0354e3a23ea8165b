// Asking from a page that lives: the answer, the history, and every way in which none comes.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "tests/visit.hpp"

namespace consultant {
namespace {

using namespace kaon;
using dom::testing::TestPage;

constexpr std::string_view payments = "Payments in Node.js, 50,000 requests per second, GC pauses break our p99";

TEST(front, shows_the_answer_below_and_the_question_on_top_of_the_history) {
    Site site;
    site.post_basic("an older question");
    Visit visit(site);
    TestPage& page = visit.page;
    visit.ask(payments);
    EXPECT_EQ(page.find("button").text(), "Working on the answer…");
    EXPECT_EQ(page.find("button").attribute("aria-disabled"), "true");
    EXPECT_FALSE(page.has(".answer-card"));
    visit.wait(2s);
    EXPECT_EQ(page.find("button").text(), "Get the answer");
    EXPECT_EQ(page.find("button").attribute("aria-disabled"), "false");
    EXPECT_EQ(page.find(".answer-head .verdict-badge").text(), "Move to Rust");
    EXPECT_TRUE(contains(page.find(".answer").html(), "<h4>⚖️ Verdict: move to Rust</h4>"));
    EXPECT_EQ(page.find_all(".answer-actions a")[0].attribute("href"), "/c/2");
    EXPECT_TRUE(page.has_focus(page.find("#answer-heading")));
    EXPECT_EQ(texts_of(page, ".history-link"), (std::vector<std::string>{std::string(payments), "an older question"}));
    EXPECT_EQ(page.find("#description").value(), payments);
    EXPECT_TRUE(page.submitted().empty());
}

TEST(front, shows_the_history_that_a_new_page_would_have) {
    Site site;
    site.post_basic("an older question");
    std::vector<std::string> shown;
    {
        Visit visit(site, "/?form=pro");
        visit.page.find("#stack").type(repeated("длинный <стек> ", 50));
        visit.page.find("#project_type").type("Shop & more");
        visit.page.find("#pain").type("GC pauses");
        visit.page.find("form").submit();
        visit.wait(2s);
        shown = texts_of(visit.page, ".history-card");
    }
    TestPage later(body_of(site.page("/")));
    EXPECT_EQ(texts_of(later, ".history-card"), shown);
    EXPECT_EQ(shown.size(), 2u);
}

TEST(front, answers_in_the_pages_language) {
    Site site;
    Visit visit(site, "/", "ru");
    visit.ask("Внутренняя админка на Django, обычный CRUD, дедлайн через месяц");
    // The browser of a Russian speaker; the transport of the test sends no Accept-Language.
    visit.wait(2s);
    EXPECT_EQ(visit.page.find(".answer").attribute("lang"), "ru");
    EXPECT_EQ(visit.page.find("#answer-heading").text(), "Консультация 1");
    EXPECT_TRUE(contains(visit.page.find(".answer").text(), "Вердикт"));
}

TEST(front, replaces_an_answer_by_the_next) {
    Site site;
    Visit visit(site);
    visit.ask(payments);
    visit.wait(2s);
    visit.page.find("a[href=/?form=pro]").click();
    visit.page.find("#stack").type("Kubernetes operator and a network proxy in PHP");
    visit.page.find("#project_type").type("Simple proxy, goroutines, fast hiring");
    visit.page.find("#pain").type("team of 4");
    visit.page.find("form").submit();
    visit.wait(2s);
    EXPECT_EQ(visit.page.find("#answer-heading").text(), "Consultation 2");
    EXPECT_EQ(site.consultation(2).form, "pro");
    EXPECT_EQ(visit.page.find_all(".history-card").size(), 2u);
    EXPECT_TRUE(contains(visit.page.find_all(".history-link")[0].text(), "Kubernetes"));
}

TEST(front, sends_a_question_once_however_often_the_button_is_pressed) {
    Site site;
    Visit visit(site);
    visit.ask(payments);
    visit.page.find("form").submit();
    visit.page.find("form").submit();
    visit.wait(5s);
    EXPECT_EQ(site.stored().size(), 1u);
    visit.page.find("form").submit();
    visit.wait(5s);
    EXPECT_EQ(site.stored().size(), 2u);
}

TEST(front, keeps_the_latest_20) {
    Site site;
    for (int i = 0; i < 20; ++i) site.post_basic("older " + std::to_string(i));
    Visit visit(site);
    visit.ask(payments);
    visit.wait(2s);
    const std::vector<std::string> history = texts_of(visit.page, ".history-link");
    ASSERT_EQ(history.size(), 20u);
    EXPECT_EQ(history.front(), payments);
    EXPECT_EQ(history.back(), "older 1");
}

TEST(front, says_when_no_answer_comes_and_keeps_the_question) {
    Site site;
    Visit visit(site);
    TestPage& page = visit.page;
    visit.server().before([](const FetchRequest&) -> Task<void> { co_await Error(Errc::unavailable, "offline"); });
    visit.ask(payments);
    visit.wait(1s);
    EXPECT_TRUE(contains(page.find(".form-failure").text(), "cannot be reached"));
    EXPECT_EQ(page.find("#description").value(), payments);
    EXPECT_EQ(page.find("button").text(), "Get the answer");
    visit.server().before([](const FetchRequest&) -> Task<void> { co_await sleep(2min); });
    page.find("form").submit();
    visit.wait(90s);
    EXPECT_TRUE(contains(page.find(".form-failure").text(), "takes too long"));
    visit.server().before([](const FetchRequest&) -> Task<void> { co_await sleep(1s); });
    page.find("form").submit();
    visit.wait(2s);
    EXPECT_FALSE(page.has(".form-failure"));
    EXPECT_TRUE(page.has(".answer-card"));
}

TEST(front, shows_what_the_server_alone_finds_wrong) {
    Site site;
    Visit visit(site);
    // A server of another version, with a limit of its own.
    struct Refusing final : browser::Transport {
        Task<FetchResponse> send(FetchRequest) override {
            co_return FetchResponse{.status = 422,
                                    .fields = {{"content-type", "application/problem+json"}},
                                    .body =
                                        R"({"status":422,"errors":[{"field":"description","message":"Say more."}]})"};
        }
    } refusing;
    TestLoop loop;
    browser::Installed browser({.core = &loop, .transport = &refusing});
    visit.ask("short");
    (void)loop.run([]() -> Task<void> { co_await sleep(1s); }());
    dom::flush();
    EXPECT_EQ(visit.page.find(".field-error").text(), "Say more.");
    EXPECT_FALSE(visit.page.has(".form-failure"));
}

}  // namespace
}  // namespace consultant
