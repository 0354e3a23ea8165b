// Limits and timeouts of the server, each reached on purpose.
#include <gtest/gtest.h>

#include "kaon/coro/scope.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::expect_served;

namespace {

Task<http::Response> service(http::Request& request) {
    http::Response response;
    Result<std::string> body = co_await attempt(request.body.collect(1 << 20));
    if (body) {
        response.body = http::Body(std::move(*body));
    } else {
        response.status = body.error().is(Errc::timeout)     ? http::Status::request_timeout
                          : body.error().is(Errc::too_large) ? http::Status::content_too_large
                                                             : http::Status::bad_request;
    }
    co_return response;
}

template <class F>
void against(ServerOptions options, F script) {
    expect_served(service, options, script);
}

const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";

}  // namespace

TEST(limits, a_head_that_never_ends_is_answered_408) {
    against({.head_timeout = 200ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send("GET / HTTP/1.1\r\nHost: a\r\n");
        for (int i = 0; i < 4; ++i) {
            co_await sleep(50ms);
            co_await client.send("X-Slow: 1\r\n");
        }
        EXPECT_EQ((co_await client.receive()).status(), 408);
        EXPECT_EQ(co_await client.rest(), "");
    });
}

TEST(limits, an_idle_connection_is_closed) {
    against({.idle_timeout = 200ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ(co_await client.rest(), "");
    });
}

TEST(limits, content_that_stalls_ends_as_a_timeout) {
    against({.body_timeout = 200ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ((co_await client.ask(head + "Content-Length: 10\r\n\r\nhalf")).status(), 408);
    });
}

TEST(limits, content_that_trickles_ends_as_a_timeout_and_content_that_flows_does_not) {
    const ServerOptions options{.body_grace = 300ms, .body_bytes_per_second = 1000};
    against(options, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient trickles = co_await RawClient::connect(address);
        co_await trickles.send(head + "Transfer-Encoding: chunked\r\n\r\n");
        bool open = true;
        for (int i = 0; i < 40 && open; ++i) {
            co_await sleep(100ms);
            open = (co_await attempt(trickles.send("1\r\nx\r\n"))).has_value();
        }
        EXPECT_FALSE(open);
        RawClient flows = co_await RawClient::connect(address);
        co_await flows.send(head + "Content-Length: 4000\r\n\r\n");
        for (int i = 0; i < 20; ++i) {
            co_await sleep(100ms);
            co_await flows.send(std::string(200, 'x'));
        }
        EXPECT_EQ((co_await flows.receive()).status(), 200);
    });
}

TEST(limits, oversized_content_is_answered_413) {
    against({.body_bytes = 1000}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient announced = co_await RawClient::connect(address);
        EXPECT_EQ((co_await announced.ask(head + "Content-Length: 1001\r\n\r\n")).status(), 413);
        RawClient chunked = co_await RawClient::connect(address);
        EXPECT_EQ((co_await chunked.ask(head + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x') +
                                        "\r\n0\r\n\r\n"))
                      .status(),
                  413);
        RawClient fits = co_await RawClient::connect(address);
        EXPECT_EQ((co_await fits.ask(head + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'x'))).body.size(),
                  1000u);
    });
}

TEST(limits, oversized_heads_are_refused_with_the_right_status) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        struct Case {
            std::string bytes;
            int status;
        };
        std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
        for (int i = 0; i < 101; ++i) many += "a: b\r\n";
        const Case cases[] = {{"GET /" + std::string(9000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
                              {"GET / HTTP/1.1\r\nHost: a\r\nx: " + std::string(40'000, 'x') + "\r\n\r\n", 431},
                              {many + "\r\n", 431}};
        for (const Case& c : cases) {
            RawClient client = co_await RawClient::connect(address);
            EXPECT_EQ((co_await client.ask(c.bytes)).status(), c.status);
        }
    });
}

TEST(limits, a_chunk_that_is_no_chunk_is_an_error_and_the_end) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const char* chunk : {"-1\r\n", "0x3\r\nabc\r\n", "3\r\nabcX\r\n", "ffffffffffffffffff\r\n"}) {
            RawClient client = co_await RawClient::connect(address);
            RawResponse response =
                co_await client.ask(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n");
            EXPECT_EQ(response.status(), 400) << chunk;
            EXPECT_EQ(co_await client.rest(), "") << chunk;
        }
    });
}

