// Memory that cannot be had: each allocation of a request fails once; the request ends, the server goes on.
// Not under the thread sanitizer, which brings these operators itself.
#if !__has_feature(thread_sanitizer)
#include <atomic>
#include <new>
#include <thread>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "kaon/base/scarce_memory_test.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/http/tunnel.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::expect_served, test_client::get_request;

namespace {

Stream<std::string> pieces() {
    for (int i = 0; i < 3; ++i) co_yield std::string(5'000, 's');
}

Task<void> greet(http::Tunnel& tunnel) { co_await tunnel.write("hello"); }

Task<http::Response> service(http::Request& request) {
    if (request.path == "/tunnel") co_return http::upgrade("test", greet);
    http::Response response;
    response.headers.set_copy("x-path", request.path);
    if (request.path == "/stream") {
        response.body = http::Body::stream(pieces());
    } else if (request.path == "/large") {
        response.body = http::Body(std::string(200'000, 'l'));
    } else if (request.path == "/late") {
        co_await sleep(1ms);
        response.body = http::Body(std::string(1'000, 'x'));
    } else {
        response.body = http::Body(co_await request.body.collect(1 << 20));
    }
    co_return response;
}

// What one connection gets for its bytes, to its end or for two seconds.
std::string converse(const runtime::SocketAddress& address, const std::string& bytes) {
    const Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{.tv_sec = 2};
    ::setsockopt(fd.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()) != 0) return "";
    (void)::send(fd.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    std::string answer;
    static char piece[64 * 1024];
    for (ssize_t n; (n = ::recv(fd.number(), piece, sizeof piece, 0)) > 0;)
        answer.append(piece, static_cast<std::size_t>(n));
    return answer;
}

const std::string last = "Connection: close\r\n";

}  // namespace

TEST(memory, that_cannot_be_had_ends_one_request_and_the_server_goes_on) {
    const std::string requests[] = {
        get_request("/late", last),
        get_request("/stream", last),
        get_request("/large", last),
        "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
        "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: "
        "chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        get_request("/a") + get_request("/late") + get_request("/b", last),
        get_request("/tunnel", "Connection: upgrade\r\nUpgrade: test\r\n"),
        "BAD\r\n\r\n",
    };
    expect_served(service, {}, [&](Server&, runtime::SocketAddress address) -> Task<void> {
        // The other core has its listener before anything fails: a server that cannot start is another matter.
        co_await on_core(1, []() -> Task<void> { co_return; }());
        std::atomic<bool> done = false;
        int failures = 0;
        std::thread client([&] {
            ScarceMemory::is_exempt = true;
            for (const std::string& request : requests) {
                const std::string whole = converse(address, request);
                bool reached = true;
                for (int n = 0; reached && n < 200; ++n) {
                    scarce_memory.fail_after(n);
                    const std::string answer = converse(address, request);
                    reached = !scarce_memory.stop();
                    failures += reached;
                    // Nothing but what was meant, the refusal, or the beginning of what was meant.
                    const std::string status = answer.substr(0, 12);
                    EXPECT_TRUE(status.empty() || status == whole.substr(0, 12) || status == "HTTP/1.1 503" ||
                                status == "HTTP/1.1 500")
                        << answer.substr(0, 200);
                }
                EXPECT_EQ(converse(address, request).substr(0, 12), whole.substr(0, 12)) << "it goes on";
            }
            done = true;
        });
        while (!done) {
            try {
                (void)co_await attempt(sleep(5ms));
            } catch (const std::bad_alloc&) {  // it was the waiting's turn, which is as good as any
            }
        }
        client.join();
        EXPECT_GT(failures, 10);
    });
}

// Each takes the place of one that was lost on its way to the other core, by memory for its arrival or its opening.
TEST(memory, that_is_missing_when_another_core_is_to_take_a_connection_loses_that_one_and_its_place_is_free) {
    runtime::Runtime runtime({.cores = 2});
    const auto program = [&]() -> Task<void> {
        const auto any_port = runtime::SocketAddress::parse("127.0.0.1", 0).value();
        Server server =
            Server::adopt(co_await runtime::listen_on(any_port, runtime::PortUse::exclusive), {.connections = 3});
        const auto act = [&]() -> Task<void> {
            co_await on_core(1, []() -> Task<void> { co_return; }());
            // One place more than are needed: a client hears of the end a moment before it is counted.
            // This one lives on the core that accepts; so what follows goes to the other.
            test_client::RawClient first = co_await test_client::RawClient::connect(server.address());
            EXPECT_EQ((co_await first.ask(get_request("/a"))).status(), 200);
            EXPECT_EQ(server.connections(), (std::vector<std::uint32_t>{1, 0}));
            std::atomic<bool> done = false;
            std::thread client([&] {
                ScarceMemory::is_exempt = true;
                const std::string request = get_request("/b", last);
                int failures = -1;
                for (bool had_all = false; !had_all && failures < 200; ++failures) {
                    scarce_memory.fail_after(failures + 1);
                    converse(server.address(), request);
                    had_all = scarce_memory.stop();
                    EXPECT_EQ(converse(server.address(), request).substr(0, 12), "HTTP/1.1 200")
                        << "after allocation " << failures + 1 << " had failed";
                }
                EXPECT_GE(failures, 2);
                done = true;
            });
            while (!done) {
                try {
                    (void)co_await attempt(sleep(5ms));
                } catch (const std::bad_alloc&) {
                }
            }
            client.join();
            EXPECT_EQ((co_await first.ask(get_request("/a"))).status(), 200);
            server.stop();
        };
        co_await when_all(server.serve(runtime, service), act());
    };
    const Result<> ran = runtime.run(program());
    EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
}

#endif
