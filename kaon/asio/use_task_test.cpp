// Asio's own sockets and timers, awaited on cores: values, errors, cancellation from both sides, contexts that end.
#include <atomic>
#include <memory>
#include <new>
#include <string>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>
#include <asio/write.hpp>
#include <gtest/gtest.h>

#include "kaon/asio/asio_thread.hpp"
#include "kaon/coro/join.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/tcp.hpp"
#include "kaon/telemetry/recorder.hpp"

using namespace kaon;
using ::asio::ip::tcp;

namespace {

const tcp::endpoint any_port(::asio::ip::address_v4::loopback(), 0);

// One program on one core, with a context beside it.
template <class F>
void beside(F body) {
    AsioThread thread;
    runtime::Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<void> { co_await body(thread); };
    Result<> ran = runtime.run(program());
    EXPECT_TRUE(ran.has_value()) << ran.error().describe_all();
}

Task<void> echo_once(tcp::acceptor& acceptor) {
    tcp::socket peer = co_await acceptor.async_accept(use_task);
    char room[64];
    for (;;) {
        auto [code, n] = co_await peer.async_read_some(::asio::buffer(room), use_task_with_code);
        if (code) co_return;
        co_await ::asio::async_write(peer, ::asio::buffer(room, n), use_task);
    }
}

Task<std::string> ask(AsioThread& thread, tcp::endpoint to, std::string question) {
    tcp::socket socket(thread.context());
    co_await socket.async_connect(to, use_task);
    co_await ::asio::async_write(socket, ::asio::buffer(question), use_task);
    std::string answer(question.size(), '\0');
    co_await ::asio::async_read(socket, ::asio::buffer(answer), use_task);
    co_return answer;
}

}  // namespace

TEST(use_task, reads_and_writes_a_socket_of_asio_and_goes_on_on_its_own_core) {
    beside([](AsioThread& thread) -> Task<void> {
        tcp::acceptor acceptor(thread.context(), any_port);
        auto [served, answer] =
            co_await when_all(echo_once(acceptor), ask(thread, acceptor.local_endpoint(), std::string(3000, 'k')));
        EXPECT_EQ(answer, std::string(3000, 'k'));
        EXPECT_TRUE(static_cast<runtime::Reactor&>(*(co_await current_context()).core).runs_here());
    });
}

TEST(use_task, talks_to_a_socket_of_kaon) {
    beside([](AsioThread& thread) -> Task<void> {
        tcp::acceptor acceptor(thread.context(), any_port);
        auto asks = [](std::uint16_t port) -> Task<void> {
            auto stream = co_await runtime::TcpStream::connect("127.0.0.1", port);
            co_await stream.write_all("over there");
            stream.shutdown_write();
            EXPECT_EQ(co_await runtime::read_to_end(stream, 100), "over there");
        };
        co_await when_all(echo_once(acceptor), asks(acceptor.local_endpoint().port()));
    });
}

TEST(use_task, ends_with_the_error_that_asio_reports) {
    beside([](AsioThread& thread) -> Task<void> {
        tcp::acceptor acceptor(thread.context(), any_port);
        const tcp::endpoint taken = acceptor.local_endpoint();
        auto closes = [&]() -> Task<void> { (void)co_await acceptor.async_accept(use_task); };
        auto reads = [&]() -> Task<void> {
            tcp::socket socket(thread.context());
            co_await socket.async_connect(taken, use_task);
            char byte;
            Result<std::size_t> end = co_await attempt(::asio::async_read(socket, ::asio::buffer(&byte, 1), use_task));
            EXPECT_TRUE(!end && end.error().is(AsioErrc::end) && end.error().kind() == Errc::unavailable);
        };
        co_await when_all(closes(), reads());
        acceptor.close();
        tcp::socket socket(thread.context());
        Result<> refused = co_await attempt(socket.async_connect(taken, use_task));
        EXPECT_TRUE(!refused && refused.error().is(Errc::unavailable));
        EXPECT_TRUE(refused.error().detail().ends_with(": Connection refused")) << refused.error().detail();
    });
}

TEST(use_task, is_cancelled_with_its_task) {
    beside([](AsioThread& thread) -> Task<void> {
        ::asio::steady_timer timer(thread.context(), std::chrono::hours(1));
        Result<> late = co_await attempt(timeout(5ms, timer.async_wait(use_task)));
        EXPECT_TRUE(!late && late.error().is(Errc::timeout));
        // A composed operation, in the middle of what it reads.
        tcp::acceptor acceptor(thread.context(), any_port);
        tcp::socket near(thread.context());
        auto [connected, far] =
            co_await when_all(detail::as_task(near.async_connect(acceptor.local_endpoint(), use_task)),
                              detail::as_task(acceptor.async_accept(use_task)));
        std::string room(100, '\0');
        co_await ::asio::async_write(far, ::asio::buffer("half", 4), use_task);
        Result<std::size_t> half =
            co_await attempt(timeout(5ms, ::asio::async_read(near, ::asio::buffer(room), use_task)));
        EXPECT_TRUE(!half && half.error().is(Errc::timeout));
        EXPECT_EQ(room.substr(0, 4), "half");
        // The socket is as good as before.
        co_await ::asio::async_write(far, ::asio::buffer("rest", 4), use_task);
        EXPECT_EQ(co_await near.async_read_some(::asio::buffer(room), use_task), 4u);
    });
}

