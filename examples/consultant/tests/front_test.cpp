// The front page as it lives in the browser, against the real server and the real engine, with time that jumps.
#include <gtest/gtest.h>

#include "app/front.hpp"
#include "kaon/app/hydrate.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "tests/site.hpp"

namespace consultant {
namespace {

using namespace kaon;
using dom::testing::TestPage;

constexpr std::string_view payments = "Payments in Node.js, 50,000 requests per second, GC pauses break our p99";

std::string body_of(const TestResponse& response) {
    const std::string html = response.text();
    const std::size_t begin = html.find("<body>");
    return html.substr(begin, html.find("</body>") - begin);
}

// A visitor with a script: the page as the server sent it, taken over, and a network that takes a second.
class Visit {
public:
    explicit Visit(Site& site, std::string_view target = "/", std::string_view language = "en")
        : Visit(site, site.page(target, language)) {}
    Visit(Site& site, const TestResponse& sent) : server_(site.service()), page(body_of(sent)) {
        server_.before([](const FetchRequest&) -> Task<void> { co_await sleep(1s); });
        mounted_ = hydrate<"front">(front);
        dom::flush();
    }
    ~Visit() {
        mounted_.unmount();
        dom::flush();
    }

    void wait(Duration time) {
        ASSERT_TRUE(loop_.run([](Duration t) -> Task<void> { co_await sleep(t); }(time)));
        dom::flush();
    }
    void ask(std::string_view description) {
        page.find("#description").type(description);
        page.find("form").submit();
    }
    ServiceTransport& server() { return server_; }

private:
    TestLoop loop_;
    ServiceTransport server_;
    browser::Installed browser_{{.core = &loop_, .transport = &server_}};
    dom::Mounted mounted_;

public:
    TestPage page;
};

std::vector<std::string> texts_of(TestPage& page, std::string_view selector) {
    std::vector<std::string> all;
    for (const auto& element : page.find_all(selector)) all.push_back(element.text());
    return all;
}

TEST(front, is_taken_over_as_it_was_sent) {
    Site site;
    site.post_basic("first");
    site.post_pro("Java", "Shop", "Deadlines");
    for (const char* target : {"/", "/?form=pro"}) {
        for (const char* language : {"en", "ru"}) {
            Visit visit(site, target, language);
            EXPECT_TRUE(visit.page.log().empty()) << visit.page.log()[0];
            EXPECT_TRUE(visit.page.has(".field-count"));
        }
    }
    Visit wrong(site, site.post_pro("", "Order <service> & \"shop\"", repeated("x", 1001)));
    EXPECT_TRUE(wrong.page.log().empty()) << wrong.page.log()[0];
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
