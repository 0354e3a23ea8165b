// The server over real sockets: keep-alive, pipelining, refusals, errors, stopping.
#include <atomic>
#include <stdexcept>

#include <gtest/gtest.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/server.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::expect_served, test_client::get_request;

namespace {

std::atomic<int> cancelled = 0, finished = 0;

http::Response text(std::string body) {
    http::Response response;
    response.headers.set("content-type", "text/plain");
    response.body = http::Body(std::move(body));
    return response;
}

// What the tests talk to; the path says what to do.
Task<http::Response> service(http::Request& request) {
    const std::string_view path = request.path;
    if (path == "/hello") co_return text("hello");
    if (path == "/echo") co_return text(co_await request.body.collect(1 << 20));
    if (path == "/ignore") co_return text("ignored");
    if (path == "/throw") throw std::runtime_error("secret");
    if (path == "/fail") co_return Error(Errc::conflict, "secret");
    if (path == "/peer") co_return text(request.peer.text());
    if (path == "/split") {
        http::Response response = text("x");
        response.headers.set_copy("x-note", "a\r\nset-cookie: b=c");
        co_return response;
    }
    if (path == "/slow") {
        Result<> slept = co_await attempt(sleep(300ms));
        slept ? ++finished : ++cancelled;
        co_return text(std::string(request.query));
    }
    if (path == "/forever") {
        co_await sleep(1h);
        co_return text("never");
    }
    http::Response response = text("none");
    response.status = http::Status::not_found;
    co_return response;
}

std::string post(std::string_view path, std::string_view body) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

// Runs a script against the service, with the options.
template <class F>
void against(ServerOptions options, F script) {
    expect_served(service, options, script);
}

}  // namespace

TEST(server, keeps_connections_and_answers_each_kind_of_request) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        RawResponse hello = co_await client.ask(get_request("/hello"));
        EXPECT_EQ(hello.status(), 200);
        EXPECT_EQ(hello.body, "hello");
        EXPECT_TRUE(hello.has("date: "));
        EXPECT_EQ((co_await client.ask(get_request("/none"))).status(), 404);
        EXPECT_EQ((co_await client.ask(post("/echo", "content"))).body, "content");
        EXPECT_EQ((co_await client.ask(get_request("/slow?a=b"))).body, "a=b");
        EXPECT_EQ((co_await client.ask(get_request("/peer"))).body, "127.0.0.1");
        co_await client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        RawResponse head = co_await client.receive(true);
        EXPECT_TRUE(head.has("content-length: 5"));
        EXPECT_EQ((co_await client.ask(get_request("/hello"))).body, "hello");
    });
}

TEST(server, answers_pipelined_requests_in_order) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        std::string batch;
        for (int i = 0; i < 50; ++i) {
            batch += i % 10 == 7 ? get_request("/slow?" + std::to_string(i)) : post("/echo", std::to_string(i));
        }
        co_await client.send(batch);
        for (int i = 0; i < 50; ++i) EXPECT_EQ((co_await client.receive()).body, std::to_string(i));
    });
}

TEST(server, answers_requests_that_came_together_with_one_write) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        std::string batch;
        for (int i = 0; i < 16; ++i) batch += get_request("/hello");
        co_await client.send(batch);
        for (int i = 0; i < 16; ++i) EXPECT_EQ((co_await client.receive()).body, "hello");
        // Nagle's algorithm is off, so each write would have been a segment of its own.
        tcp_info info{};
        socklen_t size = sizeof info;
        EXPECT_EQ(::getsockopt(client.fd(), IPPROTO_TCP, TCP_INFO, &info, &size), 0);
        EXPECT_EQ(info.tcpi_data_segs_in, 1u);
    });
}

TEST(server, accepts_requests_that_arrive_byte_by_byte) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        std::string bytes = post("/echo", "slowly") +
                            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n" +
                            get_request("/hello");
        for (char c : bytes) {
            co_await client.send(std::string(1, c));
            co_await yield();
        }
        EXPECT_EQ((co_await client.receive()).body, "slowly");
        EXPECT_EQ((co_await client.receive()).body, "abcde");
        EXPECT_EQ((co_await client.receive()).body, "hello");
    });
}

TEST(server, closes_when_asked_and_for_http_1_0) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient first = co_await RawClient::connect(address);
        EXPECT_TRUE((co_await first.ask(get_request("/hello", "Connection: close\r\n"))).has("connection: close"));
        EXPECT_EQ(co_await first.rest(), "");
        RawClient second = co_await RawClient::connect(address);
        EXPECT_EQ((co_await second.ask("GET /hello HTTP/1.0\r\n\r\n")).body, "hello");
        EXPECT_EQ(co_await second.rest(), "");
    });
}

