// The real loop: timers, jobs across threads, sockets, files, signals, the blocking pool.
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/file.hpp"
#include "kaon/runtime/ready.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/signals.hpp"
#include "kaon/runtime/tcp.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

Task<void> echo_once(TcpListener& listener) {
    TcpStream peer = co_await listener.accept();
    char buffer[1024];
    while (std::size_t n = co_await peer.read(buffer, sizeof buffer)) co_await peer.write_all({buffer, n});
}

Task<std::string> talk(SocketAddress address, std::string text) {
    TcpStream stream = co_await TcpStream::connect(address);
    co_await stream.write_all(text);
    stream.shutdown_write();
    std::string got;
    char buffer[1024];
    while (std::size_t n = co_await stream.read(buffer, sizeof buffer)) got.append(buffer, n);
    co_return got;
}

Task<std::string> echo_over(SocketAddress address, std::size_t bytes) {
    TcpListener listener = co_await TcpListener::bind(address);
    auto [served, text] = co_await when_all(echo_once(listener), talk(listener.address(), std::string(bytes, 'x')));
    co_return text;
}

}  // namespace

TEST(runtime, sleeps_in_the_order_of_time) {
    Runtime runtime({.cores = 1});
    auto program = []() -> Task<std::string> {
        std::string order;
        auto note = [&](Duration d, char c) -> Task<void> {
            co_await sleep(d);
            order += c;
        };
        std::vector<Task<void>> tasks;
        for (int i = 0; i < 20; ++i)
            tasks.push_back(note(Duration::milliseconds(40 - i * 2), static_cast<char>('a' + i)));
        co_await when_all(std::move(tasks));
        co_return order;
    };
    EXPECT_EQ(runtime.run(program()).value(), "tsrqponmlkjihgfedcba");
}

TEST(runtime, echoes_over_tcp_and_unix_sockets) {
    Runtime runtime({.cores = 1});
    EXPECT_EQ(runtime.run(echo_over(SocketAddress::parse("127.0.0.1", 0).value(), 1'000'000)).value().size(),
              1'000'000u);
    Runtime second({.cores = 1});
    const std::string path = "/tmp/kaon_echo_" + std::to_string(getpid());
    EXPECT_EQ(second.run(echo_over(SocketAddress::unix_path(path).value(), 10)).value().size(), 10u);
    ::unlink(path.c_str());
}

TEST(runtime, a_taken_port_is_a_conflict) {
    TcpListener first = TcpListener::bind(SocketAddress::parse("127.0.0.1", 0).value()).value();
    const Result<TcpListener> second = TcpListener::bind(first.address());
    EXPECT_TRUE(second.error().is(Errc::conflict));
    EXPECT_EQ(second.error().text(), first.address().text() + " is taken: something listens there already");
}

TEST(runtime, a_cancelled_read_lets_the_descriptor_go) {
    Runtime runtime({.cores = 1});
    auto program = []() -> Task<bool> {
        TcpListener listener = co_await TcpListener::bind(SocketAddress::parse("127.0.0.1", 0).value());
        Result<TcpStream> late = co_await attempt(timeout(20ms, listener.accept()));
        auto [served, text] = co_await when_all(echo_once(listener), talk(listener.address(), "again"));
        co_return late.error().is(Errc::timeout) && text == "again";
    };
    EXPECT_TRUE(runtime.run(program()).value());
}

TEST(runtime, blocking_work_runs_elsewhere_and_comes_back) {
    Runtime runtime({.cores = 2, .blocking = {.threads = 4}});
    auto program = []() -> Task<int> {
        const auto here = std::this_thread::get_id();
        std::vector<Task<int>> tasks;
        auto one = [&](int i) -> Task<int> {
            const bool elsewhere = co_await spawn_blocking([here] { return std::this_thread::get_id() != here; });
            EXPECT_TRUE(elsewhere);
            EXPECT_EQ(std::this_thread::get_id(), here);
            co_return i;
        };
        for (int i = 0; i < 200; ++i) tasks.push_back(one(i));
        int sum = 0;
        for (int n : co_await when_all(std::move(tasks))) sum += n;
        co_return sum;
    };
    EXPECT_EQ(runtime.run(program()).value(), 19'900);
}

TEST(runtime, ends_while_cancelled_work_still_runs) {
    for (int i = 0; i < 20; ++i) {
        Runtime runtime({.cores = 1});
        auto program = []() -> Task<bool> {
            auto work = []() -> Task<void> {
                co_await spawn_blocking([] { std::this_thread::sleep_for(std::chrono::milliseconds(10)); });
            };
            co_return (co_await attempt(timeout(1ms, work()))).error().is(Errc::timeout);
        };
        EXPECT_TRUE(runtime.run(program()).value());
    }
}

TEST(runtime, knows_the_time_within_a_turn) {
    Runtime runtime({.cores = 1});
    auto program = []() -> Task<bool> {
        Core& core = *(co_await current_context()).core;
        const Instant turn = core.now(), begin = core.exact_now();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        co_return core.now() == turn&& core.exact_now() - begin >= 5ms;
    };
    EXPECT_TRUE(runtime.run(program()).value());
}

TEST(runtime, a_full_blocking_queue_refuses) {
    Runtime runtime({.cores = 1, .blocking = {.threads = 1, .queue = 2}});
    auto program = []() -> Task<int> {
        auto one = []() -> Task<int> {
            Result<> r =
                co_await attempt(spawn_blocking([] { std::this_thread::sleep_for(std::chrono::milliseconds(30)); }));
            co_return r ? 0 : r.error().is(Errc::unavailable) ? 1 : 100;
        };
        std::vector<Task<int>> tasks;
        for (int i = 0; i < 8; ++i) tasks.push_back(one());
        int refused = 0;
        for (int n : co_await when_all(std::move(tasks))) refused += n;
        co_return refused;
    };
    const int refused = runtime.run(program()).value();
    EXPECT_GE(refused, 5);
    EXPECT_LE(refused, 6);
}

TEST(runtime, jobs_from_many_threads_all_arrive) {
    Runtime runtime({.cores = 1});
    struct Count : Job {
        int* total = nullptr;
    };
    int total = 0;
    std::vector<Count> jobs(4000);
    auto program = [&]() -> Task<void> {
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (std::size_t i = 0; i < 1000; ++i) {
                    Count& job = jobs[static_cast<std::size_t>(t) * 1000 + i];
                    job.total = &total;
                    job.run = [](Job& self) { ++*static_cast<Count&>(self).total; };
                    runtime.core(0).post_from_anywhere(job);
                }
            });
        }
        while (total < 4000) co_await sleep(1ms);
        for (std::thread& thread : threads) thread.join();
    };
    ASSERT_TRUE(runtime.run(program()).has_value());
    EXPECT_EQ(total, 4000);
}

