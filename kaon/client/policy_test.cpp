// What the client does above an exchange: redirects, repeats, timeouts, limits: against a function, in virtual time.
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/client/client.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"

using namespace kaon;
using namespace kaon::client;

namespace {

using Handler = std::function<Task<http::Response>(http::Request&)>;

http::Response text(std::string words, http::Status status = http::Status::ok) {
    return {.status = status, .body = http::Body(std::move(words))};
}
http::Response moved(http::Status status, std::string_view location) {
    http::Response response{.status = status};
    response.headers.set("location", location);
    return response;
}
std::string field(const http::Request& request, std::string_view name) {
    return std::string(request.headers.get(name).value_or("-"));
}
template <class T>
std::string name_of(const Result<T>& outcome) {
    return outcome ? "value" : std::string(outcome.error().name());
}

}  // namespace

TEST(client_redirect, changes_methods_as_the_rfc_says) {
    struct Case {
        int status;
        http::Method sent;
        std::string_view arrives;
    };
    constexpr Case cases[] = {
        {301, http::Method::get, "GET"},     {301, http::Method::post, "GET"},  {302, http::Method::post, "GET"},
        {302, http::Method::put, "PUT 1"},   {303, http::Method::put, "GET"},   {307, http::Method::post, "POST 1"},
        {308, http::Method::post, "POST 1"}, {303, http::Method::head, "HEAD"},
    };
    for (const Case& c : cases) {
        std::string arrived;
        Client client = Client::answered_by([&](http::Request& request) -> Task<http::Response> {
            if (request.path == "/a") co_return moved(static_cast<http::Status>(c.status), "../b?x#y");
            EXPECT_EQ(request.target, "/b?x");
            arrived = std::string(http::text(request.method));
            const std::string content = co_await request.body.collect(100);
            if (!content.empty()) arrived += " " + content;
            EXPECT_EQ(request.headers.has("content-type"), !content.empty());
            co_return text("there");
        });
        auto request = client.request(c.sent, "http://one.example/a");
        if (!http::is_safe(c.sent)) request.body(http::Body("1"), "text/plain");
        TestLoop loop;
        auto answer = loop.run(request.send());
        ASSERT_TRUE(answer) << answer.error().describe_all();
        EXPECT_EQ(arrived, c.arrives) << c.status;
        EXPECT_EQ(answer->url(), "http://one.example/b?x");
    }
}

TEST(client_redirect, gives_nothing_secret_to_another_origin) {
    for (const std::string_view target : {"http://two.example/b", "http://one.example:81/b", "https://one.example/b"}) {
        std::vector<std::string> seen;
        Client client = Client::answered_by(
            [&](http::Request& request) -> Task<http::Response> {
                for (std::string_view name : {"authorization", "cookie", "x-api-key", "x-default", "accept"})
                    seen.push_back(field(request, name));
                if (request.path == "/a") co_return moved(http::Status::found, target);
                co_return text("there");
            },
            {.headers = {{"x-default", "d"}}});
        TestLoop loop;
        auto answer = loop.run(client.get("http://one.example/a")
                                   .bearer("t")
                                   .header("cookie", "c=1")
                                   .header("x-api-key", "k")
                                   .header("accept", "text/plain")
                                   .text());
        ASSERT_TRUE(answer);
        const std::vector<std::string> wanted{"Bearer t", "c=1", "k", "d", "text/plain",
                                              "-",        "-",   "-", "-", "text/plain"};
        EXPECT_EQ(seen, wanted) << target;
    }
}

TEST(client_redirect, keeps_credentials_within_the_origin) {
    std::string seen;
    Client client = Client::answered_by([&](http::Request& request) -> Task<http::Response> {
        if (request.path == "/a") co_return moved(http::Status::found, "/b");
        seen = field(request, "authorization");
        co_return text("there");
    });
    TestLoop loop;
    EXPECT_TRUE(loop.run(client.get("http://user:secret@one.example/a").text()));
    EXPECT_EQ(seen, "Basic dXNlcjpzZWNyZXQ=");
}

TEST(client_redirect, refuses_what_is_unsafe_and_ends_loops) {
    struct Case {
        std::string_view from, to, outcome;
    };
    constexpr Case cases[] = {
        {"https://one.example/", "http://one.example/x", "unsafe_redirect"},
        {"http://one.example/", "file:///etc/passwd", "unsafe_redirect"},
        {"http://one.example/", "gopher://one.example/", "unsafe_redirect"},
        {"http://one.example/", "http://", "unsafe_redirect"},
        {"http://one.example/", "http://one.example/", "too_many_redirects"},
        {"http://one.example/", "http://other.example/", "refused_address"},
    };
    for (const Case& c : cases) {
        int asked = 0;
        Client client = Client::answered_by(
            [&](http::Request&) -> Task<http::Response> {
                ++asked;
                co_return moved(http::Status::found, c.to);
            },
            {.hosts = {"one.example"}});
        TestLoop loop;
        EXPECT_EQ(name_of(loop.run(client.get(c.from).text())), c.outcome) << c.to;
        EXPECT_EQ(asked, c.outcome == "too_many_redirects" ? 11 : 1);
    }
    Client plain = Client::answered_by(
        [](http::Request&) -> Task<http::Response> { co_return moved(http::Status::found, "/x"); }, {.redirects = 0});
    TestLoop loop;
    EXPECT_EQ(loop.run(plain.get("http://one.example/").send())->code(), 302);
}

