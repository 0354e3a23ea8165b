// Content of a known length that the kernel writes straight into the text that the handler gets.
#include <atomic>

#include <gtest/gtest.h>
#include <malloc.h>

#include "kaon/coro/time.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::expect_served, test_client::get_request, test_client::RawClient, test_client::RawResponse;

namespace {

std::string pattern(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i * 7 % 23 + i / 4096 % 3);
    return text;
}

std::atomic<bool> first_try_failed = false, rest_sent = false;

// The content back; "/half" reads a piece first, "/little" allows less than may come, "/twice" tries again.
Task<http::Response> echo(http::Request& request) {
    std::string all;
    if (request.path == "/half") all = (co_await request.body.read()).value_or("");
    const std::uint64_t limit = request.path == "/little" ? 1000 : UINT64_MAX;
    Result<std::string> rest = co_await attempt(request.body.collect(limit));
    if (!rest && request.path == "/twice") {
        first_try_failed = true;
        while (!rest_sent) co_await sleep(1ms);
        rest = co_await attempt(request.body.collect(limit));
    }
    http::Response response;
    if (!rest) response.status = http::Status::content_too_large;
    else response.body = http::Body(all + *rest);
    co_return response;
}

std::string post(std::string_view path, std::size_t size, std::string_view more = "") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) + "\r\n" +
           std::string(more) + "\r\n";
}

std::size_t memory_in_use() {
    const struct mallinfo2 now = ::mallinfo2();
    return now.uordblks + now.hblkhd;
}

}  // namespace

TEST(fill, content_of_every_size_comes_whole_with_the_next_request_behind_it) {
    expect_served(echo, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        for (std::size_t size : {1u, 8'000u, 16'000u, 16'300u, 16'384u, 16'400u, 100'000u, 1'048'576u, 3'333'333u}) {
            for (std::string_view path : {"/", "/half"}) {
                const std::string content = pattern(size);
                auto sends = [&]() -> Task<void> {
                    co_await client.send(post(path, size) + content + post("/", 5) + "after");
                };
                RawResponse first;
                RawResponse second;
                auto receives = [&]() -> Task<void> {
                    first = co_await client.receive();
                    second = co_await client.receive();
                };
                co_await when_all(sends(), receives());
                EXPECT_TRUE(first.body == content) << size << path << " came as " << first.body.size();
                EXPECT_EQ(second.body, "after") << size << path;
            }
        }
    });
}

TEST(fill, content_may_come_in_any_pieces) {
    expect_served(echo, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        for (std::size_t step : {1u, 7u, 1'000u, 30'000u}) {
            const std::size_t size = step * 40 + 1;
            const std::string content = pattern(size);
            co_await client.send(post("/", size));
            for (std::size_t at = 0; at < size; at += step) {
                co_await client.send(content.substr(at, step));
                co_await yield();
            }
            EXPECT_TRUE((co_await client.receive()).body == content) << step;
        }
    });
}

TEST(fill, a_large_announcement_takes_no_memory_before_the_content_comes) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    GTEST_SKIP() << "the sanitizer's allocator counts nothing";
#endif
    expect_served(echo, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ((co_await client.ask(post("/", 5) + "hello")).body, "hello");
        const std::size_t before = memory_in_use();
        co_await client.send(post("/", 1'000'000'000) + std::string(100'000, 'x'));
        co_await sleep(50ms);
        EXPECT_LT(memory_in_use(), before + 3'000'000);
        co_await client.send(std::string(3'000'000, 'x'));
        co_await sleep(50ms);
        EXPECT_LT(memory_in_use(), before + 12'000'000);
    });
}

TEST(fill, content_above_the_limit_is_refused_unread) {
    expect_served(echo, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(post("/little", 1001));
        EXPECT_EQ((co_await client.receive()).status(), 413);
    });
}

TEST(fill, a_peer_that_waits_for_100_gets_it_once) {
    expect_served(echo, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(post("/", 50'000, "Expect: 100-continue\r\n"));
        EXPECT_EQ((co_await client.receive(true)).status(), 100);
        const std::string content = pattern(50'000);
        co_await client.send(content.substr(0, 20'000));
        co_await sleep(20ms);
        EXPECT_TRUE((co_await client.ask(content.substr(20'000))).body == content);
    });
}

TEST(fill, a_second_try_takes_nothing_of_the_next_request) {
    expect_served(echo, {.body_timeout = 300ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(post("/twice", 50'000) + std::string(20'000, 'x'));
        while (!first_try_failed) co_await sleep(5ms);
        co_await client.send(std::string(30'000, 'x') + post("/", 30'000) + std::string(30'000, 'y'));
        rest_sent = true;
        const RawResponse response = co_await client.receive();
        EXPECT_EQ(response.body.find('y'), response.body.npos);
        EXPECT_EQ(response.status(), 413);
    });
}

TEST(fill, a_peer_that_stops_is_told_and_one_that_goes_ends_its_request) {
    expect_served(echo, {.body_timeout = 300ms}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient slow = co_await RawClient::connect(address);
        co_await slow.send(post("/", 50'000) + std::string(20'000, 'x'));
        EXPECT_EQ((co_await slow.receive()).status(), 413) << "the handler's own answer to what failed";
        {
            RawClient gone = co_await RawClient::connect(address);
            co_await gone.send(post("/", 50'000) + std::string(20'000, 'x'));
        }
        RawClient other = co_await RawClient::connect(address);
        EXPECT_EQ((co_await other.ask(post("/", 5) + "hello")).body, "hello");
    });
}
