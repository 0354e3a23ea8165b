// Content as streams: 100 MB each way in flat memory, back-pressure, Expect, and streams that fail.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/content_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::Ending, test_client::expect_served, test_client::flat_kilobytes, test_client::get_request,
    test_client::large, test_client::letters, test_client::mirrored, test_client::RawClient, test_client::RawResponse,
    test_client::reset_high_water, test_client::resident_kilobytes, test_client::temporary_file;

namespace {

Task<http::Response> service(http::Request& request) {
    http::Response response;
    if (request.path == "/count") {
        std::uint64_t count = 0;
        while (auto piece = co_await request.body.read()) count += piece->size();
        response.body = http::Body(std::to_string(count));
    } else if (request.path == "/stream") {
        response.body = http::Body::stream(letters(large));
    } else if (request.path == "/sized") {
        response.body = http::Body::stream(letters(large), large);
    } else if (request.path == "/broken") {
        response.body = http::Body::stream(letters(200'000, Ending::broken));
    } else if (request.path == "/file") {
        response.body = http::Body::file(temporary_file(large), 0, large);
    } else if (request.path == "/part") {
        response.body = http::Body::file(temporary_file(1000), 100, 300);
    } else if (request.path == "/bytes") {
        response.body = http::Body(std::string(5'000'000, 'b'));
    } else if (request.path == "/mirror") {
        response.body = http::Body::stream(mirrored(request.body));
    } else if (request.path == "/late") {
        co_await sleep(50ms);
        response.body = http::Body(co_await request.body.collect(100));
    }
    co_return response;
}

template <class F>
void against(F script, ServerOptions options = {}) {
    expect_served(service, options, script);
}

}  // namespace

TEST(stream, uploads_100_megabytes_in_flat_memory) {
    for (bool chunked : {false, true}) {
        against([chunked](Server&, runtime::SocketAddress address) -> Task<void> {
            RawClient client = co_await RawClient::connect(address);
            reset_high_water();
            const long before = resident_kilobytes();
            const std::string piece(100'000, 'u');
            co_await client.send(
                "POST /count HTTP/1.1\r\nHost: a\r\n" +
                (chunked ? std::string("Transfer-Encoding: chunked") : "Content-Length: " + std::to_string(large)) +
                "\r\n\r\n");
            const std::string framed = chunked ? "186a0\r\n" + piece + "\r\n" : piece;
            for (std::uint64_t sent = 0; sent < large; sent += piece.size()) co_await client.send(framed);
            if (chunked) co_await client.send("0\r\n\r\n");
            EXPECT_EQ((co_await client.receive()).body, std::to_string(large));
            EXPECT_LT(resident_kilobytes() - before, flat_kilobytes);
            EXPECT_EQ((co_await client.ask(get_request("/part"))).body.size(), 300u) << "the connection goes on";
        });
    }
}

TEST(stream, downloads_100_megabytes_in_flat_memory) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        client.count_only();
        std::uint64_t total = 0;
        for (const char* path : {"/stream", "/sized", "/file"}) {
            reset_high_water();
            const long before = resident_kilobytes();
            RawResponse response = co_await client.ask(get_request(path));
            EXPECT_TRUE(response.complete) << path;
            total += large;
            EXPECT_EQ(client.counted(), total) << path;
            EXPECT_LT(resident_kilobytes() - before, flat_kilobytes) << path;
        }
    });
}

TEST(stream, sends_large_bytes_and_parts_of_files) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ((co_await client.ask(get_request("/bytes"))).body, std::string(5'000'000, 'b'));
        EXPECT_EQ((co_await client.ask(get_request("/part"))).body, std::string(300, '\0'));
    });
}

TEST(stream, a_slow_reader_holds_the_source_back) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        client.count_only();
        reset_high_water();
        const long before = resident_kilobytes();
        co_await client.send(get_request("/stream"));
        co_await sleep(300ms);
        EXPECT_LT(resident_kilobytes() - before, flat_kilobytes);
        EXPECT_TRUE((co_await client.receive()).complete);
    });
}

TEST(stream, a_peer_that_takes_nothing_is_cut_off_after_the_write_timeout) {
    for (const char* path : {"/stream", "/file"}) {
        against(
            [path](Server&, runtime::SocketAddress address) -> Task<void> {
                RawClient client = co_await RawClient::connect(address);
                client.count_only();
                co_await client.send(get_request(path));
                co_await sleep(1500ms);
                EXPECT_FALSE((co_await client.receive()).complete) << path;
                EXPECT_LT(client.counted(), large) << path;
            },
            {.write_timeout = 200ms});
    }
}

TEST(stream, one_that_fails_cuts_the_connection_without_a_last_chunk) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        RawResponse response = co_await client.ask(get_request("/broken"));
        EXPECT_EQ(response.status(), 200);
        EXPECT_FALSE(response.complete);
    });
}

// https://www.rfc-editor.org/rfc/rfc9112#section-8: the close of the connection is all that ends such a content.
TEST(stream, that_breaks_off_for_a_peer_of_http_1_0_ends_with_a_reset) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient whole = co_await RawClient::connect(address);
        whole.count_only();
        co_await whole.send("GET /stream HTTP/1.0\r\n\r\n");
        co_await whole.receive();
        EXPECT_TRUE(whole.ended_politely());
        RawClient cut = co_await RawClient::connect(address);
        co_await cut.send("GET /broken HTTP/1.0\r\n\r\n");
        co_await cut.rest();
        EXPECT_FALSE(cut.ended_politely());
    });
}

TEST(stream, both_directions_at_once) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send("POST /mirror HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
        co_await sleep(20ms);
        co_await client.send("6\r\nsecond\r\n0\r\n\r\n" + get_request("/part"));
        EXPECT_EQ((co_await client.receive()).body, "firstsecond");
        EXPECT_EQ((co_await client.receive()).body.size(), 300u);
    });
}

TEST(stream, asks_for_content_that_waits_for_100_continue) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send("POST /late HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        EXPECT_EQ((co_await client.receive()).status(), 100);
        EXPECT_EQ((co_await client.ask("body")).body, "body");
    });
}

TEST(stream, a_peer_that_leaves_in_the_middle_ends_both_directions) {
    against([](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 20; ++i) {
            RawClient down = co_await RawClient::connect(address);
            co_await down.send(get_request(i % 2 ? "/stream" : "/file"));
            RawClient up = co_await RawClient::connect(address);
            co_await up.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nsome");
            co_await sleep(5ms);
        }
        co_await sleep(50ms);
        RawClient after = co_await RawClient::connect(address);
        EXPECT_EQ((co_await after.ask(get_request("/part"))).body.size(), 300u);
    });
}
