// What a server says over TLS in how many packets: a client wakes up for each of them.
#include <gtest/gtest.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/runtime/tls_peer_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"
#include "kaon/transport/test_client/tls_site_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using runtime::test::TlsPeer;
using test_client::expect_served, test_client::RawClient, test_client::tls;

namespace {

constexpr int tries = 30;

Task<http::Response> service(http::Request&) {
    http::Response response;
    response.body = http::Body("answer");
    co_return response;
}

std::uint32_t packets_received(int fd) {
    tcp_info info{};
    socklen_t size = sizeof info;
    EXPECT_EQ(::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size), 0);
    return info.tcpi_data_segs_in;
}

}  // namespace

// Tickets, answer, close_notify. The kernel lets go of what waits for more after 200 ms: a machine that is busy may
// need several tries, and one that never does it in one packet fails.
TEST(tls_packets, tickets_answer_and_end_share_one) {
    expect_served(service, {.tls = tls()}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        bool shared = false;
        for (int i = 0; i < tries && !shared; ++i) {
            RawClient raw = co_await RawClient::connect(address);
            TlsPeer peer({.protocol = "http/1.1"});
            co_await raw.send(peer.next());
            while (!peer.done()) {
                peer.take(co_await raw.piece());
                const std::string end = peer.next();
                if (!peer.done()) continue;
                const std::uint32_t before = packets_received(raw.fd());
                co_await raw.send(end + peer.seal("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
                for (std::string piece = co_await raw.piece(); !piece.empty(); piece = co_await raw.piece())
                    peer.take(piece);
                shared = packets_received(raw.fd()) == before + 1;
            }
            EXPECT_TRUE(peer.open().ends_with("answer"));
            EXPECT_TRUE(peer.announced_end());
            EXPECT_TRUE(SSL_SESSION_is_resumable(SSL_get0_session(peer.ssl()))) << "a ticket came";
        }
        EXPECT_TRUE(shared);
    });
}
