// Faults around the server: no descriptors left, a handler that does not end. It goes on, and says so once.
#include <algorithm>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "kaon/coro/time.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::expect_served, test_client::get_request;

namespace {

Task<void> nap() { co_await sleep(600ms); }

Task<http::Response> service(http::Request& request) {
    if (request.path == "/stubborn") co_await shield(nap());
    http::Response response;
    response.body = http::Body("hello");
    co_return response;
}

std::ptrdiff_t count(const telemetry::Recorder& recorder, std::string_view beginning) {
    const auto entries = recorder.entries();
    return std::count_if(entries.begin(), entries.end(),
                         [&](const auto& entry) { return entry.message.starts_with(beginning); });
}

// Takes every descriptor that this process may still open.
std::vector<Fd> take_all_descriptors() {
    std::vector<Fd> taken;
    while (Fd fd{::open("/dev/null", O_RDONLY | O_CLOEXEC)}) taken.push_back(std::move(fd));
    return taken;
}

}  // namespace

TEST(faults, peers_wait_while_there_are_no_descriptors_and_one_line_says_so) {
#if __has_feature(undefined_behavior_sanitizer) || __has_feature(address_sanitizer)
    GTEST_SKIP() << "the sanitizer itself needs descriptors to look at memory";
#endif
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit few{.rlim_cur = 256, .rlim_max = before.rlim_max};
    expect_served(service, {}, [&](Server&, runtime::SocketAddress address) -> Task<void> {
        RawClient kept = co_await RawClient::connect(address);
        EXPECT_EQ((co_await kept.ask(get_request("/"))).body, "hello");
        ::setrlimit(RLIMIT_NOFILE, &few);
        std::vector<Fd> sockets;
        for (int i = 0; i < 5; ++i)
            sockets.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        std::vector<Fd> taken = take_all_descriptors();
        const std::string request = get_request("/", "Connection: close\r\n");
        for (const Fd& socket : sockets) {
            ::connect(socket.number(), static_cast<const sockaddr*>(address.system()), address.system_size());
            co_await sleep(10ms);
            EXPECT_EQ(::send(socket.number(), request.data(), request.size(), MSG_NOSIGNAL), std::ssize(request));
        }
        co_await sleep(700ms);
        EXPECT_EQ((co_await kept.ask(get_request("/"))).body, "hello") << "those that are in are served on";
        taken.clear();
        ::setrlimit(RLIMIT_NOFILE, &before);
        for (const Fd& socket : sockets) {
            char piece[1024];
            ssize_t n = -1;
            for (int i = 0; i < 200 && n < 0; ++i) {
                co_await sleep(10ms);
                n = ::recv(socket.number(), piece, sizeof piece, 0);
            }
            EXPECT_GT(n, 0) << "whoever waited is answered";
        }
    });
    // Each core says it for itself.
    EXPECT_GE(count(recorder, "cannot accept"), 1);
    EXPECT_LE(count(recorder, "cannot accept"), 2);
}

TEST(faults, thousands_of_bad_requests_are_a_few_lines) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    expect_served(service, {}, [](Server&, runtime::SocketAddress address) -> Task<void> {
        for (int i = 0; i < 100; ++i) {
            RawClient client = co_await RawClient::connect(address);
            EXPECT_EQ((co_await client.ask("BAD\r\n\r\n")).status(), 400);
        }
    });
    // Each core says it for itself.
    EXPECT_GE(count(recorder, "request refused"), 1);
    EXPECT_LE(count(recorder, "request refused"), 2);
}

TEST(faults, a_handler_that_ignores_its_cancellation_is_named) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::info);
    const ServerOptions options{.drain_grace = 0ms, .drain_timeout = 50ms, .stuck_timeout = 100ms};
    expect_served(service, options, [&](Server& server, runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        co_await client.send(get_request("/stubborn"));
        co_await sleep(20ms);
        server.stop();
        co_await client.rest();
    });
    EXPECT_EQ(count(recorder, "a handler ignores its cancellation"), 1);
    for (const auto& entry : recorder.entries()) {
        if (entry.message.starts_with("a handler ignores")) EXPECT_EQ(entry.field("path"), "/stubborn");
    }
}
