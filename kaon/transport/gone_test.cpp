// Peers that vanish while a handler runs: whoever only asked is not answered; what changes something is carried
// through.
#include <atomic>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::expect_served, test_client::get_request;

namespace {

std::atomic<int> begun = 0, finished = 0, cancelled = 0;

Task<http::Response> service(http::Request& request) {
    ++begun;
    (void)co_await attempt(request.body.collect(100));
    const Result<> slept = co_await attempt(sleep(100ms));
    ++(slept ? finished : cancelled);
    co_return http::Response();
}

// Sends the request and vanishes by a reset, when the handler runs.
void vanish_after(const std::string& request) {
    begun = finished = cancelled = 0;
    expect_served(service, {}, [request](Server&, runtime::SocketAddress address) -> Task<void> {
        {
            RawClient client = co_await RawClient::connect(address);
            co_await client.send(request);
            for (int i = 0; i < 200 && begun == 0; ++i) co_await sleep(5ms);
            const linger at_once{1, 0};
            ::setsockopt(client.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        }
        for (int i = 0; i < 200 && finished + cancelled == 0; ++i) co_await sleep(5ms);
    });
}

}  // namespace

TEST(peer_that_vanishes, cancels_the_handler_of_a_request_that_only_asks) {
    vanish_after(get_request("/"));
    EXPECT_EQ(cancelled, 1);
    EXPECT_EQ(finished, 0);
}

TEST(peer_that_vanishes, leaves_the_handler_alone_that_changes_something) {
    for (const char* content : {"Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"}) {
        vanish_after("POST / HTTP/1.1\r\nHost: a\r\n" + std::string(content));
        EXPECT_EQ(cancelled, 0) << content;
        EXPECT_EQ(finished, 1) << content;
    }
}
