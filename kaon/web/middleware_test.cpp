// Layers, errors and the request log.
#include <stdexcept>

#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

namespace kaon::inline v0 {
namespace {

using namespace literals;

struct Mark {
    std::string name;
    Task<http::Response> operator()(Request& request, Next next) const {
        request.put(std::string(request.find<std::string>() ? *request.find<std::string>() + name : name));
        http::Response response = co_await next(request);
        response.headers.append("x-mark", name + std::string(request.route()));
        co_return response;
    }
};
std::string seen(Request& request) { return request.find<std::string>() ? *request.find<std::string>() : "none"; }

std::string marks(const TestResponse& r) {
    std::string all;
    for (const auto& field : r.headers()) {
        if (field.name == "x-mark") all += std::string(field.value) + " ";
    }
    return all;
}

TEST(layers, run_outermost_first_and_know_the_route) {
    TestClient c(Router{
        get<"/a">(seen, Mark{"z"}),
        nest<"/in">(Router{get<"/{x}">(seen), layer(Mark{"c"})}),
        layer(Mark{"a"}, Mark{"b"}),
    }
                     .build()
                     .value());
    auto r = c.get("/in/7").send();
    EXPECT_EQ(r.text(), "abc");
    EXPECT_EQ(marks(r), "c/in/{x} b/in/{x} a/in/{x} ");
    EXPECT_EQ(c.get("/a").send().text(), "abz");
    EXPECT_EQ(marks(c.get("/nowhere").send()), "b a ");
    EXPECT_EQ(marks(c.post("/in/7").send()), "c/in/{x} b/in/{x} a/in/{x} ");
}

TEST(layers, may_be_lambdas_and_answer_themselves) {
    TestClient c(Router{get<"/">(seen), layer([](Request& request, Next next) -> Task<http::Response> {
                            if (request.query() == "stop") co_return http::Response{.status = http::Status::forbidden};
                            co_return co_await next(request);
                        })}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/?stop").send().code(), 403);
    EXPECT_EQ(c.get("/").send().code(), 200);
}

struct Fails {
    Task<http::Response> operator()(Request&, Next) const { co_return Error(Errc::too_many, "slow down"); }
};

TEST(layers, see_responses_where_something_failed_below) {
    TestClient c(Router{get<"/">(seen), layer(Mark{"a"}, Fails{})}.build().value());
    auto r = c.get("/").send();
    EXPECT_EQ(r.code(), 429);
    EXPECT_EQ(marks(r), "a/ ");
}

TEST(timeout, answers_503_and_ends_the_handler) {
    static bool ended;
    struct AtEnd {
        ~AtEnd() { ended = true; }
    };
    TestClient c(Router{get<"/slow">([]() -> Task<std::string> {
                            AtEnd at_end;
                            co_await kaon::sleep(10s);
                            co_return "late";
                        }),
                        get<"/fast">([] { return "fast"; }), layer(Mark{"a"}, timeout(5s))}
                     .build()
                     .value());
    ended = false;
    auto r = c.get("/slow").send();
    EXPECT_EQ(r.code(), 503);
    EXPECT_TRUE(ended);
    EXPECT_EQ(marks(r), "a/slow ");
    EXPECT_EQ(c.get("/fast").send().text(), "fast");
}

TEST(timeout, says_in_answer_and_log_that_the_time_is_over) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    const auto slow = []() -> Task<std::string> {
        co_await kaon::sleep(10s);
        co_return "late";
    };
    TestClient c(
        Router{get<"/inner">(slow, timeout(5s)), get<"/outer">(slow), layer(timeout(6s), trace())}.build().value());
    for (std::string_view path : {"/inner", "/outer"}) {
        recorder.clear();
        const auto r = c.get(path).send();
        EXPECT_EQ(r.code(), 503);
        EXPECT_NE(r.text().find(R"("detail":"It took too long.")"), std::string::npos) << r.text();
        EXPECT_NE(r.text().find(R"("code":"timeout")"), std::string::npos) << r.text();
        const auto entries = recorder.entries();
        ASSERT_EQ(entries.size(), 2u) << path;
        EXPECT_EQ(entries[0].message, "request failed");
        EXPECT_EQ(entries[0].field("error").substr(0, 7), "timeout") << entries[0].field("error");
        EXPECT_EQ(entries[1].message, "request");
        EXPECT_EQ(entries[1].level, telemetry::Level::error);
        EXPECT_EQ(entries[1].field("client_gone"), "false");
    }
}

static Task<void> wait_long() { co_await kaon::sleep(10s); }

TEST(timeout, hears_a_handler_that_answers_nevertheless) {
    TestClient c(Router{get<"/">([]() -> Task<std::string> {
                            co_await kaon::shield(wait_long());
                            co_return "done";
                        }),
                        layer(timeout(5s))}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/").send().text(), "done");
}

TEST(errors, tell_the_public_nothing_of_the_servers_own_faults) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient c(Router{
        get<"/throws">([]() -> std::string { throw std::runtime_error("secret one"); }),
        get<"/task">([]() -> Task<std::string> {
            throw std::runtime_error("secret two");
            co_return "";
        }),
        get<"/error">(
            []() -> Result<std::string> { return Error(Errc::internal, "secret text").with_detail("secret three"); }),
        get<"/detail">(
            []() -> Result<std::string> { return Error(Errc::conflict, "public").with_detail("secret four"); }),
    }
                     .build()
                     .value());
    for (std::string_view path : {"/throws", "/task", "/error"}) {
        for (std::string_view accept : {"*/*", "text/html"}) {
            auto r = c.get(path).header("accept", accept).send();
            EXPECT_EQ(r.code(), 500) << path;
            EXPECT_EQ(r.text().find("secret"), std::string::npos) << path << r.text();
            EXPECT_NE(r.text().find("urn:request:"), std::string::npos);
        }
    }
    ASSERT_EQ(recorder.entries().size(), 6u);
    EXPECT_NE(recorder.entries()[0].field("error").find("secret one"), std::string::npos);
    EXPECT_EQ(recorder.entries()[0].field("route"), "/throws");
    auto r = c.get("/detail").send();
    EXPECT_EQ(r.code(), 409);
    EXPECT_NE(r.text().find("public"), std::string::npos);
    EXPECT_EQ(r.text().find("secret"), std::string::npos);
}

TEST(errors, are_pages_for_browsers_and_escaped) {
    TestClient c(Router{get<"/">([]() -> Result<std::string> {
                     return Error(Errc::invalid, "<b>no</b>").with_field("<i>", "\"x\"");
                 })}.build()
                     .value());
    auto r = c.get("/").header("accept", "text/html,application/xhtml+xml,*/*;q=0.8").send();
    EXPECT_EQ(r.header("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(r.text().find("&lt;b&gt;no"), std::string::npos);
    EXPECT_EQ(r.text().find("<b>"), std::string::npos);
    EXPECT_EQ(r.text().find("<i>"), std::string::npos);
    EXPECT_EQ(c.get("/").header("accept", "application/json, text/html").send().header("content-type"),
              "application/problem+json");
}

TEST(on_error, changes_every_error_once) {
    TestClient c(Router{get<"/">([]() -> Result<std::string> { return Error(Errc::forbidden); }),
                        on_error([](const Error& error, Request& request, http::Response response) {
                            response.headers.append("x-error", std::string(error.name()) + std::string(request.path()));
                            return response;
                        }),
                        layer(Mark{"a"})}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/").send().header("x-error"), "forbidden/");
    EXPECT_EQ(c.get("/x").send().header("x-error"), "not_found/x");
    EXPECT_EQ(c.del("/").send().header("allow"), "GET, HEAD, OPTIONS");
}

TEST(on_error, may_throw) {
    TestClient c(Router{on_error([](const Error&, Request&, http::Response) -> http::Response {
                     throw std::runtime_error("in the hook");
                 })}.build()
                     .value());
    auto r = c.get("/x").send();
    EXPECT_EQ(r.code(), 500);
    EXPECT_EQ(r.text().find("hook"), std::string::npos);
}

TEST(body_limit, refuses_before_the_handler_whatever_it_takes) {
    TestClient c(Router{post<"/">([](Result<Text> text) { return text ? "read" : "refused"; }), layer(body_limit(10))}
                     .build()
                     .value());
    EXPECT_EQ(c.post("/").body("0123456789", "text/plain").send().text(), "read");
    EXPECT_EQ(c.post("/").body("0123456789x", "text/plain").send().code(), 413);
    EXPECT_EQ(c.post("/").body("0123456789x", "text/plain").in_pieces_of(4).send().code(), 413);
}

TEST(trace, does_not_blame_the_server_for_clients_that_leave) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient c(Router{get<"/">([]() -> Task<std::string> {
                            co_await kaon::sleep(60s);
                            co_return "late";
                        }),
                        layer(trace())}
                     .build()
                     .value());
    c.loop().cancel_after(1s);
    c.get("/").send();
    ASSERT_EQ(recorder.entries().size(), 1u);
    EXPECT_EQ(recorder.entries()[0].level, telemetry::Level::info);
    EXPECT_EQ(recorder.entries()[0].field("client_gone"), "true");
}

TEST(trace, logs_every_request_by_route) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient c(
        Router{get<"/u/{id}">([](Path<int>) { return "12345"; }), layer(trace(), request_id())}.build().value());
    auto r = c.get("/u/7?token=secret").send();
    c.get("/nowhere").send();
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].field("route"), "/u/{id}");
    EXPECT_EQ(entries[0].field("status"), "200");
    EXPECT_EQ(entries[0].field("bytes"), "5");
    EXPECT_EQ(entries[0].field("id"), r.header("x-request-id"));
    EXPECT_EQ(entries[1].field("status"), "404");
}

TEST(request_id, takes_only_sane_ids_and_only_when_asked) {
    TestClient strict(Router{get<"/">(seen), layer(request_id())}.build().value());
    TestClient proxy(Router{get<"/">(seen), layer(request_id({.incoming = IncomingId::accept}))}.build().value());
    EXPECT_NE(strict.get("/").header("x-request-id", "abcdefgh-1").send().header("x-request-id"), "abcdefgh-1");
    EXPECT_EQ(proxy.get("/").header("x-request-id", "abcdefgh-1").send().header("x-request-id"), "abcdefgh-1");
    for (std::string_view bad : {"short", "has space here", "<script>alert(1)"}) {
        EXPECT_NE(proxy.get("/").header("x-request-id", bad).send().header("x-request-id"), bad);
    }
    EXPECT_NE(strict.get("/").send().header("x-request-id"), strict.get("/").send().header("x-request-id"));
}

TEST(same_origin, refuses_what_another_site_sent) {
    TestClient c(Router{post<"/">([] { return "done"; }), get<"/">(seen),
                        layer(same_origin({.trusted = {"https://admin.example"}}))}
                     .build()
                     .value());
    const struct {
        std::string_view name;
        std::string_view value;
        int code;
    } cases[] = {
        {"sec-fetch-site", "same-origin", 200},
        {"sec-fetch-site", "none", 200},
        {"sec-fetch-site", "cross-site", 403},
        {"sec-fetch-site", "same-site", 403},
        {"sec-fetch-site", "junk", 403},
        {"origin", "http://test.local", 200},
        {"origin", "https://TEST.local", 200},
        {"origin", "https://evil.example", 403},
        {"origin", "null", 403},
        {"origin", "https://test.local.evil", 403},
        {"origin", "https://admin.example", 200},
        {"x-nothing", "1", 200},
    };
    for (const auto& test : cases) {
        EXPECT_EQ(c.post("/").header(test.name, test.value).send().code(), test.code) << test.name << " " << test.value;
    }
    EXPECT_EQ(c.get("/").header("sec-fetch-site", "cross-site").send().code(), 200);
    EXPECT_EQ(
        c.post("/").header("sec-fetch-site", "cross-site").header("origin", "https://admin.example").send().code(),
        200);
}

TEST(same_origin, logs_what_it_compared_and_the_remedy) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    TestClient c(Router{post<"/">([] { return "done"; }), layer(same_origin())}.build().value());
    c.post("/").header("origin", "http://test.local:8080").send();
    c.post("/").header("origin", "https://evil.example").header("sec-fetch-site", "cross-site").send();
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].field("origin"), "http://test.local:8080");
    EXPECT_EQ(entries[0].field("host"), "test.local");
    EXPECT_NE(entries[0].message.find("proxy_set_header Host $http_host"), std::string::npos);
    EXPECT_EQ(entries[1].field("origin"), "https://evil.example");
    EXPECT_EQ(entries[1].field("sec_fetch_site"), "cross-site");
    EXPECT_NE(entries[1].message.find(".trusted"), std::string::npos);
    c.post("/").header("origin", "http://test.local").send();
    EXPECT_EQ(recorder.entries().size(), 2u) << "says nothing of what passes";
}

