// Memory that libcurl or the client cannot have: each allocation of a request fails once; libcurl's also with all that
// follow. The request fails in time, nothing leaves a callback, and no server sees a request that lacks its secret.
// Not under the thread sanitizer, which brings operator new itself.
#if !__has_feature(thread_sanitizer)
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/base/scarce_memory_test.hpp"
#include "kaon/client/client.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;

namespace {

ScarceMemory of_libcurl;

// Libcurl takes its memory from here, as whoever starts it first says.
const CURLcode started = curl_global_init_mem(
    CURL_GLOBAL_DEFAULT, [](std::size_t size) { return of_libcurl.fails() ? nullptr : std::malloc(size); }, &std::free,
    [](void* memory, std::size_t size) { return of_libcurl.fails() ? nullptr : std::realloc(memory, size); },
    [](const char* text) { return of_libcurl.fails() ? nullptr : ::strdup(text); },
    [](std::size_t count, std::size_t size) { return of_libcurl.fails() ? nullptr : std::calloc(count, size); });

// Answers one request of each connection, and takes no memory for it: whether it had the secret is counted.
class Server {
public:
    Server() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(listener_.number(), reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::listen(listener_.number(), 16), 0);
        ::getsockname(listener_.number(), reinterpret_cast<sockaddr*>(&address), &size);
        url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
        thread_ = std::thread([this] { serve(); });
    }
    ~Server() {
        ::shutdown(listener_.number(), SHUT_RDWR);  // ends accept()
        thread_.join();
    }
    const std::string& url() const { return url_; }
    int with_secret() const { return with_secret_; }
    int without() const { return without_; }

private:
    void serve() {
        for (;;) {
            const Fd peer(::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!peer) return;
            char head[4096];
            std::size_t have = 0;
            for (ssize_t n; have < sizeof head && (n = ::read(peer.number(), head + have, sizeof head - have)) > 0;) {
                have += static_cast<std::size_t>(n);
                const std::string_view so_far(head, have);
                if (!so_far.ends_with("\r\n\r\n")) continue;
                ++(so_far.find("authorization: Basic a2V5Om9mIG91cnM=\r\n") == so_far.npos ? without_ : with_secret_);
                constexpr std::string_view answer =
                    "HTTP/1.1 200 OK\r\nx-long-enough-to-be-copied: 0123456789012345678901234567890123456789\r\n"
                    "content-length: 5\r\nconnection: close\r\n\r\nhello";
                if (::write(peer.number(), answer.data(), answer.size()) < 0) break;
                have = 0;
            }
        }
    }

    const Fd listener_;
    std::string url_;
    std::atomic<int> with_secret_ = 0, without_ = 0;
    std::thread thread_;
};

Task<std::string> ask(std::string url) {
    const Client client({.total_timeout = 30s, .retries = {.attempts = 1}, .proxy = client::Proxy::none});
    co_return co_await client.get(url).basic("key", "of ours").text();
}

struct Outcome {
    Result<std::string> text;
    bool had_all;
};

// What became of one request in a program of its own.
Outcome outcome(const std::string& url, ScarceMemory& scarce, int after, Scarcity scarcity) {
    bool had_all = false;
    runtime::Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<std::string> {
        Task<std::string> asks = ask(url);
        scarce.fail_after(after, scarcity);
        Result<std::string> text = co_await attempt(std::move(asks));
        had_all = scarce.stop();
        co_return co_await std::move(text);
    };
    Result<std::string> text = runtime.run(program());
    return {std::move(text), had_all};
}

void expect_errors_in_time(ScarceMemory& scarce, Scarcity scarcity) {
    Server server;
    int failed = 0;
    for (int after = 0; after < 2000; ++after) {
        const auto [text, had_all] = outcome(server.url(), scarce, after, scarcity);
        if (text) EXPECT_EQ(*text, "hello");
        else EXPECT_FALSE(text.error().is(Errc::timeout)) << "allocation " << after << " was waited for";
        failed += !text;
        if (had_all) break;
    }
    EXPECT_GT(failed, 10);
    EXPECT_GT(server.with_secret(), 0);
    EXPECT_EQ(server.without(), 0);
}

}  // namespace

TEST(client_memory, that_libcurl_cannot_have_ends_the_request_and_drops_nothing_of_it) {
    ASSERT_EQ(started, CURLE_OK);
    expect_errors_in_time(of_libcurl, Scarcity::once);
    expect_errors_in_time(of_libcurl, Scarcity::lasting);
}

TEST(client_memory, that_the_client_cannot_have_ends_the_request_and_nothing_else) {
    expect_errors_in_time(scarce_memory, Scarcity::once);
}
#endif
