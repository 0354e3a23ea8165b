// Asking another service: a handler that calls out, an answer that streams, and both tested without a network.
// Run with: cmake --build build/release --target lesson_outgoing && build/release/lessons/outgoing
//
// $ outgoing
// ...
// [  PASSED  ] 4 tests.
#include <gtest/gtest.h>

#include "kaon/client/client.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/web/test_client.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;

namespace {

// snippet: handler
struct Rate {
    std::string currency;
    double per_euro = 0;
};

Task<Json<Rate>> show_rate(State<Client> client, Path<std::string> currency) {
    auto rate = co_await attempt(client->get("/rates/{}", *currency).json<Rate>());
    if (!rate && rate.error().is(client::answered(http::Status::not_found)))
        co_return Error(Errc::not_found, "no such currency");
    co_return Json(co_await std::move(rate));  // whatever else failed: 503, and the log says why
}

Router<Client> routes() { return Router{get<"/rate/{currency}">(show_rate)}; }
// end

// snippet: words
Task<std::string> ask(const Client& client, std::string question) {
    auto words = client.post("/v1/chat").bearer("secret").json(question).events();
    std::string answer;
    while (auto event = co_await words.next()) {
        if (event->data == "[DONE]") break;
        answer += event->data;  // shown as it comes
    }
    co_return answer;
}
// end

// snippet: fake
// In the place of the other service: any function from a request to a response.
Task<http::Response> bank(http::Request& request) {
    http::Response response;
    if (request.path == "/rates/usd") response.body = http::Body(R"({"currency":"usd","per_euro":1.5})");
    else if (request.path == "/rates/gold") response.status = http::Status::service_unavailable;
    else response.status = http::Status::not_found;
    co_return response;
}

TEST(rates, come_from_the_bank) {
    const Client client = Client::answered_by(bank, {.base_url = "https://bank.example"});
    TestClient visitor(routes().with(client).build().value());
    EXPECT_EQ(visitor.get("/rate/usd").send().text(), R"({"currency":"usd","per_euro":1.5})");
    EXPECT_EQ(visitor.get("/rate/none").send().code(), 404);
    EXPECT_EQ(visitor.get("/rate/gold").send().code(), 503);  // after three attempts, in virtual time
}
// end

TEST(rates, cannot_lead_the_request_elsewhere) {
    std::string asked;
    const Client client = Client::answered_by(
        [&](http::Request& request) -> Task<http::Response> {
            asked = std::string(request.target);
            co_return http::Response{.status = http::Status::not_found};
        },
        {.base_url = "https://bank.example"});
    TestClient visitor(routes().with(client).build().value());
    EXPECT_EQ(visitor.get("/rate/..%2Fadmin%3Fx").send().code(), 404);
    EXPECT_EQ(asked, "/rates/..%2Fadmin%3Fx");
}

// snippet: time
TEST(rates, are_waited_for_as_long_as_the_client_says) {
    const auto hangs = [](http::Request&) -> Task<http::Response> {
        co_await sleep(1h);
        co_return http::Response{};
    };
    const Client client = Client::answered_by(hangs, {.base_url = "https://bank.example", .total_timeout = 5s});
    TestClient visitor(routes().with(client).build().value());
    const Instant begin = visitor.loop().now();
    EXPECT_EQ(visitor.get("/rate/usd").send().code(), 503);
    EXPECT_EQ(visitor.loop().now() - begin, 5s);
}
// end

TEST(words, arrive_as_events) {
    const auto model = [](http::Request& request) -> Task<http::Response> {
        EXPECT_EQ(request.headers.get("authorization"), "Bearer secret");
        EXPECT_EQ(co_await request.body.collect(100), R"("why?")");
        http::Response response;
        response.headers.set("content-type", "text/event-stream");
        response.body = http::Body("data: be\n\ndata: cause\n\ndata: [DONE]\n\n");
        co_return response;
    };
    const Client client = Client::answered_by(model, {.base_url = "https://llm.example"});
    TestLoop loop;
    EXPECT_EQ(loop.run(ask(client, "why?")).value(), "because");
}

}  // namespace
