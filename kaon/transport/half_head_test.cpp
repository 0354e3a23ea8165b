// Peers that have sent a part of a head: what each of them may cost, and that it is read as if it had come whole.
#include <gtest/gtest.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::expect_served, test_client::get_request;

namespace {

Task<http::Response> service(http::Request& request) {
    http::Response response;
    std::size_t bytes = 0;
    for (const auto& [name, value] : request.headers) bytes += value.size();
    response.body = http::Body(std::string(request.path) + " " + std::to_string(bytes));
    co_return response;
}

Fd connected(const runtime::SocketAddress& address) {
    Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    ::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size());
    return fd;
}

Task<void> until_connected(const Server& server, std::uint32_t count) {
    for (int i = 0; i < 500 && server.connections().front() < count; ++i) co_await sleep(5ms);
    EXPECT_EQ(server.connections().front(), count);
}

}  // namespace

TEST(half_head, costs_what_it_has_sent_and_not_a_whole_buffer) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    GTEST_SKIP() << "counts the bytes of the system's allocator";
#endif
    constexpr std::size_t peers = 300;
    runtime::Runtime runtime({.cores = 1});  // the allocator counts the first thread's memory only
    auto script = [&](Server& server) -> Task<void> {
        std::vector<Fd> fds;
        for (std::size_t i = 0; i < peers; ++i) fds.push_back(connected(server.address()));
        co_await until_connected(server, peers);
        const std::size_t before = ::mallinfo2().uordblks;
        const std::string half = "GET /slow HTTP/1.1\r\nHost: example.org\r\nAccept: text/html\r\nCook";
        for (const Fd& fd : fds) {
            EXPECT_EQ(::send(fd.number(), half.data(), half.size(), MSG_NOSIGNAL), std::ssize(half));
        }
        co_await sleep(100ms);
        for (const Fd& fd : fds) EXPECT_EQ(::send(fd.number(), "ie: a", 5, MSG_NOSIGNAL), 5);
        co_await sleep(100ms);
        const std::size_t each = (::mallinfo2().uordblks - before) / peers;
        EXPECT_GE(each, half.size()) << "else they were not read, and this measures nothing";
        EXPECT_LT(each, 1024u);
        server.stop();
    };
    auto program = [&]() -> Task<void> {
        Server server = co_await Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value());
        co_await when_all(server.serve(runtime, service), script(server));
    };
    EXPECT_TRUE(runtime.run(program()).has_value());
}

TEST(half_head, is_read_as_a_whole_one_whatever_the_pieces) {
    expect_served(service, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (const std::size_t value : {10u, 300u, 2'500u, 7'000u, 20'000u}) {
            const std::string request = get_request("/a", "X-Long: " + std::string(value, 'v') + "\r\n");
            const std::string both = request + get_request("/next");
            for (const std::size_t piece : {1u, 7u, 255u, 1'000u, 4'096u, 9'000u}) {
                if (value > 3'000 && piece < 255) continue;
                RawClient client = co_await RawClient::connect(address);
                for (std::size_t at = 0; at < both.size(); at += piece) {
                    co_await client.send(both.substr(at, piece));
                    co_await yield();
                }
                EXPECT_EQ((co_await client.receive()).body, "/a " + std::to_string(value + 1));
                EXPECT_EQ((co_await client.receive()).body, "/next 1");
            }
        }
    });
}

// The rest of a head, and the end behind it, come when its small buffer has room for exactly that.
TEST(half_head, is_answered_when_its_rest_is_the_last_of_its_peer) {
    runtime::Runtime runtime({.cores = 1});  // nothing is read between a send and the end of the side
    auto script = [&](Server& server) -> Task<void> {
        std::vector<Fd> fds;
        const std::string_view half = "GET / HTTP/1.1\r\nHost: a\r\nX-Long: ";
        constexpr std::size_t least = 250, most = 520;
        for (std::size_t size = least; size <= most; ++size) {
            fds.push_back(connected(server.address()));
            EXPECT_EQ(::send(fds.back().number(), half.data(), half.size(), MSG_NOSIGNAL), std::ssize(half));
        }
        co_await until_connected(server, static_cast<std::uint32_t>(fds.size()));
        co_await sleep(50ms);
        std::size_t size = least;
        for (const Fd& fd : fds) {
            const std::string rest = std::string(size++ - half.size() - 4, 'v') + "\r\n\r\n";
            EXPECT_EQ(::send(fd.number(), rest.data(), rest.size(), MSG_NOSIGNAL), std::ssize(rest));
            ::shutdown(fd.number(), SHUT_WR);
        }
        size = least;
        for (const Fd& fd : fds) {
            char answer[1000];
            ssize_t n = -1;
            for (int i = 0; i < 2'000 && n < 0; ++i) {
                n = ::recv(fd.number(), answer, sizeof answer, 0);
                if (n < 0) co_await sleep(1ms);
            }
            EXPECT_GT(n, 0) << "a head of " << size;
            ++size;
        }
        server.stop();
    };
    auto program = [&]() -> Task<void> {
        Server server = co_await Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value());
        co_await when_all(server.serve(runtime, service), script(server));
    };
    EXPECT_TRUE(runtime.run(program()).has_value());
}
