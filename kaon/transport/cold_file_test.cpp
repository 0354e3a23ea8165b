// Files that are not in memory: the disk is waited for by the pool, not by the core and everybody on it.
#include <semaphore>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/runtime/page_cache.hpp"
#include "kaon/transport/test_client/h2_client_test.hpp"
#include "kaon/transport/test_client/serving_test.hpp"

using namespace kaon;
using namespace kaon::transport;
using test_client::RawClient, test_client::RawResponse, test_client::get_request;

namespace {

constexpr std::size_t size = 600 * 1024;

std::string content() {
    std::string text;
    while (text.size() < size) text += std::to_string(text.size()) + ' ';
    text.resize(size);
    return text;
}

// In the build folder: /tmp may be memory, from which nothing leaves.
Fd cold_file() {
    Fd file(::open(".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    const std::string text = content();
    EXPECT_EQ(::write(file.number(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    EXPECT_EQ(::fsync(file.number()), 0);
    ::posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED);
    return file;
}

// One core, on which /file is cold, and a pool of one thread.
template <class F>
void serve_one_core(runtime::BlockingPoolOptions pool, F script) {
    const Fd file = cold_file();
    if (runtime::is_in_memory(file.number(), 0, size))
        GTEST_SKIP() << "the build folder's file system keeps files in memory";
    auto service = [&](http::Request& request) -> Task<http::Response> {
        http::Response response;
        if (request.path == "/file") response.body = http::Body::file(Fd(::dup(file.number())), 0, size);
        co_return response;
    };
    runtime::Runtime runtime({.cores = 1, .blocking = pool});
    auto program = [&]() -> Task<void> {
        Server server = co_await Server::bind(runtime::SocketAddress::parse("127.0.0.1", 0).value(), {});
        auto act = [&]() -> Task<void> {
            Result<> ended = co_await attempt(script(server.address()));
            server.stop();
            co_await std::move(ended);
        };
        co_await when_all(server.serve(runtime, service), act());
    };
    Result<> ran = runtime.run(program());
    EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
}

Task<void> hold_the_pool(std::binary_semaphore& until) {
    co_await spawn_blocking([&until] { until.acquire(); });
}

std::size_t arrived(const RawClient& client) {
    std::string bytes(size, '\0');
    const ssize_t n = ::recv(client.fd(), bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
    return n < 0 ? 0 : static_cast<std::size_t>(n);
}

}  // namespace

TEST(cold_file, does_not_hold_its_core_while_the_disk_is_asked) {
    serve_one_core({.threads = 1}, [](runtime::SocketAddress address) -> Task<void> {
        std::binary_semaphore released(0);
        RawClient waits = co_await RawClient::connect(address), other = co_await RawClient::connect(address);
        co_await scope([&](Scope& held) -> Task<void> {
            held.spawn(hold_the_pool(released));
            co_await waits.send(get_request("/file"));
            EXPECT_EQ((co_await other.ask(get_request("/"))).status(), 200);
            EXPECT_LT(arrived(waits), 1000u) << "the core has read the file itself";
            released.release();
        });
        const RawResponse response = co_await waits.receive();
        EXPECT_EQ(response.body, content());
        // The connection goes on.
        EXPECT_EQ((co_await waits.ask(get_request("/"))).status(), 200);
    });
}

TEST(cold_file, is_given_up_with_the_peer_that_asked_for_it) {
    serve_one_core({.threads = 1}, [](runtime::SocketAddress address) -> Task<void> {
        std::binary_semaphore released(0);
        RawClient other = co_await RawClient::connect(address);
        co_await scope([&](Scope& held) -> Task<void> {
            held.spawn(hold_the_pool(released));
            {
                RawClient leaves = co_await RawClient::connect(address);
                co_await leaves.send(get_request("/file"));
                EXPECT_EQ((co_await other.ask(get_request("/"))).status(), 200);
                const linger reset{.l_onoff = 1, .l_linger = 0};
                EXPECT_EQ(::setsockopt(leaves.fd(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset), 0);
            }
            for (int i = 0; i < 3; ++i) EXPECT_EQ((co_await other.ask(get_request("/"))).status(), 200);
            released.release();
        });
        EXPECT_EQ((co_await other.ask(get_request("/"))).status(), 200);
    });
}

TEST(cold_file, is_read_by_the_core_when_the_pool_takes_no_more) {
    serve_one_core({.threads = 1, .queue = 0}, [](runtime::SocketAddress address) -> Task<void> {
        RawClient client = co_await RawClient::connect(address);
        EXPECT_EQ((co_await client.ask(get_request("/file"))).body, content());
    });
}

TEST(cold_file, does_not_hold_its_core_over_http_2_either) {
    using namespace http::h2::frames;
    serve_one_core({.threads = 1}, [](runtime::SocketAddress address) -> Task<void> {
        std::binary_semaphore released(0);
        test_client::H2Client client = co_await test_client::H2Client::connect(address);
        co_await scope([&](Scope& held) -> Task<void> {
            held.spawn(hold_the_pool(released));
            co_await client.send(get(1, "/file"));
            EXPECT_EQ((co_await client.head(1)).status(), 200);
            co_await client.send(get(3, "/"));
            EXPECT_EQ((co_await client.answer(3)).status(), 200);
            EXPECT_EQ(client.answers(1).body, "") << "the core has read the file itself";
            released.release();
        });
        EXPECT_EQ((co_await client.answer(1)).body, content());
        // One that is taken back meanwhile, and the connection goes on.
        co_await client.send(get(5, "/file") + frame(rst_stream, 0, 5, number_bytes(8, 4)) + get(7, "/"));
        EXPECT_EQ((co_await client.answer(7)).status(), 200);
    });
    serve_one_core({.threads = 1, .queue = 0}, [](runtime::SocketAddress address) -> Task<void> {
        test_client::H2Client client = co_await test_client::H2Client::connect(address);
        co_await client.send(get(1, "/file"));
        EXPECT_EQ((co_await client.answer(1)).body, content()) << "the pool takes no more";
    });
}
