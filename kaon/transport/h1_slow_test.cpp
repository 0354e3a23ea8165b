// Readers over HTTP/1.1 that take their time: what was answered comes whole, or they see that it did not.
#include <charconv>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/content_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::expect_served, test_client::get_request, test_client::letters, test_client::RawClient,
    test_client::RawResponse;

namespace {

constexpr std::size_t small = 10'000;  // sent together with others

// "/" is small; "/N" is a stream of so many bytes, whose length is not announced.
Task<http::Response> service(http::Request& request) {
    http::Response response;
    std::uint64_t size = 0;
    const std::string_view digits = request.path.substr(1);
    std::from_chars(digits.data(), digits.data() + digits.size(), size);
    response.body = size ? http::Body::stream(letters(size)) : http::Body(std::string(small, 's'));
    co_return response;
}

// Takes little, so that the server is soon blocked.
Fd narrow_reader(const runtime::SocketAddress& address) {
    Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int little = 4096;
    ::setsockopt(fd.number(), SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    EXPECT_EQ(::connect(fd.number(), static_cast<const sockaddr*>(address.system()), address.system_size()), 0);
    return fd;
}

struct Ended {
    std::size_t bytes = 0;
    bool politely = false;
};

Task<Ended> read_to_the_end(const Fd& fd) {
    Ended ended;
    char piece[64 * 1024];
    for (;;) {
        const ssize_t n = ::recv(fd.number(), piece, sizeof piece, MSG_DONTWAIT);
        if (n < 0 && errno == EAGAIN) {
            co_await sleep(1ms);
            continue;
        }
        ended.politely = n == 0;
        if (n <= 0) co_return ended;
        ended.bytes += static_cast<std::size_t>(n);
    }
}

}  // namespace

TEST(h1_slow, a_connection_that_has_grown_old_sends_what_was_answered) {
    const ServerOptions options{.connection_age = 100ms};
    expect_served(service, options, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        std::string requests;
        for (int i = 0; i < 3'000; ++i) requests += get_request("/");
        co_await client.send(requests);
        co_await sleep(1'500ms);  // until the sweep has seen it
        for (bool last = false; !last;) {
            const RawResponse response = co_await client.receive();
            EXPECT_TRUE(response.complete);
            last = !response.complete || response.has("connection: close");
        }
        EXPECT_EQ(co_await client.rest(), "");
        EXPECT_TRUE(client.ended_politely());
    });
}

// The last pieces of some are with the server when their source has ended.
TEST(h1_slow, a_content_that_is_cut_off_for_a_peer_of_http_1_0_ends_with_a_reset) {
    expect_served(service, {.write_timeout = 200ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        std::vector<Fd> readers;
        constexpr std::size_t step = 50'000;
        for (std::size_t size = step; size <= 60 * step; size += step) {
            readers.push_back(narrow_reader(address));
            const std::string request = "GET /" + std::to_string(size) + " HTTP/1.0\r\n\r\n";
            EXPECT_EQ(::send(readers.back().number(), request.data(), request.size(), MSG_NOSIGNAL),
                      std::ssize(request));
        }
        co_await sleep(2s);  // until they have been given up
        std::size_t size = 0, cut = 0;
        for (const Fd& reader : readers) {
            size += step;
            const Ended ended = co_await read_to_the_end(reader);
            if (ended.politely) EXPECT_GT(ended.bytes, size) << "it looks whole, and is not";
            else ++cut;
        }
        EXPECT_GT(cut, 0u) << "else nobody was slow enough";
    });
}
