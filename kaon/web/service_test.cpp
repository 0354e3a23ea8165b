// What a service answers without a Task, and what goes from the routing into one.
#include <gtest/gtest.h>

#include "kaon/coro/test_loop.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/web/extract/path.hpp"
#include "kaon/web/hooks.hpp"
#include "kaon/web/json.hpp"
#include "kaon/web/middleware/forwarded.hpp"
#include "kaon/web/middleware/https_only.hpp"
#include "kaon/web/middleware/request_id.hpp"
#include "kaon/web/middleware/security_headers.hpp"
#include "kaon/web/middleware/trace.hpp"
#include "kaon/web/router.hpp"
#include "kaon/web/service.hpp"
#include "kaon/web/test_visitor.hpp"

using namespace kaon;

namespace {

struct Name {
    std::string name;
};

std::string first(Path<std::string> one) { return *one; }
Task<std::string> both(Path<std::string> one, Path<std::string> other) { co_return *one + " and " + *other; }

// Leads a request in the clear to HTTPS, at once; behind a proxy it passes.
Router<> behind_proxy() {
    return Router{get<"/secure/{one}">(first),
                  layer(forwarded({.proxies = {http::Network::parse("127.0.0.1").value()}}),
                        https_only({.hosts = {"test.local"}}))};
}

// Waits for nothing, and has not said so.
struct AsTask {
    Task<http::Response> operator()(Request& request, Next next) const { co_return co_await next(request); }
};
struct Streams {
    Task<http::Response> operator()(Request& request, Next next) const {
        request.body() = http::Body::stream(nothing());
        co_return co_await next(request);
    }
    Result<> answer(Request& request, NextAtOnce next, http::Response& response) const {
        request.body() = http::Body::stream(nothing());
        next(request, response);
        return {};
    }
    static Stream<std::string> nothing() { co_return; }
};
struct Breaks {
    Task<http::Response> operator()(Request&, Next) const { throw std::runtime_error("a layer's bug"); }
    Result<> answer(Request&, NextAtOnce, http::Response&) const { throw std::runtime_error("a layer's bug"); }
};

Service site() {
    return Router{
        get<"/at-once/{one}">(first),
        get<"/later/{one}/{other}">(both),
        get<"/around/{one}">(first, request_id()),
        get<"/around/task/{one}">(first, request_id(), AsTask{}),
        get<"/broken-layer">([] { return "never"; }, request_id(), Breaks{}),
        get<"/fails">([]() -> Result<std::string> { return Error(Errc::not_found, "nothing here"); }),
        get<"/throws">([]() -> std::string { throw std::runtime_error("a bug"); }),
        get<"/breaks">([] {
            http::Response response;
            response.headers.append_copy("x-broken", "a\r\nb: c");
            return response;
        }),
        post<"/names">([](Json<Name> name) { return name->name; }),
        merge(behind_proxy()),
    }
        .build()
        .value();
}

struct Answer {
    bool at_once = false;
    http::Status status = http::Status::ok;
    std::string text;
};

Task<Answer> ask(const Service& service, http::Request& request) {
    http::Response response;
    auto task = service.start(request, co_await current_context(), response);
    if (task) response = co_await *std::move(task);
    co_return Answer{!task, response.status, co_await response.body.collect(10'000)};
}

Answer get(std::string_view target) {
    http::Request request;
    web::TestVisitor::ask(request, "GET", target);
    return TestLoop().run(ask(site(), request)).value();
}

}  // namespace

TEST(service, answers_at_once_where_nothing_waits) {
    const std::pair<const char*, bool> cases[] = {
        {"/at-once/x", true},   {"/later/x/y", false}, {"/around/x", true}, {"/around/task/x", false},
        {"/fails", true},       {"/throws", true},     {"/breaks", true},   {"/nowhere", true},
        {"/at-once/%zz", true}, {"/at-once/x/", true}, {"/secure/x", true},
    };
    for (const auto& [target, at_once] : cases) EXPECT_EQ(get(target).at_once, at_once) << target;
}

TEST(service, what_fails_at_once_is_the_response_that_a_task_would_give) {
    EXPECT_EQ(get("/fails").status, http::Status::not_found);
    EXPECT_EQ(get("/throws").status, http::Status::internal_server_error);
    EXPECT_EQ(get("/throws").text.find("a bug"), std::string::npos);
    EXPECT_EQ(get("/breaks").status, http::Status::internal_server_error);
    EXPECT_EQ(get("/broken-layer").status, http::Status::internal_server_error);
    EXPECT_TRUE(get("/broken-layer").at_once);
    EXPECT_EQ(get("/nowhere").status, http::Status::not_found);
    EXPECT_EQ(get("/at-once/%zz").status, http::Status::bad_request);
}

TEST(service, what_passes_the_layers_of_a_proxy_and_of_https_is_answered_at_once) {
    http::Request request;
    web::TestVisitor::ask(request, "GET", "/secure/x");
    EXPECT_EQ(TestLoop().run(ask(site(), request)).value().status, http::Status::permanent_redirect);
    web::TestVisitor::ask(request, "GET", "/secure/x");
    request.headers.append("x-forwarded-proto", "https");
    const Answer answer = TestLoop().run(ask(site(), request)).value();
    EXPECT_TRUE(answer.at_once);
    EXPECT_EQ(answer.text, "x");
}

// Decoded captures stand in a string that moves into the Task's frame: short ones move with it, long ones do not.
TEST(service, decoded_captures_survive_the_way_into_a_task) {
    EXPECT_EQ(get("/later/a%62c/%64").text, "abc and d");
    const std::string longer(100, 'x');
    EXPECT_EQ(get("/later/%61" + longer + "/%62" + longer).text, "a" + longer + " and b" + longer);
    EXPECT_EQ(get("/later/plain/too").text, "plain and too");
    EXPECT_EQ(get("/around/task/%61b").text, "ab");
}

TEST(service, a_body_that_still_comes_is_waited_for) {
    const std::string text = R"({"name": "Ada"})";
    for (const bool whole : {true, false}) {
        http::Request request;
        web::TestVisitor::ask(request, "POST", "/names");
        request.headers.append("content-type", "application/json");
        const auto pieces = [](std::string all) -> Stream<std::string> {
            for (const char c : all) co_yield std::string(1, c);
        };
        request.body = whole ? http::Body(text) : http::Body::stream(pieces(text));
        const Answer answer = TestLoop().run(ask(site(), request)).value();
        EXPECT_EQ(answer.at_once, whole);
        EXPECT_EQ(answer.text, "Ada");
    }
}

TEST(service, a_body_that_a_layer_makes_wait_is_not_passed_over) {
    const Service service = Router{post<"/">([](Json<Name> name) { return name->name; }, Streams{})}.build().value();
    http::Request request;
    web::TestVisitor::ask(request, "POST", "/");
    request.headers.append("content-type", "application/json");
    request.body = http::Body(std::string(R"({"name": "Ada"})"));
    const Answer answer = TestLoop().run(ask(service, request)).value();
    EXPECT_TRUE(answer.at_once);
    EXPECT_EQ(answer.status, http::Status::internal_server_error);
}

// The fields and the lines of the log that layers make, without those that differ each time.
TEST(service, layers_say_the_same_at_once_and_around_a_task) {
    const auto found = []() -> Result<std::string> { return std::string("found"); };
    const auto lost = []() -> Result<std::string> { return Error(Errc::not_found); };
    const Service service = Router{get<"/now">(found), get<"/now/lost">(lost),
                                   get<"/task">([=]() -> Task<std::string> { co_return found(); }),
                                   get<"/task/lost">([=]() -> Task<std::string> { co_return lost(); }),
                                   layer(request_id({.incoming = IncomingId::accept}), trace(), security_headers())}
                                .build()
                                .value();
    const auto told = [&](std::string_view target, bool at_once) {
        telemetry::Recorder recorder;
        const auto installed = telemetry::install(recorder, telemetry::Level::info);
        http::Request request;
        web::TestVisitor::ask(request, "GET", target);
        request.headers.append("x-request-id", "from-the-proxy");
        const auto fields = [&]() -> Task<std::string> {
            http::Response response;
            auto task = service.start(request, co_await current_context(), response);
            EXPECT_EQ(!task, at_once) << target;
            if (task) response = co_await *std::move(task);
            std::string all = std::to_string(http::code(response.status));
            for (const auto& [name, value] : response.headers) all.append(", ").append(name).append("=").append(value);
            co_return all;
        };
        std::string all = TestLoop().run(fields()).value();
        for (const auto& entry : recorder.entries()) {
            all += "; " + entry.target + " " + entry.message;
            for (const auto& [name, value] : entry.fields) {
                if (name != "duration" && name != "route") all += " " + name + "=" + value;
            }
        }
        return all;
    };
    EXPECT_EQ(told("/now", true), told("/task", false));
    EXPECT_EQ(told("/now/lost", true), told("/task/lost", false));
    EXPECT_NE(told("/now", true).find("x-request-id=from-the-proxy"), std::string::npos);
    EXPECT_NE(told("/now", true).find("http request method=GET status=200 bytes=5 client=127.0.0.1 id=from-the-proxy"),
              std::string::npos)
        << told("/now", true);
}
