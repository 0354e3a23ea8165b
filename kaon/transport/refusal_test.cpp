// Whatever a peer is refused for, it reads the status, also when it is still sending, and then an end that is no reset
// (RFC 9112, section 9.6).
#include <atomic>

#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::expect_served, test_client::get_request,
    test_client::temporary_file;

namespace {

std::atomic<bool> content_sent = false;

Task<http::Response> service(http::Request& request) {
    http::Response response;
    if (request.path == "/shrunk") {
        response.body = http::Body::file(temporary_file(10), 0, 100'000);
        co_return response;
    }
    if (request.path == "/ignore") {
        while (!content_sent) co_await sleep(1ms);
        co_await sleep(1ms);  // the turn that looks at the socket
        response.body = http::Body("ignored");
        co_return response;
    }
    const Result<std::string> body = co_await attempt(request.body.collect(1 << 20));
    if (!body) {
        response.status = body.error().is(Errc::timeout)     ? http::Status::request_timeout
                          : body.error().is(Errc::too_large) ? http::Status::content_too_large
                                                             : http::Status::bad_request;
    }
    co_return response;
}

// A megabyte behind what is refused, as from a client that does not listen while it sends.
Task<void> go_on_sending(RawClient& client) {
    for (int i = 0; i < 64; ++i) {
        if (!co_await attempt(client.send(std::string(16 * 1024, 'x')))) {
            ADD_FAILURE() << "cut off after " << i * 16 << " kB";
            co_return;
        }
        co_await sleep(1ms);
    }
}

const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";

struct Refusal {
    int status;
    std::string bytes;
    ServerOptions options = {};
};

}  // namespace

TEST(refusal, is_read_by_a_peer_that_goes_on_sending_and_ends_without_a_reset) {
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 101; ++i) many += "a: b\r\n";
    const Refusal refusals[] = {
        {400, "GET / HTTP/1.1\nHost: a\n\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"},
        {408, "GET / HTTP/1.1\r\nHost: a\r\n", {.head_timeout = 50ms}},
        {408, post + "Content-Length: 1000000\r\n\r\nhalf", {.body_timeout = 50ms}},
        {413, post + "Content-Length: 2000000\r\n\r\n", {.body_bytes = 1000}},
        {413, post + "Transfer-Encoding: chunked\r\n\r\n200000\r\n", {.body_bytes = 1000}},
        {413, post + "Content-Length: 9000000\r\n\r\n"},  // the handler's own limit
        {414, "GET /" + std::string(9000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
        {417, post + "Expect: miracles\r\nContent-Length: 9000000\r\n\r\n"},
        {431, many + "\r\n"},
        {431, "GET / HTTP/1.1\r\nHost: a\r\nx: " + std::string(40'000, 'x')},
        {501, post + "Transfer-Encoding: gzip, chunked\r\n\r\n"},
        {505, "GET / HTTP/3.0\r\nHost: a\r\n\r\n"},
    };
    for (const Refusal& refusal : refusals) {
        SCOPED_TRACE(std::to_string(refusal.status) + " for " + refusal.bytes.substr(0, 90));
        expect_served(service, refusal.options, [&](Server&, runtime::SocketAddress address) -> Task<void> {
            RawClient client = co_await RawClient::connect(address);
            co_await client.send(refusal.bytes);
            // What comes late is seen late: the sweep runs once a second.
            if (refusal.status == 408) co_await sleep(1200ms);
            co_await go_on_sending(client);
            const RawResponse response = co_await client.receive();
            EXPECT_EQ(response.status(), refusal.status);
            EXPECT_TRUE(response.complete);
            EXPECT_TRUE(response.has("connection: close"));
            EXPECT_EQ(co_await client.rest(), "");
            EXPECT_TRUE(client.ended_politely());
        });
    }
}

TEST(refusal, of_a_connection_too_many_is_read_by_a_peer_that_goes_on_sending) {
    for (const ServerOptions& options : {ServerOptions{.connections = 1}, ServerOptions{.connections_per_peer = 1}}) {
        expect_served(service, options, [&](Server&, runtime::SocketAddress address) -> Task<void> {
            RawClient first = co_await RawClient::connect(address);
            EXPECT_EQ((co_await first.ask(get_request("/"))).status(), 200);
            RawClient second = co_await RawClient::connect(address);
            co_await second.send(post + "Content-Length: 9000000\r\n\r\n");
            co_await go_on_sending(second);
            const RawResponse response = co_await second.receive();
            EXPECT_EQ(response.status(), 503);
            EXPECT_TRUE(response.has("retry-after: "));
            EXPECT_EQ(co_await second.rest(), "");
            EXPECT_TRUE(second.ended_politely());
        });
    }
}

TEST(refusal, is_followed_for_no_longer_than_the_linger_timeout) {
    expect_served(service, {.linger_timeout = 100ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ((co_await client.ask("nonsense\r\n\r\n")).status(), 400);
        EXPECT_EQ(co_await client.rest(), "");
        Result<> sent;
        for (int i = 0; i < 200 && sent; ++i) {
            co_await sleep(20ms);
            sent = co_await attempt(client.send("x"));
        }
        EXPECT_FALSE(sent) << "nobody reads on";
    });
}

// What nobody read is taken off the connection up to a limit; above it the connection is the cheaper loss.
TEST(refusal, content_that_nobody_read_is_taken_off_up_to_the_limit) {
    expect_served(service, {.drained_bytes = 1000}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const std::size_t size : {900u, 1100u}) {
            content_sent = false;
            RawClient client = co_await RawClient::connect(address);
            co_await client.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) +
                                 "\r\n\r\n");
            co_await sleep(10ms);  // so that the content comes by itself
            co_await client.send(std::string(size, 'x'));
            content_sent = true;
            const RawResponse response = co_await client.receive();
            EXPECT_EQ(response.body, "ignored");
            EXPECT_EQ(response.has("connection: close"), size > 1000) << size;
        }
    });
}

// Nothing may be made up to fill what was announced.
TEST(refusal, a_file_that_has_shrunk_cuts_the_response) {
    expect_served(service, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        const RawResponse response = co_await client.ask(get_request("/shrunk"));
        EXPECT_FALSE(response.complete);
        EXPECT_EQ(response.body.find_first_not_of('\0'), std::string::npos);
        EXPECT_LE(response.body.size(), 10u);
    });
}
