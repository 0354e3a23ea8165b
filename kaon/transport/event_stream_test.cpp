// Event streams (text/event-stream) while the server drains: the silent ones end, whole; the others go on.
#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::expect_served, test_client::get_request;

namespace {

Stream<std::string> one_event_and_silence() {
    co_yield "data: 1\n\n";
    co_await sleep(1h);
}
Stream<std::string> ten_events() {
    for (int i = 0; i < 10; ++i) {
        co_await sleep(50ms);
        co_yield "data: x\n\n";
    }
}

Task<http::Response> service(http::Request& request) {
    http::Response response;
    if (request.path != "/plain") response.headers.set("content-type", "text/event-stream");
    response.body = http::Body::stream(request.path == "/talking" ? ten_events() : one_event_and_silence());
    co_return response;
}

const ServerOptions patient{.drain_grace = 200ms, .drain_timeout = 1h};

}  // namespace

TEST(event_stream, that_is_silent_ends_whole_when_the_server_drains) {
    expect_served(service, patient, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient kept = co_await RawClient::connect(address), old = co_await RawClient::connect(address);
        co_await kept.send(get_request("/silent"));
        co_await old.send("GET /silent HTTP/1.0\r\n\r\n");
        co_await sleep(50ms);
        server.stop();
        const RawResponse response = co_await kept.receive();
        EXPECT_TRUE(response.complete) << "with its last chunk";
        EXPECT_EQ(response.body, "data: 1\n\n");
        EXPECT_EQ(co_await kept.rest(), "");
        EXPECT_TRUE(kept.ended_politely());
        EXPECT_TRUE((co_await old.rest()).ends_with("data: 1\n\n"));
        EXPECT_TRUE(old.ended_politely());
    });
}

TEST(event_stream, that_still_says_something_goes_on_until_it_ends) {
    // Longer than a busy machine keeps a core from its turn: who talks would be silent for so long.
    const ServerOptions options{.drain_grace = 5s, .drain_timeout = 1h};
    expect_served(service, options, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(get_request("/talking"));
        co_await sleep(80ms);
        server.stop();
        const RawResponse response = co_await client.receive();
        EXPECT_TRUE(response.complete);
        EXPECT_EQ(response.body.size(), 10 * std::string_view("data: x\n\n").size());
    });
}

// Nobody would notice that it is not whole, were it ended like an event stream.
TEST(event_stream, what_is_none_is_cut_at_the_drain_deadline) {
    const ServerOptions options{.drain_grace = 0ms, .drain_timeout = 100ms};
    expect_served(service, options, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(get_request("/plain"));
        co_await sleep(50ms);
        server.stop();
        EXPECT_FALSE((co_await client.receive()).complete);
    });
}