TEST(security_headers, are_on_errors_too_and_give_way) {
    TestClient c(Router{get<"/">([] { return std::pair{SetHeader{"content-security-policy", "own"}, "x"}; }),
                        layer(security_headers())}
                     .build()
                     .value());
    EXPECT_EQ(c.get("/").send().header("content-security-policy"), "own");
    auto r = c.get("/nope").send();
    EXPECT_NE(r.header("content-security-policy").find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(r.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(r.header("strict-transport-security"), "");
}

TEST(health, names_the_failing_checks) {
    TestClient c(Router{
        get<"/health">(health()),
        get<"/ready">(ready({{"good", []() -> Task<> { co_return; }},
                             {"bad", []() -> Task<> { co_await Error(Errc::unavailable, "secret"); }},
                             {"stuck", []() -> Task<> { co_await kaon::sleep(60s); }}})),
    }
                     .build()
                     .value());
    EXPECT_EQ(c.get("/health").send().text(), R"({"status":"ok","failing":[]})");
    auto r = c.get("/ready").send();
    EXPECT_EQ(r.code(), 503);
    EXPECT_EQ(r.text(), R"({"status":"failing","failing":["bad","stuck"]})");
}

TEST(background, is_handed_to_whoever_runs_the_service) {
    static int runs;
    runs = 0;
    Service service = Router{background([]() -> Task<> {
                                 ++runs;
                                 co_return;
                             }),
                             merge(Router{background([]() -> Task<> {
                                 ++runs;
                                 co_return;
                             })})}
                          .build()
                          .value();
    TestLoop loop;
    for (const auto& start : service.background()) EXPECT_TRUE(loop.run(start()));
    EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace kaon::inline v0
