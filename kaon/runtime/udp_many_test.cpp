// Many datagrams at once: all of them, whole, in order, from whom they came.
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/udp.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

template <class F>
void run(F program) {
    const Result<> ran = Runtime({.cores = 1}).run(program());
    EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
}

SocketAddress any_port() { return SocketAddress::parse("127.0.0.1", 0).value(); }

}  // namespace

TEST(udp_many, come_in_order_with_their_senders) {
    run([]() -> Task<void> {
        UdpSocket to = co_await UdpSocket::bind(any_port());
        UdpSocket from = co_await UdpSocket::bind(any_port());
        std::vector<std::string> texts;
        for (int i = 0; i < 100; ++i) texts.push_back("datagram " + std::to_string(i));
        std::vector<OutgoingDatagram> outgoing;
        for (const std::string& text : texts) outgoing.push_back({text, to.address()});
        co_await from.send_many(outgoing);  // more than one system call takes
        DatagramBatch batch(64);
        const std::span<const ReceivedDatagram> first = co_await to.receive_many(batch);
        EXPECT_EQ(first.size(), 64u);
        std::vector<std::string> got;
        for (const ReceivedDatagram& datagram : first) got.emplace_back(datagram.bytes);
        for (const ReceivedDatagram& datagram : co_await to.receive_many(batch)) {
            got.emplace_back(datagram.bytes);
            EXPECT_EQ(datagram.from, from.address());
            EXPECT_FALSE(datagram.truncated);
        }
        EXPECT_EQ(got, texts);
    });
}

TEST(udp_many, waits_for_the_first_one_only) {
    run([]() -> Task<void> {
        UdpSocket to = co_await UdpSocket::bind(any_port());
        auto receives = [&]() -> Task<void> {
            DatagramBatch batch(10, 4);
            const auto got = co_await to.receive_many(batch);
            EXPECT_EQ(got.size(), 1u);
            EXPECT_EQ(got[0].bytes, "long");
            EXPECT_TRUE(got[0].truncated);
        };
        auto sends = [&]() -> Task<void> {
            co_await yield();
            UdpSocket from = co_await UdpSocket::connect(to.address());
            const OutgoingDatagram one{.bytes = "longer than four"};
            co_await from.send_many({&one, 1});
        };
        co_await when_all(receives(), sends());
        DatagramBatch empty(1);
        EXPECT_TRUE((co_await attempt(timeout(1ms, to.receive_many(empty)))).error().is(Errc::timeout));
    });
}

TEST(udp_many, has_room_for_the_largest_datagram_and_not_for_what_cannot_be) {
    run([]() -> Task<void> {
        UdpSocket to = co_await UdpSocket::bind(any_port());
        UdpSocket from = co_await UdpSocket::connect(to.address());
        DatagramBatch batch(16, SIZE_MAX / 16 + 2);  // times 16, it would be 16
        const std::string largest(65'507, 'x');
        const OutgoingDatagram one{.bytes = largest};
        co_await from.send_many({&one, 1});
        const auto got = co_await to.receive_many(batch);
        EXPECT_EQ(got[0].bytes, largest);
    });
}

TEST(udp_many, sends_those_before_the_one_that_fails) {
    run([]() -> Task<void> {
        UdpSocket to = co_await UdpSocket::bind(any_port());
        UdpSocket from = co_await UdpSocket::connect(to.address());
        const std::string too_long(100'000, 'x');
        const OutgoingDatagram three[] = {{"one"}, {too_long}, {"three"}};
        EXPECT_TRUE((co_await attempt(from.send_many(three))).error().is(Errc::too_large));
        DatagramBatch batch(10);
        const auto got = co_await to.receive_many(batch);
        EXPECT_EQ(got.size(), 1u);
        EXPECT_EQ(got[0].bytes, "one");
    });
}

TEST(udp_many, may_be_empty) {
    run([]() -> Task<void> {
        UdpSocket to = co_await UdpSocket::bind(any_port());
        UdpSocket from = co_await UdpSocket::connect(to.address());
        co_await from.send_many({});
        const OutgoingDatagram empty;
        co_await from.send_many({&empty, 1});
        DatagramBatch batch(2);
        const auto got = co_await to.receive_many(batch);
        EXPECT_EQ(got.size(), 1u);
        EXPECT_EQ(got[0].bytes, "");
    });
}
