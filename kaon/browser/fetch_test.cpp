// fetch() against a transport of the test's own, and what it refuses before any transport sees it.
#include <gtest/gtest.h>

#include "kaon/browser/environment.hpp"
#include "kaon/browser/fetch.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

namespace kaon::inline v0 {
namespace {

class Answers final : public browser::Transport {
public:
    Task<FetchResponse> send(FetchRequest request) override {
        asked.push_back(request.method + " " + request.url);
        const Result<> slept = co_await attempt(sleep(1s));
        aborted += !slept;
        co_await Result<>(slept ? Result<>() : Error(Errc::cancelled));
        co_return FetchResponse{
            .status = request.url == "/gone" ? 404 : 200, .fields = {{"content-type", "text/plain"}}, .body = "hello"};
    }

    std::vector<std::string> asked;
    int aborted = 0;
};

class Fetch : public testing::Test {
protected:
    Errc refusal(FetchRequest request) {
        const Result<FetchResponse> answer = loop.run(fetch(std::move(request)));
        EXPECT_FALSE(answer);
        EXPECT_TRUE(answers.asked.empty());
        return answer ? Errc::internal : answer.error().kind();
    }

    TestLoop loop;
    Answers answers;
    browser::Installed browser{{.core = &loop, .transport = &answers}};
};

}  // namespace

TEST_F(Fetch, gives_status_fields_and_body) {
    const FetchResponse answer = loop.run(fetch({.url = "/greeting"})).value();
    EXPECT_TRUE(answer.ok());
    EXPECT_EQ(answer.field("content-type"), "text/plain");
    EXPECT_EQ(answer.field("etag"), std::nullopt);
    EXPECT_EQ(answer.body, "hello");
    EXPECT_EQ(answers.asked, std::vector<std::string>{"GET /greeting"});
}

TEST_F(Fetch, gives_a_bad_status_as_an_answer_and_not_as_an_error) {
    const FetchResponse answer = loop.run(fetch({.url = "/gone"})).value();
    EXPECT_EQ(answer.status, 404);
    EXPECT_FALSE(answer.ok());
}

TEST_F(Fetch, is_aborted_by_a_timeout) {
    const Result<FetchResponse> answer = loop.run(timeout(100ms, fetch({.url = "/greeting"})));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is(Errc::timeout));
    EXPECT_EQ(answers.aborted, 1);
}

TEST_F(Fetch, refuses_fields_that_would_become_others) {
    EXPECT_EQ(refusal({.url = "/", .fields = {{"x", "a\ncookie\nb"}}}), Errc::invalid);
    EXPECT_EQ(refusal({.url = "/", .fields = {{"x\r", "a"}}}), Errc::invalid);
    EXPECT_EQ(refusal({.url = "/", .fields = {{"", "a"}}}), Errc::invalid);
    EXPECT_EQ(refusal({.url = "/", .fields = {{"x", std::string("a\0b", 3)}}}), Errc::invalid);
}

TEST_F(Fetch, refuses_a_body_where_the_method_has_none) {
    EXPECT_EQ(refusal({.url = "/", .body = "x"}), Errc::invalid);
    EXPECT_EQ(refusal({.method = "HEAD", .url = "/", .body = "x"}), Errc::invalid);
}

TEST(fetch, says_what_is_missing_where_there_is_no_browser) {
    TestLoop loop;
    const Result<FetchResponse> answer = loop.run(fetch({.url = "/"}));
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is(Errc::unavailable));
    EXPECT_NE(answer.error().text().find("transport"), std::string_view::npos);
}

}  // namespace kaon::inline v0
