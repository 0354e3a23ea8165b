// What a client counts and traces: requests, repeats, connections that are open, in use and waited for.
#include "kaon/base/atomic.hpp"
#include "kaon/client/client.hpp"
#include "kaon/coro/flag.hpp"
#include "kaon/coro/join.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/telemetry/traceparent.hpp"
#include "tests/client/served.hpp"

using namespace kaon;
using namespace kaon::client;
using namespace kaon::client::testing;

namespace {

// Answers each when `open` is raised, and counts those that wait for it.
struct Gate {
    Flag open;
    Atomic<int> here = 0;

    Task<http::Response> operator()(http::Request& request) const {
        if (request.path == "/gate") {
            here.add(1);
            co_await open.wait();
        }
        http::Response response;
        if (request.path == "/moved") {
            response.status = http::Status::found;
            response.headers.set("location", "/there");
        }
        if (request.path == "/busy") response.status = http::Status::service_unavailable;
        response.body = http::Body("ok");
        co_return response;
    }
};

}  // namespace

TEST(client_meters, count_requests_by_what_became_of_them) {
    const Gate gate;
    with_server(gate, [](std::string base) -> Task<void> {
        const Client client({.base_url = base, .retries = {.attempts = 3, .first_wait = 1ms}});
        const Meters& meters = client.meters();
        EXPECT_EQ(co_await client.get("/").text(), "ok");
        EXPECT_EQ(co_await client.get("/moved").text(), "ok");
        EXPECT_EQ((co_await client.get("/busy").send()).code(), 503);
        const Result<std::string> refused = co_await attempt(client.get(std::string("ftp://x.example/")).text());
        EXPECT_FALSE(refused);
        EXPECT_EQ(meters.requests.read(), 4u);
        EXPECT_EQ(meters.unanswered.read(), 1u);
        EXPECT_EQ(meters.redirects.read(), 1u);
        EXPECT_EQ(meters.repeats.read(), 2u);
        EXPECT_EQ(meters.duration.read().count, 3u);
        EXPECT_GT(meters.duration.read().sum, 0);
        EXPECT_EQ(meters.connecting.read().count, 1u);
        EXPECT_GT(meters.connecting.read().sum, 0);
        EXPECT_EQ(meters.connections.read(), 1u);
    });
}

TEST(client_meters, tell_connections_in_use_from_requests_that_wait_for_one) {
    const Gate gate;
    with_server(gate, [&](std::string base) -> Task<void> {
        const Client client({.base_url = base, .connections = 2});
        const Meters& meters = client.meters();
        const auto watch = [&]() -> Task<void> {
            while (gate.here.load() < 2) co_await sleep(1ms);
            EXPECT_EQ(meters.in_use.read(), 2u);
            EXPECT_EQ(meters.waiting.read(), 3u);
            EXPECT_EQ(meters.connections.read(), 2u);
            gate.open.raise();
        };
        std::vector<Task<std::string>> tasks;
        for (int i = 0; i < 5; ++i) tasks.push_back(client.get("/gate").text());
        co_await when_all(when_all(std::move(tasks)), watch());
        EXPECT_EQ(meters.in_use.read(), 0u);
        EXPECT_EQ(meters.waiting.read(), 0u);
        EXPECT_EQ(meters.connections.read(), 2u);
    });
}

// Whoever gives up, while it waits or while it is answered, is counted out again.
TEST(client_meters, forget_requests_that_are_cancelled) {
    const Gate gate;
    std::optional<Client> client;
    with_server(gate,
                [&](std::string base) -> Task<void> {
                    client.emplace(ClientOptions{.base_url = base, .connections = 1});
                    const auto ask = [&]() -> Task<std::string> { return client->get("/gate").text(); };
                    auto late = co_await attempt(kaon::timeout(50ms, join(ask(), ask(), ask())));
                    EXPECT_FALSE(late);
                    EXPECT_EQ(client->meters().in_use.read(), 0u);
                    EXPECT_EQ(client->meters().waiting.read(), 0u);
                    EXPECT_EQ(client->meters().unanswered.read(), 3u);
                    auto unread = co_await client->get("/").send();
                    EXPECT_EQ(client->meters().connections.read(), 1u);
                    gate.open.raise();
                },
                {.drain_timeout = 100ms});
    EXPECT_EQ(client->meters().connections.read(), 0u) << "they end with the core";
}

TEST(client_trace, goes_from_our_span_through_connecting_to_the_server) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::trace);
    std::string received;
    const Speak speak = [&](runtime::TcpStream peer) -> Task<void> {
        const std::string head = co_await read_head(peer);
        const std::size_t at = head.find("traceparent: ");
        if (at != head.npos) received = head.substr(at + 13, telemetry::traceparent_size);
        co_await peer.write_all("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    };
    telemetry::TraceId trace;
    with_raw_server(speak, [&](std::string base) -> Task<void> {
        constexpr telemetry::Log log("test");
        telemetry::Span span(log, "outer");
        trace = span.trace();
        Context own = co_await current_context();
        own.span = &span;
        kaon::detail::RunIn<std::string> asks{Client().get(base).text(), own};
        EXPECT_EQ(co_await std::move(asks), "ok");
    });
    std::optional<telemetry::Recorder::Entry> request, connect;
    for (telemetry::Recorder::Entry& entry : recorder.entries()) {
        if (entry.ended_span && entry.message == "request") request = entry;
        if (entry.ended_span && entry.message == "connect") connect = entry;
    }
    ASSERT_TRUE(request && connect);
    EXPECT_EQ(request->trace, trace);
    EXPECT_EQ(connect->trace, trace);
    EXPECT_EQ(request->field("status"), "200");
    EXPECT_EQ(connect->field("peer"), "127.0.0.1");
    telemetry::SpanOptions read;
    ASSERT_TRUE(telemetry::read_traceparent(received, read)) << received;
    EXPECT_EQ(read.trace, trace);
    EXPECT_EQ(read.remote_parent, request->span_id);
}
