// Client against server in one program: what is sent, what comes back, and every way it can fail.
#include <gtest/gtest.h>

#include "kaon/app/server/serve.hpp"
#include "kaon/app/server/test_transport.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

struct Ask {
    std::string description;
    std::optional<std::int32_t> team{};
    static consteval auto describe() {
        return reflect::rules({{.field = "description", .min_length = 3, .max_length = 40}});
    }
};
struct Answer {
    std::int64_t id = 0;
    std::string html;
};
enum class Stock : std::uint8_t { sold_out, reserved };
CodeText describe(Stock code) {
    if (code == Stock::reserved) return {Errc::conflict, "reserved", "Somebody else has it."};
    return {Errc::conflict, "sold_out", "Sold out."};
}

constexpr ServerFunction<"/fn/ask", Ask, Answer, Stock> ask{};
constexpr ServerFunction<"/fn/note", Ask> note{};

Task<Answer> answer_question(State<std::string> prefix, Ask question) {
    if (question.description == "gone") co_return Error(Stock::sold_out, "No more pens.");
    if (question.description == "bug") co_return Error(Errc::internal, "secret").with_detail("password=1");
    if (question.description == "taken")
        co_return Error(Errc::conflict).with_detail("sql: ...").with_field("description", "is taken");
    if (question.description == "quota") co_return Error(Errc::too_many, "Come back tomorrow.");
    co_return Answer{question.team.value_or(-1), *prefix + question.description};
}
Result<> keep_note(Ask kept) {
    if (kept.description == "full") return Error(Errc::unavailable);
    return {};
}

struct World {
    TestLoop loop;
    ServiceTransport server{
        *Router{serve<ask>(answer_question), serve<note>(keep_note)}.with(std::string("> ")).build()};
    browser::Installed browser{{.core = &loop, .transport = &server}};
};

}  // namespace

TEST(server_function, gives_what_the_body_returned) {
    World w;
    const Result<Answer> answer = w.loop.run(ask({.description = "pen \"ü\"", .team = 7}));
    ASSERT_TRUE(answer) << answer.error().describe_all();
    EXPECT_EQ(answer->id, 7);
    EXPECT_EQ(answer->html, "> pen \"ü\"");
    EXPECT_TRUE(w.loop.run(note({.description = "pen"})));
}

TEST(server_function, does_not_send_what_breaks_a_rule) {
    World w;
    const Result<Answer> answer = w.loop.run(ask({.description = "a"}));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is(Errc::unprocessable));
    ASSERT_EQ(answer.error().fields().size(), 1u);
    EXPECT_EQ(answer.error().fields()[0].path, "description");
    EXPECT_EQ(w.server.served(), 0);
    EXPECT_FALSE(ask.check({.description = "a"}));
    EXPECT_TRUE(ask.check({.description = "abc"}));
}

TEST(server_function, brings_an_error_with_its_code_text_and_fields_and_no_detail) {
    World w;
    const auto error_of = [&](std::string text) {
        Result<Answer> answer = w.loop.run(ask({.description = std::move(text)}));
        return answer ? Error(Errc::unimplemented) : std::move(answer).error();
    };
    const Error gone = error_of("gone");
    EXPECT_TRUE(gone.is(Stock::sold_out));
    EXPECT_EQ(gone.kind(), Errc::conflict);
    EXPECT_EQ(gone.text(), "No more pens.");
    const Error taken = error_of("taken");
    EXPECT_TRUE(taken.is(Errc::conflict));
    ASSERT_EQ(taken.fields().size(), 1u);
    EXPECT_EQ(taken.fields()[0].message, "is taken");
    EXPECT_EQ(taken.detail(), "");
    EXPECT_TRUE(error_of("quota").is(Errc::too_many));
    EXPECT_EQ(error_of("quota").text(), "Come back tomorrow.");
    const Error bug = error_of("bug");
    EXPECT_TRUE(bug.is(Errc::internal));
    EXPECT_EQ(bug.describe_all().find("secret"), std::string::npos);
    EXPECT_EQ(bug.describe_all().find("password"), std::string::npos);
    const Result<> full = w.loop.run(note({.description = "full"}));
    ASSERT_FALSE(full);
    EXPECT_TRUE(full.error().is(Errc::unavailable));
}

TEST(server_function, says_why_no_answer_came) {
    World w;
    w.server.before([](const FetchRequest&) -> Task<void> { co_await Error(Errc::unavailable, "no route"); });
    EXPECT_TRUE(w.loop.run(ask({.description = "pen"})).error().is(CallErrc::no_answer));
    w.server.before([](const FetchRequest&) -> Task<void> { co_await sleep(2min); });
    EXPECT_TRUE(w.loop.run(ask({.description = "pen"})).error().is(CallErrc::timed_out));
    EXPECT_EQ(w.loop.elapsed(), 60s);
    EXPECT_TRUE(w.loop.run(ask({.description = "pen"}, {.limit = 3min})));
    EXPECT_EQ(w.server.served(), 1);
}

TEST(server_function, refuses_an_answer_that_is_none) {
    for (const auto& [status, type, body] : {std::tuple{200, "text/html", "<p>"},
                                             {502, "text/html", "<p>"},
                                             {200, "application/json", "{"},
                                             {200, "application/json", "{\"id\": \"x\"}"},
                                             {200, "", ""},
                                             {204, "", ""},
                                             {304, "application/json", "{}"},
                                             {400, "application/problem+json", "no"},
                                             {200, "application/jsonx", "{\"id\":1,\"html\":\"\"}"}}) {
        struct Fixed final : browser::Transport {
            FetchResponse answer;
            Task<FetchResponse> send(FetchRequest) override { co_return answer; }
        } fixed;
        fixed.answer = {.status = status, .fields = {{"content-type", type}}, .body = body};
        TestLoop loop;
        browser::Installed browser({.core = &loop, .transport = &fixed});
        const Result<Answer> answer = loop.run(ask({.description = "pen"}));
        ASSERT_FALSE(answer) << status << type;
        EXPECT_TRUE(answer.error().is(CallErrc::bad_answer)) << status << type << answer.error().describe_all();
    }
}

TEST(server_function, is_unavailable_where_no_browser_is) {
    TestLoop loop;
    EXPECT_TRUE(loop.run(ask({.description = "pen"})).error().is(CallErrc::no_answer));
}
