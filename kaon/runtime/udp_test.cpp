// UDP: both ways, what does not fit, a peer that is not there.
#include <string>

#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/udp.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {
const SocketAddress any_port = SocketAddress::parse("127.0.0.1", 0).value();
}

TEST(udp, answers_come_from_whom_was_asked) {
    auto program = []() -> Task<void> {
        UdpSocket server = co_await UdpSocket::bind(any_port);
        UdpSocket client = co_await UdpSocket::connect(server.address());
        char buffer[16], answer[16];
        auto serve = [&]() -> Task<void> {
            const Datagram asked = co_await server.receive_from(buffer, sizeof buffer);
            EXPECT_EQ(std::string_view(buffer, asked.size), "ping");
            EXPECT_EQ(asked.from, client.address());
            co_await server.send_to("pong", asked.from);
        };
        auto ask = [&]() -> Task<Datagram> {
            co_await sleep(1ms);  // the server waits already
            co_await client.send("ping");
            co_return co_await client.receive(answer, sizeof answer);
        };
        auto [served, got] = co_await when_all(serve(), ask());
        EXPECT_EQ(std::string_view(answer, got.size), "pong");
        EXPECT_EQ(got.from, server.address());
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()));
}

TEST(udp, a_datagram_larger_than_the_buffer_is_cut_and_says_so) {
    auto program = []() -> Task<void> {
        UdpSocket server = co_await UdpSocket::bind(any_port);
        UdpSocket client = co_await UdpSocket::connect(server.address());
        co_await client.send("0123456789");
        co_await client.send("");
        char buffer[4];
        const Datagram cut = co_await server.receive_from(buffer, sizeof buffer);
        EXPECT_TRUE(cut.truncated);
        EXPECT_EQ(cut.size, 10u);
        EXPECT_EQ(std::string_view(buffer, 4), "0123");
        const Datagram empty = co_await server.receive_from(buffer, sizeof buffer);
        EXPECT_FALSE(empty.truncated);
        EXPECT_EQ(empty.size, 0u);
        EXPECT_TRUE((co_await attempt(client.send(std::string(70'000, 'x')))).error().is(Errc::too_large));
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()));
}

TEST(udp, a_connected_peer_that_is_not_there_is_unavailable) {
    auto program = []() -> Task<bool> {
        const SocketAddress nobody = (co_await UdpSocket::bind(any_port)).address();
        UdpSocket client = co_await UdpSocket::connect(nobody);
        co_await client.send("anybody?");
        char buffer[4];
        co_return (co_await attempt(client.receive(buffer, sizeof buffer))).error().is(Errc::unavailable);
    };
    EXPECT_TRUE(Runtime({.cores = 1}).run(program()).value());
}

TEST(udp, joins_groups_only) {
    UdpSocket socket = UdpSocket::bind(any_port).value();
    EXPECT_TRUE(socket.join_group(any_port).error().is(Errc::invalid));
    EXPECT_TRUE(socket.join_group(SocketAddress::parse("::1", 0).value()).error().is(Errc::invalid));
    EXPECT_TRUE(UdpSocket::bind(socket.address()).error().is(Errc::conflict));
}
