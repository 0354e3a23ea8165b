// Layers, errors as answers, hooks.
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

TEST(background, that_runs_in_one_process_at_a_time_is_listed_apart_wherever_it_stands) {
    const auto nothing = []() -> Task<> { co_return; };
    Service service = Router{background(nothing), background(nothing, AtRestart::one_by_one),
                             nest("/inner", Router{background(nothing, AtRestart::one_by_one)})}
                          .build()
                          .value();
    EXPECT_EQ(service.background().size(), 1u);
    EXPECT_EQ(service.background(AtRestart::one_by_one).size(), 2u);
}

}  // namespace
}  // namespace kaon::inline v0
