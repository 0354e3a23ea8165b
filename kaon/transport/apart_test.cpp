// Requests stay apart: none is finished with another's head, and no content is read as the next request.
#include <cstdio>

#include <gtest/gtest.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::expect_served, test_client::get_request;

namespace {

// Says which request it answers, and takes what content it can get.
Task<http::Response> service(http::Request& request) {
    http::Response response;
    const std::string path(request.path);
    const Result<std::string> content = co_await attempt(request.body.collect(1 << 20));
    if (!content) response.status = http::Status::content_too_large;
    response.body = http::Body(path);
    co_return response;
}

}  // namespace

TEST(requests, that_come_in_pieces_are_finished_with_their_own_beginning) {
    expect_served(service, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        // Wherever the head is cut, others are served in between, on the same core too.
        const std::string request = get_request("/mine", "A: b\r\n");
        for (std::size_t cut = 1; cut < request.size(); ++cut) {
            RawClient slow = co_await RawClient::connect(address);
            co_await slow.send(request.substr(0, cut));
            for (int i = 0; i < 4; ++i) {
                RawClient other = co_await RawClient::connect(address);
                EXPECT_EQ((co_await other.ask(get_request("/theirs"))).body, "/theirs");
            }
            EXPECT_EQ((co_await slow.ask(request.substr(cut))).body, "/mine") << cut;
        }
    });
}

TEST(requests, are_not_found_in_content_that_was_too_large) {
    expect_served(service, {.body_bytes = 100}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        // Read once more from where it began, it is the end of a chunk and of the content, then another request.
        const std::string piece = "\r\n0\r\n\r\n" + get_request("/hidden") + std::string(100, '.');
        char size[8];
        std::snprintf(size, sizeof size, "%zx", piece.size());
        RawClient client = co_await RawClient::connect(address);
        co_await client.send("POST /large HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                             std::string(size) + "\r\n");
        co_await sleep(20ms);  // so that the piece comes by itself
        const RawResponse refused =
            co_await client.ask(piece + "\r\n0\r\n\r\n" + get_request("/next", "Connection: close\r\n"));
        EXPECT_EQ(refused.status(), 413);
        const std::string rest = co_await client.rest();
        EXPECT_EQ(rest.find("/hidden"), rest.npos) << rest;
    });
}