TEST(client_redirect, cannot_send_a_stream_twice) {
    Client client = Client::answered_by([](http::Request& request) -> Task<http::Response> {
        co_await request.body.collect(100);
        co_return moved(http::Status::permanent_redirect, "/b");
    });
    auto once = []() -> Stream<std::string> { co_yield "1"; };
    TestLoop loop;
    auto sent = client.put("http://one.example/a").body(http::Body::stream(once()), "text/plain").send();
    EXPECT_EQ(name_of(loop.run(std::move(sent))), "unrepeatable");
}

TEST(client_retry, repeats_what_may_pass_and_is_idempotent) {
    struct Case {
        http::Method method;
        int status;
        int asked;
    };
    constexpr Case cases[] = {{http::Method::get, 503, 3}, {http::Method::put, 502, 3},  {http::Method::del, 429, 3},
                              {http::Method::get, 500, 1}, {http::Method::post, 503, 1}, {http::Method::patch, 504, 1}};
    for (const Case& c : cases) {
        int asked = 0;
        Client client = Client::answered_by([&](http::Request&) -> Task<http::Response> {
            ++asked;
            co_return text("", static_cast<http::Status>(c.status));
        });
        TestLoop loop;
        EXPECT_EQ(loop.run(client.request(c.method, "http://one.example/").send())->code(), c.status);
        EXPECT_EQ(asked, c.asked) << http::text(c.method) << " " << c.status;
    }
}

// What answered a POST with a redirect has done its work: a repeat asks where it led, and never the first again.
TEST(client_retry, repeats_a_get_that_a_post_led_to_and_not_the_post) {
    for (const int code : {302, 303, 307}) {
        std::string asked;
        Client client = Client::answered_by([&](http::Request& request) -> Task<http::Response> {
            asked += std::string(request.method_text) + std::string(request.path) + " ";
            if (request.path == "/a") co_return moved(static_cast<http::Status>(code), "/b");
            co_return text("", http::Status::service_unavailable);
        });
        TestLoop loop;
        EXPECT_EQ(loop.run(client.post("http://one.example/a").json(1).send())->code(), 503);
        EXPECT_EQ(asked, code == 307 ? "POST/a POST/b " : "POST/a GET/b GET/b GET/b ");
    }
}

TEST(client_retry, repeats_a_post_that_says_it_may_be) {
    int asked = 0;
    Client client = Client::answered_by([&](http::Request& request) -> Task<http::Response> {
        EXPECT_EQ(co_await request.body.collect(10), "1");
        co_return ++asked < 3 ? text("", http::Status::service_unavailable) : text("done");
    });
    TestLoop loop;
    auto told = client.post("http://one.example/").json(1).header("idempotency-key", "7").repeatable().text();
    EXPECT_EQ(loop.run(std::move(told)).value(), "done");
}

TEST(client_retry, waits_as_long_as_the_server_says_but_not_for_ever) {
    for (const auto& [after, seconds, code] :
         {std::tuple{"7", 7, 200}, {"11", 0, 503}, {"99999999999999999", 0, 503}}) {
        bool again = false;
        Client client = Client::answered_by([&](http::Request&) -> Task<http::Response> {
            http::Response busy = text("", http::Status::service_unavailable);
            busy.headers.set("retry-after", std::string_view(after));
            co_return std::exchange(again, true) ? text("ok") : std::move(busy);
        });
        TestLoop loop;
        EXPECT_EQ(loop.run(client.get("http://one.example/").send())->code(), code) << after;
        EXPECT_EQ(loop.elapsed().whole_seconds(), seconds) << after;
    }
}

TEST(client_retry, draws_on_a_budget_that_requests_fill) {
    int asked = 0;
    Client client = Client::answered_by([&](http::Request&) -> Task<http::Response> {
        ++asked;
        co_return text("", http::Status::service_unavailable);
    });
    TestLoop loop;
    for (int i = 0; i < 100; ++i) (void)loop.run(client.get("http://one.example/").send());
    // 100 of their own, 10 of the reserve, 20 for a hundred requests; not 300.
    EXPECT_GE(asked, 125);
    EXPECT_LE(asked, 130);
}

