// Memory that cannot be had: each allocation of a connection fails once, and nothing of it stays behind in the reactor.
// Not under the thread sanitizer, which brings these operators itself.
#if !__has_feature(thread_sanitizer)
#include <new>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/base/scarce_memory_test.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/runtime/unix.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

Task<void> connects(std::vector<SocketAddress> addresses, ConnectOptions options) {
    const TcpStream stream = co_await TcpStream::connect(std::move(addresses), options);
}

}  // namespace

TEST(memory, that_is_missing_ends_a_connect_and_leaves_no_timer_or_socket_behind) {
    auto program = []() -> Task<void> {
        TcpListener listener = co_await TcpListener::bind(co_await SocketAddress::parse("127.0.0.1", 0));
        SocketAddress closed;
        {
            TcpListener gone = co_await TcpListener::bind(co_await SocketAddress::parse("127.0.0.1", 0));
            closed = gone.address();
        }
        // Its own timers are due while the next one is tried.
        const ConnectOptions options{.timeout = 20ms, .next_after = 1ms};
        int refused = 0;
        for (int n = 0; n < 500; ++n) {
            std::vector<SocketAddress> addresses{closed, closed, listener.address()};
            Task<void> trial = connects(std::move(addresses), options);  // its own frame is there
            scarce_memory.fail_after(n);
            const Result<> stream = co_await attempt(std::move(trial));
            const bool had_all = scarce_memory.stop();
            if (!stream) ++refused;
            if (had_all) break;
            co_await sleep(1ms);
        }
        EXPECT_GT(refused, 5);
        co_await sleep(30ms);  // whatever was left behind comes now
        EXPECT_TRUE((co_await attempt(TcpStream::connect(listener.address()))).has_value());
    };
    const Result<> ran = Runtime({.cores = 1}).run(program());
    EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
}

TEST(memory, that_is_missing_leaves_no_descriptor_open_that_came_over_a_socket) {
    const auto open_descriptors = [] {
        int count = 0;
        for (int number = 0; number < 1000; ++number) count += ::fcntl(number, F_GETFD) >= 0;
        return count;
    };
    auto program = [&]() -> Task<void> {
        const int before = open_descriptors();
        int failed = 0;
        for (int n = 0; n < 100; ++n) {
            auto [near, far] = co_await UnixStream::pair();
            std::vector<Fd> three;
            for (int i = 0; i < 3; ++i) three.emplace_back(::dup(STDERR_FILENO));
            co_await near.write_with("x", std::move(three));
            char byte;
            Task<WithDescriptors> trial = far.read_with(&byte, 1);  // its own frame is there
            scarce_memory.fail_after(n);
            const Result<WithDescriptors> got = co_await attempt(std::move(trial));
            const bool had_all = scarce_memory.stop();
            if (!got) ++failed;
            if (had_all) break;
        }
        EXPECT_GT(failed, 1);
        EXPECT_EQ(open_descriptors(), before);
    };
    const Result<> ran = Runtime({.cores = 1}).run(program());
    EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
}

TEST(memory, that_is_missing_for_the_threads_of_the_cores_is_an_error_before_anything_runs) {
    int failed = 0;
    for (int n = 0; n < 100; ++n) {
        Runtime runtime({.cores = 3});
        bool begun = false;
        auto program = [&]() -> Task<void> {
            begun = true;
            scarce_memory.stop();
            co_return;
        };
        Task<void> task = program();
        scarce_memory.fail_after(n);
        try {
            const Result<> ran = runtime.run(std::move(task));
            EXPECT_EQ(ran.has_value(), begun);
            if (begun) break;
        } catch (const std::bad_alloc&) {
            EXPECT_FALSE(begun);
        }
        scarce_memory.stop();
        ++failed;
    }
    EXPECT_GT(failed, 1);
}
#endif