TEST(runtime, sleeping_for_no_time_leaves_room_for_others) {
    Runtime runtime({.cores = 1});
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    bool arrived = false;
    auto program = [&]() -> Task<void> {
        auto impatient = [&]() -> Task<void> {
            while (!arrived) co_await sleep(0ms);
        };
        auto waiting = [&]() -> Task<void> {
            co_await readable(pipe[0]);
            arrived = true;
        };
        EXPECT_EQ(::write(pipe[1], "x", 1), 1);
        co_await when_all(impatient(), waiting());
    };
    EXPECT_TRUE(runtime.run(program()).has_value());
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST(runtime, files_are_replaced_read_and_limited) {
    Runtime runtime({.cores = 1});
    const std::string path = "/tmp/kaon_file_" + std::to_string(getpid());
    auto program = [&]() -> Task<std::string> {
        co_await write_file(path, "hello");
        File file = co_await File::open(path);
        EXPECT_EQ(co_await file.size(), 5u);
        EXPECT_EQ(co_await file.read_at(1, 100), "ello");
        EXPECT_TRUE((co_await attempt(read_file(path, 4))).error().is(Errc::too_large));
        EXPECT_TRUE((co_await attempt(read_file(path + ".no", 4))).error().is(Errc::not_found));
        co_return co_await read_file(path, 5);
    };
    EXPECT_EQ(runtime.run(program()).value(), "hello");
    ::unlink(path.c_str());
}

template <class T>
Result<T> run_alone(Task<T> task) {
    return Runtime({.cores = 1}).run(std::move(task));
}

TEST(runtime, what_has_no_places_is_read_in_order) {
    const auto with_pipe = [](std::string_view text, auto use) {
        int pipe[2];
        ASSERT_EQ(::pipe(pipe), 0);
        std::thread writer([&] {
            EXPECT_EQ(::write(pipe[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
            ::close(pipe[1]);
        });
        EXPECT_TRUE(run_alone(use("/dev/fd/" + std::to_string(pipe[0]))).has_value());
        writer.join();
        ::close(pipe[0]);
    };
    with_pipe("hello", [](std::string path) -> Task<void> {
        File file = co_await File::open(path);
        EXPECT_EQ(co_await file.read_at(0, 2), "he");
        EXPECT_EQ(co_await file.read_at(2, 100), "llo");
    });
    const std::string large(100'000, 'x');
    with_pipe(large, [&](std::string path) -> Task<void> { EXPECT_EQ(co_await read_file(path, UINT64_MAX), large); });
    with_pipe("hello", [](std::string path) -> Task<void> { EXPECT_EQ(co_await read_file(path, 5), "hello"); });
    with_pipe("hello", [](std::string path) -> Task<void> {
        EXPECT_TRUE((co_await attempt(read_file(path, 4))).error().is(Errc::too_large));
    });
    // A file whose size is said to be 0.
    EXPECT_NE(run_alone(read_file("/proc/self/status", 1 << 20)).value().find("Pid:"), std::string::npos);
}

TEST(runtime, errors_of_files_name_the_path_that_was_given) {
    EXPECT_EQ(run_alone(read_file("/", 1 << 20)).error().detail(), "/: Is a directory");
    const auto piece = []() -> Task<std::string> {
        File file = co_await File::open("/");
        co_return co_await file.read_at(0, 1);
    };
    EXPECT_EQ(run_alone(piece()).error().detail(), "/: Is a directory");
    EXPECT_EQ(run_alone(write_file("/nodir/x", "")).error().detail(), "/nodir/x: No such file or directory");
}

TEST(runtime, a_signal_is_awaited) {
    Signals signals({SIGUSR1});
    Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<int> {
        auto raise_later = []() -> Task<void> {
            co_await sleep(10ms);
            ::kill(::getpid(), SIGUSR1);
        };
        auto [number, raised] = co_await when_all(signals.next(), raise_later());
        co_return number;
    };
    EXPECT_EQ(runtime.run(program()).value(), SIGUSR1);
}
