// The real loop: time, jobs across threads, fairness.
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/ready.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

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

// The core is awake and takes the job at once, so that its end and the return of who posted it run side by side.
TEST(runtime, may_end_as_soon_as_what_another_thread_posted_has_run) {
    struct Last : Job {
        bool came = false;
    };
    for (int i = 0; i < 500; ++i) {
        auto runtime = std::make_unique<Runtime>(RuntimeOptions{.cores = 1});
        Last last;
        last.run = [](Job& job) { static_cast<Last&>(job).came = true; };
        std::thread poster([&core = runtime->core(0), &last] { core.post_from_anywhere(last); });
        auto program = [&]() -> Task<void> {
            while (!last.came) co_await yield();
        };
        EXPECT_TRUE(runtime->run(program()));
        runtime.reset();
        poster.join();
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

TEST(runtime, a_timer_that_starts_again_for_this_moment_leaves_others_their_turn) {
    Runtime runtime({.cores = 1});
    struct Again : Timer {
        Core* core = nullptr;
        int count = 0;
    } again;
    auto program = [&]() -> Task<void> {
        again.core = (co_await current_context()).core;
        again.fire = [](Timer& timer) {
            Again& self = static_cast<Again&>(timer);
            ++self.count;
            self.core->start(self);
        };
        again.core->start(again);
        while (again.count < 5) co_await yield();
        again.core->stop(again);
    };
    EXPECT_TRUE(runtime.run(program()));
    EXPECT_GE(again.count, 5);
}

#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
TEST(runtime, without_threads_for_its_cores_says_so_and_runs_nothing) {
    const auto in_little_memory = [] {
        rlimit limit{};
        ::getrlimit(RLIMIT_AS, &limit);
        limit.rlim_cur = 400 * 1024 * 1024;  // no place for the stacks of hundreds of threads
        if (::setrlimit(RLIMIT_AS, &limit) != 0) return 2;
        bool begun = false;
        Runtime runtime({.cores = 200});
        auto program = [&]() -> Task<void> {
            begun = true;
            co_return;
        };
        const Result<> ran = runtime.run(program());
        return !ran && ran.error().is(Errc::unavailable) && !begun ? 0 : 1;
    };
    EXPECT_EXIT(std::_Exit(in_little_memory()), testing::ExitedWithCode(0), "");
}
#endif