// Whoever said that nothing follows is let go at once; nobody waits for the other side's end.
TEST(server, closes_both_directions_for_a_peer_that_is_done) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.ask(get_request("/hello", "Connection: close\r\n"));
        EXPECT_EQ(co_await client.rest(), "");
        Result<> sent = co_await attempt(client.send("x"));  // answered with a reset
        for (int i = 0; i < 500 && sent; ++i) {
            co_await sleep(Duration::milliseconds(1));
            sent = co_await attempt(client.send("x"));
        }
        EXPECT_FALSE(sent);
    });
}

TEST(server, reads_on_for_a_peer_that_is_done_but_for_its_content) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(
            "POST /ignore HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\n");
        EXPECT_EQ((co_await client.receive()).body, "ignored");
        for (int i = 0; i < 50; ++i) {
            co_await client.send(std::string(1000, 'x'));
            co_await sleep(Duration::milliseconds(1));
        }
        EXPECT_EQ(co_await client.rest(), "");
    });
}

TEST(server, errors_of_handlers_are_500_without_their_texts) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const char* path : {"/throw", "/fail", "/split"}) {
            RawClient client = co_await RawClient::connect(address);
            RawResponse response = co_await client.ask(get_request(path));
            EXPECT_EQ(response.status(), 500) << path;
            EXPECT_FALSE(response.has("set-cookie"));
            EXPECT_EQ(response.body.find("secret"), std::string::npos);
            EXPECT_EQ((co_await client.ask(get_request("/hello"))).body, "hello") << "the connection goes on";
        }
    });
}

TEST(server, refuses_what_cannot_be_framed_and_closes) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        const std::string bad[] = {
            "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET /hello HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n", "GET /hello HTTP/1.1\nHost: a\n\n"};
        for (const std::string& bytes : bad) {
            RawClient client = co_await RawClient::connect(address);
            RawResponse response = co_await client.ask(bytes + get_request("/hello"));
            EXPECT_EQ(response.status(), 400) << bytes;
            EXPECT_EQ(co_await client.rest(), "") << "nothing after a refusal is answered";
        }
    });
}

TEST(server, drops_unread_content_or_the_connection) {
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient small = co_await RawClient::connect(address);
        EXPECT_EQ((co_await small.ask(post("/ignore", "GET /throw HTTP/1.1\r\n\r\n"))).body, "ignored");
        EXPECT_EQ((co_await small.ask(get_request("/hello"))).body, "hello");
        RawClient large = co_await RawClient::connect(address);
        co_await large.send("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" +
                            std::string(1000, 'x'));
        RawResponse response = co_await large.receive();
        EXPECT_EQ(response.body, "ignored");
        EXPECT_TRUE(response.has("connection: close"));
    });
}

TEST(server, cancels_a_safe_request_whose_peer_has_gone_and_finishes_others) {
    cancelled = finished = 0;
    against({}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        {
            RawClient asks = co_await RawClient::connect(address);
            co_await asks.send(get_request("/slow"));
            RawClient changes = co_await RawClient::connect(address);
            co_await changes.send(post("/slow", ""));
            co_await sleep(50ms);
        }
        co_await sleep(100ms);
        EXPECT_EQ(cancelled, 1);
        EXPECT_EQ(finished, 0);
        co_await sleep(400ms);
        EXPECT_EQ(finished, 1);
    });
}

TEST(server, stops_politely) {
    against({}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient idle = co_await RawClient::connect(address);
        EXPECT_EQ((co_await idle.ask(get_request("/hello"))).status(), 200);
        RawClient busy = co_await RawClient::connect(address);
        co_await busy.send(get_request("/slow?x"));
        co_await sleep(50ms);
        server.stop();
        EXPECT_EQ(co_await idle.rest(), "") << "idle connections are closed at once";
        RawResponse last = co_await busy.receive();
        EXPECT_EQ(last.body, "x") << "what runs is finished";
        EXPECT_TRUE(last.has("connection: close"));
        EXPECT_FALSE(co_await attempt(RawClient::connect(address))) << "nobody listens any more";
    });
}

TEST(server, answers_a_request_that_crosses_with_a_stop) {
    against({}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient fresh = co_await RawClient::connect(address);
        co_await sleep(50ms);  // accepted, and asked nothing yet
        server.stop();
        co_await sleep(20ms);
        RawResponse response = co_await fresh.ask(get_request("/hello"));
        EXPECT_EQ(response.status(), 200);
        EXPECT_EQ(co_await fresh.rest(), "") << "and closes then";
    });
}

TEST(server, cancels_what_outlives_the_drain_deadline) {
    against({.drain_timeout = 100ms}, [](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient busy = co_await RawClient::connect(address);
        co_await busy.send(post("/forever", ""));
        co_await sleep(50ms);
        server.stop();
        EXPECT_EQ(co_await busy.rest(), "");
    });
}

TEST(server, a_taken_port_is_a_conflict) {
    const auto any = runtime::SocketAddress::parse("127.0.0.1", 0).value();
    Server first = Server::bind(any).value();
    EXPECT_TRUE(Server::bind(first.address()).error().is(Errc::conflict));
}
