// HTTP/2 peers that take their time: windows that stay shut or open by a byte, answers that nobody reads.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/content_test.hpp"
#include "kaon/transport/test_client/h2_client_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using namespace kaon::http::h2::frames;
using kaon::http::h2::frames::frame;
using test_client::expect_served, test_client::H2Answer, test_client::H2Client, test_client::large,
    test_client::letters, test_client::produced;

namespace {

constexpr std::uint32_t calm = 11;

Task<http::Response> service(http::Request& request) {
    http::Response response;
    if (request.path == "/bytes") response.body = http::Body(std::string(5'000'000, 'b'));
    else if (request.path == "/stream") response.body = http::Body::stream(letters(large));
    else response.body = http::Body(std::string(request.path));
    co_return response;
}

template <class F>
void against(ServerOptions options, F script) {
    expect_served(service, options, script);
}

std::string wider(std::uint32_t stream, std::uint32_t bytes) {
    return frame(window_update, 0, stream, number_bytes(bytes, 4));
}

// A byte of window now and then, until the server has had enough.
Task<void> open_by_bytes(H2Client& client, std::uint32_t stream) {
    for (int i = 0; i < 100 && client.answers(stream).reset < 0 && client.goaways.empty(); ++i) {
        const Result<> sent = co_await attempt(client.send(wider(stream, 1) + frame(ping, 0, 0, "12345678")));
        if (!sent || !co_await client.pong()) break;
        co_await sleep(100ms);
    }
}

}  // namespace

TEST(h2_slow, a_stream_without_window_meets_the_write_timeout) {
    against({.write_timeout = 300ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        co_await client.send(wider(0, 1 << 20) + get(1, "/bytes"));
        EXPECT_EQ((co_await client.answer(1)).reset, 8);
        co_await client.send(get(3, "/on"));
        EXPECT_EQ((co_await client.answer(3)).body, "/on");
    });
}

TEST(h2_slow, a_stream_that_opens_by_a_byte_now_and_then_meets_the_least_rate) {
    const ServerOptions options{.write_grace = 1s, .write_bytes_per_second = 1'000'000};
    against(options, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        co_await client.send(wider(0, 1 << 20) + get(1, "/bytes"));
        co_await open_by_bytes(client, 1);
        EXPECT_EQ((co_await client.answer(1)).reset, 8);
        co_await client.send(get(3, "/on"));
        EXPECT_EQ((co_await client.answer(3)).body, "/on") << "the connection goes on";
    });
}

// CVE-2019-9511, CVE-2019-9517: a connection's window that stays shut would hold what all of its streams have made.
TEST(h2_slow, a_connection_without_window_ends) {
    against({.write_timeout = 300ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        co_await client.send(get(1, "/bytes") + wider(1, 1 << 20) + get(3, "/bytes") + wider(3, 1 << 20));
        co_await client.rest();
        EXPECT_EQ(client.goaways.at(0).first, calm);
    });
}

TEST(h2_slow, a_connection_that_opens_by_a_byte_now_and_then_meets_the_least_rate) {
    const ServerOptions options{.write_grace = 1s, .write_bytes_per_second = 1'000'000};
    against(options, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        co_await client.send(get(1, "/bytes") + wider(1, 1 << 20));
        co_await open_by_bytes(client, 0);
        co_await client.rest();
        EXPECT_EQ(client.goaways.at(0).first, calm);
    });
}

// Those that wait their turn behind another stream are not at fault, however long that takes.
TEST(h2_slow, streams_that_wait_while_others_are_read_are_left_alone) {
    against({.write_timeout = 1500ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        client.hold_windows();
        co_await client.send(get(1, "/bytes") + wider(1, 8 << 20) + get(3, "/bytes") + wider(3, 8 << 20));
        for (int i = 0; i < 40; ++i) {
            co_await client.send(wider(0, 1000) + frame(ping, 0, 0, "12345678"));
            EXPECT_TRUE(co_await client.pong());
            co_await sleep(100ms);
        }
        EXPECT_TRUE(client.goaways.empty());
        client.give_windows();
        co_await client.send(wider(0, 16 << 20));
        EXPECT_EQ((co_await client.answer(1)).body.size(), 5'000'000u);
        EXPECT_EQ((co_await client.answer(3)).body.size(), 5'000'000u);
    });
}

// CVE-2019-9517: every window is open, but nobody reads the socket.
TEST(h2_slow, answers_that_nobody_reads_are_not_made_and_meet_the_write_timeout) {
    against({.write_timeout = 500ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        H2Client client = co_await H2Client::connect(address);
        const int small = 64 * 1024;
        ::setsockopt(client.fd(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        produced = 0;
        std::string requests = wider(0, 0x7fff0000);
        for (std::uint32_t stream = 1; stream < 200; stream += 2)
            requests += get(stream, "/stream") + wider(stream, 0x7fff0000);
        co_await client.send(requests);
        co_await sleep(3s);  // the sweep comes once a second
        EXPECT_LT(produced, 100u * 50'000 + 20'000'000) << "a piece for each stream, and what the kernel holds";
        co_await client.rest();
        EXPECT_FALSE(client.answers(199).complete) << "it was cut";
        H2Client after = co_await H2Client::connect(address);
        co_await after.send(get(1, "/after"));
        EXPECT_EQ((co_await after.answer(1)).body, "/after");
    });
}
