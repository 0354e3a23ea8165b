// Memory that cannot be had: each allocation of a connection fails once, and nothing of it stays behind in the reactor.
// Not under the thread sanitizer, which brings these operators itself.
#if !__has_feature(thread_sanitizer)
#include <atomic>
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"

namespace {

std::atomic<int> allocations_left = -1;  // until one fails; negative: none does

void* allocate(std::size_t size) {
    if (allocations_left.load(std::memory_order_relaxed) >= 0 &&
        allocations_left.fetch_sub(1, std::memory_order_relaxed) == 0)
        throw std::bad_alloc();
    if (void* memory = std::malloc(size ? size : 1)) return memory;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

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
            allocations_left = n;
            const Result<> stream = co_await attempt(std::move(trial));
            const bool had_all = allocations_left.exchange(-1) >= 0;
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
#endif