TEST(use_task, is_cancelled_by_who_cancels_the_object) {
    beside([](AsioThread& thread) -> Task<void> {
        ::asio::steady_timer timer(thread.context(), std::chrono::hours(1));
        auto cancels = [&]() -> Task<void> {
            co_await ::asio::post(thread.context(), use_task);
            ::asio::post(thread.context(), [&] { timer.cancel(); });
        };
        auto [waited, cancelled] = co_await join(detail::as_task(timer.async_wait(use_task)), cancels());
        EXPECT_TRUE(!waited && waited.error().is(Errc::cancelled));
        EXPECT_TRUE(cancelled);
    });
}

TEST(use_task, loses_to_another_wait) {
    beside([](AsioThread& thread) -> Task<void> {
        ::asio::steady_timer slow(thread.context(), std::chrono::hours(1)), fast(thread.context());
        fast.expires_after(std::chrono::milliseconds(1));
        auto first = co_await first_of(slow.async_wait(use_task), fast.async_wait(use_task), sleep(1h));
        EXPECT_EQ(first.index(), 1u);
    });
}

TEST(use_task, is_not_begun_in_a_task_that_is_cancelled) {
    beside([](AsioThread& thread) -> Task<void> {
        auto program = [&]() -> Task<void> {
            (void)co_await attempt(sleep(1h));
            ::asio::steady_timer timer(thread.context(), std::chrono::hours(1));
            co_await timer.async_wait(use_task);
        };
        EXPECT_TRUE((co_await attempt(timeout(1ms, program()))).error().is(Errc::timeout));
    });
}

TEST(use_task, ends_when_its_context_does) {
    runtime::Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<void> {
        auto context = std::make_unique<::asio::io_context>();
        auto timer = std::make_unique<::asio::steady_timer>(*context, std::chrono::hours(1));
        auto ends = [&]() -> Task<void> {
            co_await yield();
            timer.reset();
            context.reset();
        };
        // Nobody runs the context: what was posted there is forgotten with it.
        auto [forgotten, ended] = co_await join(detail::as_task(timer->async_wait(use_task)), ends());
        EXPECT_TRUE(!forgotten && forgotten.error().is(AsioErrc::forgotten));
    };
    EXPECT_TRUE(runtime.run(program()).has_value());
}

TEST(use_task, awaits_operations_of_libraries_with_their_exceptions_and_several_values) {
    beside([](AsioThread& thread) -> Task<void> {
        // As a library writes one: it says nothing of an executor, and reports by an exception.
        auto divide = [&](int a, int b, auto token) {
            return ::asio::async_initiate<decltype(token), void(std::exception_ptr, int, int)>(
                [&thread](auto handler, int x, int y) {
                    ::asio::post(thread.context(), [handler = std::move(handler), x, y]() mutable {
                        std::exception_ptr none;
                        if (y == 0) handler(std::make_exception_ptr(std::runtime_error("by zero")), 0, 0);
                        else handler(none, x / y, x % y);
                    });
                },
                token, a, b);
        };
        EXPECT_EQ((co_await divide(17, 5, use_task)), std::tuple(3, 2));
        Result<std::tuple<int, int>> broken = co_await attempt(divide(1, 0, use_task));
        EXPECT_TRUE(!broken && broken.error().is(Errc::internal));
        EXPECT_EQ(broken.error().detail(), "by zero");
    });
}

TEST(use_task, survives_an_exception_in_somebody_elses_handler) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::warn);
    beside([](AsioThread& thread) -> Task<void> {
        ::asio::post(thread.context(), [] { throw std::runtime_error("not ours"); });
        co_await ::asio::post(thread.context(), use_task);
    });
    ASSERT_EQ(recorder.entries().size(), 1u);
    EXPECT_EQ(recorder.entries()[0].field("error"), "not ours");
}

