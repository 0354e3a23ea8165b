// The whole way in one program: a page that is rendered, taken over, used, and answered by the real function.
#include <gtest/gtest.h>

#include "kaon/app/action_form.hpp"
#include "kaon/app/hydrate.hpp"
#include "kaon/app/server/serve.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using namespace kaon::html;

namespace {

// snippet: contract
struct Ask {
    std::string description;
    std::optional<std::int32_t> team{};
    static consteval auto describe() {
        return reflect::rules({{.field = "description", .min_length = 3, .max_length = 2000}});
    }
};
struct Answer {
    std::int64_t id = 0;
    std::string text;
};
constexpr ServerFunction<"/fn/ask", Ask, Answer> ask{};
// end

// snippet: component
struct ConsultProps {
    std::string greeting;
};
View consult(const ConsultProps& props) {
    Action<ask> action;
    return fragment(h2(props.greeting),
                    action_form(action, textarea(name("description")), input(name("team")), button("Ask")),
                    p(cls("problem"), [=] { return action.message("description"); }), p(cls("answer"), [=] {
                        return action.pending() ? "..." : action.value() ? action.value()->text : "";
                    }));
}
// end

// snippet: server
Task<Answer> answer_question(Ask question) { co_return Answer{1, "Stay with " + question.description + "."}; }
Router<> functions() {
    return Router{serve<ask>(answer_question,
                             FormReply{
                                 .done = [](const Answer& answer) { return "/answers/" + std::to_string(answer.id); },
                             })};
}
// end

std::string page_of_server() {
    return render(div(mount_point("consult", consult, ConsultProps{"What is it </script> about?"})));
}

}  // namespace

TEST(mount_point, sends_the_component_and_its_props) {
    EXPECT_EQ(page_of_server(),
              "<div><div id=\"consult\"><h2>What is it &lt;/script&gt; about?</h2><form method=\"post\" "
              "action=\"/fn/ask\"><textarea name=\"description\">\n</textarea><input "
              "name=\"team\"><button>Ask</button></form><p class=\"problem\"></p><p class=\"answer\"></p></div>"
              "<script type=\"application/json\" id=\"consult-props\">"
              "{\"greeting\":\"What is it \\u003c/script\\u003e about?\"}</script></div>");
}

TEST(hydrate, reads_the_props_that_came_with_the_page) {
    dom::testing::TestPage page(page_of_server());
    ConsultProps props;
    ASSERT_TRUE(remote::read_props("consult", reflect::type_info<ConsultProps>(), &props));
    EXPECT_EQ(props.greeting, "What is it </script> about?");
    EXPECT_FALSE(remote::read_props("nothing", reflect::type_info<ConsultProps>(), &props));
    std::int64_t other = 0;
    EXPECT_FALSE(remote::read_props("consult", reflect::type_info<std::int64_t>(), &other));
}

TEST(hydrate, takes_over_what_the_server_sent) {
    TestLoop loop;
    ServiceTransport server(*functions().build());
    browser::Installed browser({.core = &loop, .transport = &server});
    dom::testing::TestPage page(page_of_server());
    const dom::testing::Element form = page.find("form");
    dom::Mounted app = hydrate<"consult">(consult);
    dom::flush();
    EXPECT_EQ(page.log(), std::vector<std::string>());
    EXPECT_EQ(page.find("form"), form);
    page.find("textarea").type("Ada");
    page.find("form").submit();
    dom::flush();
    EXPECT_EQ(page.find(".answer").text(), "Stay with Ada.");
    EXPECT_TRUE(page.submitted().empty());
    app.unmount();
    dom::flush();
}

TEST(hydrate, leaves_a_page_without_the_mount_point_alone) {
    dom::testing::TestPage page("<p>other</p>");
    hydrate<"consult">(consult);
    hydrate<"menu">([] { return p("menu"); });
    EXPECT_EQ(page.html(), "<p>other</p>");
    EXPECT_EQ(render(mount_point("menu", [] { return p("menu"); })), "<div id=\"menu\"><p>menu</p></div>");
}

// snippet: test
TEST(action_form, asks_the_server_and_shows_its_answer) {
    TestLoop loop;
    ServiceTransport server(*functions().build());
    server.before([](const FetchRequest&) -> Task<void> { co_await sleep(500ms); });
    browser::Installed browser({.core = &loop, .transport = &server});
    dom::testing::TestPage page("<div id=\"app\"></div>");
    dom::Mounted app = dom::mount("app", [] { return consult({"Hello"}); });
    dom::flush();

    page.find("form").submit();
    EXPECT_EQ(page.find(".problem").text(), "must have at least 3 characters");
    page.find("textarea").type("C++");
    page.find("input").type("12");
    page.find("form").submit();
    EXPECT_EQ(page.find(".answer").text(), "...");
    ASSERT_TRUE(loop.run([]() -> Task<void> { co_await sleep(1s); }()));
    dom::flush();
    EXPECT_EQ(page.find(".answer").text(), "Stay with C++.");
    EXPECT_EQ(page.find(".problem").text(), "");
    app.unmount();
    dom::flush();
}
// end