TEST(limits, connections_above_the_peers_limit_are_answered_503_whatever_core_they_reach) {
    against({.connections_per_peer = 3}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        std::vector<RawClient> clients;
        for (int i = 0; i < 20; ++i) clients.push_back(co_await RawClient::connect(address));
        int served = 0, refused = 0;
        for (RawClient& client : clients) {
            RawResponse response = co_await client.ask(head + "Content-Length: 2\r\n\r\nok");
            if (response.body == "ok") ++served;
            if (response.status() != 503) continue;
            ++refused;
            EXPECT_TRUE(response.has("retry-after: ")) << response.head;
            EXPECT_EQ(co_await client.rest(), "");
        }
        EXPECT_EQ(served, 3);
        EXPECT_EQ(refused, 17);
    });
}

TEST(limits, a_full_server_answers_503_and_serves_again_when_somebody_left) {
    against({.connections = 2}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        const std::string ask = head + "Content-Length: 2\r\n\r\nok";
        {
            RawClient first = co_await RawClient::connect(address), second = co_await RawClient::connect(address);
            EXPECT_EQ((co_await first.ask(ask)).body, "ok");
            EXPECT_EQ((co_await second.ask(ask)).body, "ok");
            RawClient third = co_await RawClient::connect(address);
            EXPECT_EQ((co_await third.ask(ask)).status(), 503);
            EXPECT_EQ((co_await first.ask(ask)).body, "ok") << "those that are in are not disturbed";
        }
        int status = 0;
        for (int i = 0; i < 100 && status != 200; ++i) {
            co_await sleep(20ms);
            RawClient next = co_await RawClient::connect(address);
            status = (co_await next.ask(ask)).status();
        }
        EXPECT_EQ(status, 200);
    });
}

TEST(limits, more_connections_than_allowed_wait_for_one_to_leave_when_told_so) {
    const ServerOptions options{.connections = 2, .when_full = WhenFull::wait};
    against(options, [](Server&, runtime::SocketAddress address) -> Task<void> {
        int served = 0;
        const auto visit = [&]() -> Task<void> {
            RawClient client = co_await RawClient::connect(address);
            const RawResponse response = co_await client.ask(head + "Connection: close\r\nContent-Length: 2\r\n\r\nok");
            if (response.body == "ok") ++served;
        };
        co_await scope([&](Scope& all) -> Task<void> {
            for (int i = 0; i < 12; ++i) all.spawn(visit());
            co_return;
        });
        EXPECT_EQ(served, 12);
    });
}

TEST(limits, a_connection_is_closed_politely_after_its_last_request) {
    against({.requests_per_connection = 3}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        const std::string ask = head + "Content-Length: 2\r\n\r\nok";
        for (int i = 0; i < 2; ++i) EXPECT_FALSE((co_await client.ask(ask)).has("connection: close"));
        RawResponse last = co_await client.ask(ask);
        EXPECT_EQ(last.body, "ok");
        EXPECT_TRUE(last.has("connection: close"));
        EXPECT_EQ(co_await client.rest(), "");
    });
}

TEST(limits, an_old_connection_is_closed_after_a_response_or_when_it_is_idle) {
    against({.connection_age = 100ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        const std::string ask = head + "Content-Length: 2\r\n\r\nok";
        RawClient idle = co_await RawClient::connect(address), busy = co_await RawClient::connect(address);
        EXPECT_EQ((co_await idle.ask(ask)).body, "ok");
        co_await sleep(150ms);
        EXPECT_TRUE((co_await busy.ask(ask)).has("connection: close"));
        EXPECT_EQ(co_await busy.rest(), "");
        EXPECT_EQ(co_await idle.rest(), "");
    });
}
