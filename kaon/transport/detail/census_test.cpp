// The count of connections: exact, also when several threads ask at once.
#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/http/network.hpp"
#include "kaon/transport/detail/census.hpp"

namespace kaon::inline v0::transport::detail {
namespace {

http::Peer peer_of(std::uint8_t last) {
    return {.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, last}};
}

TEST(census, counts_in_all_and_of_each_peer) {
    Census census(3, 2, 1);
    EXPECT_EQ(census.enter(peer_of(1)), Census::Entry::admitted);
    EXPECT_EQ(census.enter(peer_of(1)), Census::Entry::admitted);
    EXPECT_EQ(census.enter(peer_of(1)), Census::Entry::peer_full);
    EXPECT_EQ(census.enter(peer_of(2)), Census::Entry::admitted);
    EXPECT_EQ(census.enter(peer_of(3)), Census::Entry::server_full);
    EXPECT_TRUE(census.full());
    census.leave(peer_of(1));
    EXPECT_EQ(census.enter(peer_of(1)), Census::Entry::admitted);
    EXPECT_EQ(census.total(), 3u);
}

// Whoever has an IPv6 address has as many as there are in its network.
TEST(census, counts_an_ipv6_network_of_64_bits_as_one_peer) {
    Census census(100, 2, 1);
    const auto peer = [](const char* text) { return http::read_address(text).value(); };
    EXPECT_EQ(census.enter(peer("2001:db8:0:1::1")), Census::Entry::admitted);
    EXPECT_EQ(census.enter(peer("2001:db8:0:1:ffff::2")), Census::Entry::admitted);
    EXPECT_EQ(census.enter(peer("2001:db8:0:1::3")), Census::Entry::peer_full);
    EXPECT_EQ(census.enter(peer("2001:db8:0:2::1")), Census::Entry::admitted);
    census.leave(peer("2001:db8:0:1::9"));
    EXPECT_EQ(census.enter(peer("2001:db8:0:1::3")), Census::Entry::admitted);
    for (const char* text : {"::1", "192.0.2.1", "192.0.2.2"}) {
        EXPECT_EQ(census.enter(peer(text)), Census::Entry::admitted) << text;
        EXPECT_EQ(census.enter(peer(text)), Census::Entry::admitted) << text;
        EXPECT_EQ(census.enter(peer(text)), Census::Entry::peer_full) << text;
    }
}

TEST(census, unix_peers_have_no_limit_of_their_own) {
    Census census(10, 1, 1);
    EXPECT_EQ(census.enter({}), Census::Entry::admitted);
    EXPECT_EQ(census.enter({}), Census::Entry::admitted);
}

TEST(census, never_admits_one_too_many_however_many_ask_at_once) {
    Census census(100, 50, 2);
    std::atomic<int> inside = 0, most = 0, admitted = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20'000; ++i) {
                const http::Peer peer = peer_of(static_cast<std::uint8_t>(t % 2));
                if (census.enter(peer) != Census::Entry::admitted) continue;
                ++admitted;
                const int now = ++inside;
                int seen = most;
                while (now > seen && !most.compare_exchange_weak(seen, now)) {
                }
                if (i % 3 != 0 || i > 19'900) {
                    --inside;
                    census.leave(peer);
                    continue;
                }
                std::this_thread::yield();
                --inside;
                census.leave(peer);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(most, 100);
    EXPECT_GT(admitted, 0);
    EXPECT_EQ(census.total(), 0u);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(census.enter(peer_of(0)), Census::Entry::admitted);
    EXPECT_EQ(census.enter(peer_of(0)), Census::Entry::peer_full) << "nothing was counted twice or lost";
}

TEST(census, a_core_that_accepts_everything_keeps_its_share_only) {
    Census census(100'000, 0, 4);
    for (int i = 0; i < 10'000; ++i) census.place(0);
    for (std::uint32_t core = 0; core < 4; ++core) {
        EXPECT_GT(census.on_core(core), 2'200u);
        EXPECT_LT(census.on_core(core), 2'900u);
    }
}

TEST(census, a_core_with_its_share_keeps_what_it_accepts) {
    Census census(100'000, 0, 2);
    for (int i = 0; i < 1'000; ++i) {
        EXPECT_EQ(census.place(0), 0u);
        EXPECT_EQ(census.place(1), 1u);
    }
}

}  // namespace
}  // namespace kaon::inline v0::transport::detail