TEST(client_timeout, is_exact_for_the_head_the_pause_and_the_whole) {
    struct Case {
        Duration head, pause;
        int after;
        std::string_view why;
    };
    constexpr Case cases[] = {{40s, 0s, 30, "no answer came"}, {1s, 40s, 31, "stopped"}, {20s, 25s, 60, "in all"}};
    for (const Case& c : cases) {
        Client client = Client::answered_by([&](http::Request&) -> Task<http::Response> {
            co_await sleep(c.head);
            auto slow = [](Duration pause) -> Stream<std::string> {
                for (;;) {
                    co_await sleep(pause);
                    co_yield "x";
                }
            };
            co_return http::Response{.body = http::Body::stream(slow(c.pause))};
        });
        TestLoop loop;
        auto outcome = loop.run(client.get("http://one.example/").text());
        ASSERT_FALSE(outcome);
        EXPECT_TRUE(outcome.error().is(ClientErrc::timeout));
        EXPECT_NE(outcome.error().detail().find(c.why), std::string::npos) << outcome.error().detail();
        EXPECT_EQ(loop.elapsed().whole_seconds(), c.after);
    }
}

TEST(client_limit, counts_content_and_says_so) {
    Client client =
        Client::answered_by([](http::Request&) -> Task<http::Response> { co_return text(std::string(1000, 'x')); });
    TestLoop loop;
    EXPECT_EQ(loop.run(client.get("http://one.example/").limit(1000).text())->size(), 1000u);
    EXPECT_EQ(name_of(loop.run(client.get("http://one.example/").limit(999).text())), "too_large");
}

TEST(client_request, tells_its_mistakes_when_it_is_sent) {
    Client client = Client::answered_by([](http::Request&) -> Task<http::Response> { co_return text("never"); });
    TestLoop loop;
    const std::string ftp = "ftp://one.example/", spaced = "http://one two/", split = "http://one.example/\r\nX: 1";
    EXPECT_EQ(name_of(loop.run(client.get(ftp).text())), "bad_url");
    EXPECT_EQ(name_of(loop.run(client.get(spaced).text())), "bad_url");
    EXPECT_EQ(name_of(loop.run(client.get(split).text())), "bad_url");
    EXPECT_EQ(name_of(loop.run(client.get("/alone").text())), "bad_url");
    EXPECT_EQ(name_of(loop.run(client.get("http://one.example/{}/x", "..").text())), "bad_url");
    EXPECT_EQ(name_of(loop.run(client.get("http://one.example/").header("x", "a\r\nb: c").text())), "misused");
    EXPECT_EQ(name_of(loop.run(client.get("http://one.example/").header("Host", "b").text())), "misused");
    EXPECT_EQ(name_of(loop.run(client.get("http://one.example/").header("transfer-encoding", "x").text())), "misused");
    for (std::string_view name : {"", "x y", "x:y", "host: b", "x;"})
        EXPECT_EQ(name_of(loop.run(client.get("http://one.example/").header(name, "v").text())), "misused") << name;
    auto once = client.get("http://one.example/");
    EXPECT_EQ(loop.run(once.text()).value(), "never");
    EXPECT_EQ(name_of(loop.run(once.text())), "misused");
}

// Fields for a base_url are for its origin: where that is none, they are for nobody.
TEST(client_request, goes_nowhere_behind_a_base_url_that_is_none) {
    int asked = 0;
    Client client = Client::answered_by(
        [&](http::Request&) -> Task<http::Response> {
            ++asked;
            co_return text("");
        },
        {.base_url = "api.example", .headers = {{"x-key", "secret"}}});
    TestLoop loop;
    EXPECT_EQ(name_of(loop.run(client.get("http://other.example/").text())), "bad_url");
    EXPECT_EQ(name_of(loop.run(client.get("/users").text())), "bad_url");
    EXPECT_EQ(asked, 0);
}

TEST(client_request, keeps_what_a_head_says_of_content_that_does_not_come) {
    Client client = Client::answered_by([](http::Request&) -> Task<http::Response> {
        http::Response response;
        response.headers.set("content-encoding", "gzip");
        response.headers.set("content-length", "123");
        co_return response;
    });
    TestLoop loop;
    auto answer = loop.run(client.head("http://one.example/").send());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->header("content-length"), "123");
    EXPECT_EQ(answer->header("content-encoding"), "gzip");
}

TEST(client_request, names_no_secret_in_its_errors) {
    Client client = Client::answered_by(
        [](http::Request&) -> Task<http::Response> { co_return text("", http::Status::forbidden); });
    TestLoop loop;
    auto outcome = loop.run(client.get("http://user:hush1@one.example/p?key=hush2").header("x-key", "hush3").text());
    ASSERT_FALSE(outcome);
    const std::string told = outcome.error().describe_all();
    EXPECT_NE(told.find("GET http://one.example/p answered 403 Forbidden"), std::string::npos) << told;
    EXPECT_EQ(told.find("hush"), std::string::npos) << told;
}