TEST(use_task, may_be_cancelled_at_any_moment_on_any_core) {
    AsioThread thread;
    runtime::Runtime runtime({.cores = 2});
    auto waits = [&](std::uint32_t seed) -> Task<void> {
        auto* home = static_cast<runtime::Reactor*>((co_await current_context()).core);
        std::size_t done = 0, stopped = 0;
        for (std::uint32_t i = 0; i < 1500; ++i) {
            seed = seed * 1664525 + 1013904223;
            // Its own strand: the operation and what cancels it are in turn wherever the context runs.
            ::asio::steady_timer timer(::asio::make_strand(thread.context()), std::chrono::microseconds(seed >> 24));
            Result<> r =
                co_await attempt(timeout(Duration::microseconds((seed >> 8) % 256), timer.async_wait(use_task)));
            r ? ++done : ++stopped;
            EXPECT_TRUE(home->runs_here());
        }
        EXPECT_GT(done, 0u);
        EXPECT_GT(stopped, 0u);
    };
    auto program = [&]() -> Task<void> {
        co_await when_all(on_core(0u, waits(1)), on_core(1u, waits(2)), on_core(1u, waits(3)));
    };
    EXPECT_TRUE(runtime.run(program()).has_value());
}

TEST(use_task, works_with_a_pool_of_somebody_elses_threads) {
    ::asio::thread_pool pool(2);
    runtime::Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<void> {
        for (int i = 0; i < 300; ++i) co_await ::asio::post(pool, use_task);
    };
    EXPECT_TRUE(runtime.run(program()).has_value());
    pool.join();
}

namespace {

// Refuses what it is given after so many functions, as one does that has no memory for more.
struct Tired {
    ::asio::io_context* there;
    int* left;

    ::asio::execution_context& context() const { return *there; }
    void on_work_started() const {}
    void on_work_finished() const {}
    template <class F, class A>
    void post(F&& function, const A&) const {
        if ((*left)-- <= 0) throw std::bad_alloc();
        ::asio::post(*there, std::forward<F>(function));
    }
    template <class F, class A>
    void dispatch(F&& function, const A& allocator) const {
        post(std::forward<F>(function), allocator);
    }
    template <class F, class A>
    void defer(F&& function, const A& allocator) const {
        post(std::forward<F>(function), allocator);
    }
    bool operator==(const Tired&) const = default;
};

// A timer that says where it lives; the wait itself goes by the timer's own executor.
struct WaitThere {
    ::asio::steady_timer& timer;
    Tired executor;
    std::atomic<bool>* has_begun;

    using executor_type = Tired;
    Tired get_executor() const { return executor; }
    template <class Handler>
    void operator()(Handler handler) {
        timer.async_wait(std::move(handler));
        if (has_begun) *has_begun = true;
    }
};
template <class Token>
auto wait_there(::asio::steady_timer& timer, Tired executor, Token token, std::atomic<bool>* has_begun = nullptr) {
    return ::asio::async_initiate<Token, void(std::error_code)>(WaitThere{timer, executor, has_begun}, token);
}

}  // namespace

TEST(use_task, an_executor_that_takes_nothing_leaves_the_operation_forgotten_once) {
    beside([](AsioThread& thread) -> Task<void> {
        ::asio::steady_timer timer(thread.context(), std::chrono::hours(1));
        int left = 0;
        Result<> waited = co_await attempt(wait_there(timer, {&thread.context(), &left}, use_task));
        EXPECT_TRUE(!waited && waited.error().is(AsioErrc::forgotten));
        co_await yield();  // whatever came home twice would come now
    });
}

TEST(use_task, an_operation_whose_executor_takes_no_cancellation_is_waited_for) {
    beside([](AsioThread& thread) -> Task<void> {
        ::asio::steady_timer timer(thread.context(), std::chrono::hours(1));
        std::atomic<bool> has_begun = false;
        bool has_ended = false;
        int left = 1;  // the operation itself
        auto waits = [&]() -> Task<void> {
            // When it has begun, the other is first, and this is cancelled.
            auto begins = [&]() -> Task<void> {
                while (!has_begun) co_await yield();
            };
            const Tired executor{&thread.context(), &left};
            const auto first = co_await first_of(wait_there(timer, executor, use_task, &has_begun), begins());
            EXPECT_EQ(first.index(), 1u);
            has_ended = true;
        };
        auto ends = [&]() -> Task<void> {
            while (left >= 0) co_await yield();
            EXPECT_FALSE(has_ended);
            ::asio::post(thread.context(), [&] { timer.cancel(); });
        };
        co_await when_all(waits(), ends());
    });
}

// Its handlers may run anywhere, so that a signal would race with them.
TEST(use_task, an_operation_that_does_not_say_where_it_lives_is_not_cancelled) {
    beside([](AsioThread& thread) -> Task<void> {
        bool is_cancellable = true;
        auto wait = [&](auto token) {
            return ::asio::async_initiate<decltype(token), void(std::error_code)>(
                [&](auto handler) {
                    is_cancellable = ::asio::get_associated_cancellation_slot(handler).is_connected();
                    ::asio::post(thread.context(),
                                 [handler = std::move(handler)]() mutable { handler(std::error_code()); });
                },
                token);
        };
        co_await wait(use_task);
        EXPECT_FALSE(is_cancellable);
    });
}
