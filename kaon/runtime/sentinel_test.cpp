// A Task that holds its core is reported by its name; Tasks that wait are not, however many.
#include <atomic>
#include <chrono>
#include <new>
#include <thread>

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kaon/coro/group.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/detail/thread_use.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/runtime/sentinel.hpp"
#include "kaon/telemetry/recorder.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

// Holds its core until the sentinel has seen that.
void hold(const Sentinel& sentinel, std::uint64_t holds) {
    while (sentinel.holds().read() < holds) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

Task<void> named(const char* name, Task<void> task) {
    (co_await current_context()).doing = name;
    co_await std::move(task);
}

std::vector<std::string> names_of(const telemetry::Recorder& recorder, std::string_view message) {
    std::vector<std::string> names;
    for (const auto& entry : recorder.entries()) {
        if (entry.message == message) names.push_back(entry.field("doing"));
    }
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST(sentinel, names_the_task_that_holds_its_core) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::warn);
    Runtime runtime({.cores = 1});
    Sentinel sentinel(runtime, {.longest = 10ms});
    auto holds = [&]() -> Task<void> {
        co_await sleep(1ms);  // goes on by its own Context
        hold(sentinel, 1);
    };
    auto waits = []() -> Task<void> { co_await sleep(30ms); };
    auto program = [&]() -> Task<void> {
        // One context each, as requests have.
        co_await when_all(timeout(10s, named("/slow/{id}", holds())), timeout(10s, named("/patient", waits())));
        while (sentinel.durations().read().count == 0) co_await sleep(1ms);
    };
    ASSERT_TRUE(runtime.run(program()));
    EXPECT_EQ(sentinel.holds().read(), 1u);
    EXPECT_EQ(names_of(recorder, "a core is held"), Names{"/slow/{id}"});
    EXPECT_EQ(names_of(recorder, "a core was held"), Names{"/slow/{id}"});
    EXPECT_EQ(recorder.entries()[0].field("core"), "0");
    EXPECT_GE(sentinel.durations().read().sum, 0.01);
}

TEST(sentinel, counts_what_it_does_not_say_within_a_second) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::warn);
    Runtime runtime({.cores = 1});
    Sentinel sentinel(runtime, {.longest = 4ms});
    auto program = [&]() -> Task<void> {
        for (std::uint64_t i = 1; i <= 5; ++i) {
            hold(sentinel, i);
            co_await sleep(5ms);
        }
    };
    ASSERT_TRUE(runtime.run(program()));
    EXPECT_EQ(sentinel.holds().read(), 5u);
    EXPECT_LT(names_of(recorder, "a core is held").size(), 5u);
    EXPECT_EQ(names_of(recorder, "a core is held")[0], "something without a name");
}

TEST(sentinel, survives_a_log_that_throws) {
    struct Full final : telemetry::Sink {
        void write(const telemetry::Record&) override { throw std::bad_alloc(); }
    } full;
    const auto installed = telemetry::install(full, telemetry::Level::warn);
    Runtime runtime({.cores = 1});
    Sentinel sentinel(runtime, {.longest = 4ms});
    auto program = [&]() -> Task<void> {
        for (std::uint64_t i = 1; i <= 2; ++i) {
            hold(sentinel, i);
            co_await sleep(1ms);
            while (sentinel.durations().read().count < i) co_await sleep(1ms);
        }
    };
    ASSERT_TRUE(runtime.run(program()));
}

TEST(sentinel, says_nothing_of_a_core_that_the_system_gives_no_time_to) {
    Runtime runtime({.cores = 2});
    Sentinel sentinel(runtime, {.longest = 100ms});
    std::atomic<bool> done = false;
    Duration took;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(::sched_getcpu(), &one);
    // On one processor with a thread that never rests and has the right of way.
    std::thread greedy([&] {
        EXPECT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
        while (!done) {
        }
    });
    auto starved = [&]() -> Task<void> {
        EXPECT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
        EXPECT_EQ(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19), 0);
        co_await yield();
        Core& core = *(co_await current_context()).core;
        const int thread = static_cast<Reactor&>(core).thread();
        const Instant begin = core.exact_now();
        const Duration ran = runtime::detail::processor_time(thread);
        while (runtime::detail::processor_time(thread) - ran < 20ms) {
        }
        took = core.exact_now() - begin;
    };
    const Result<> ran = runtime.run(on_core(1, starved()));
    done = true;
    greedy.join();
    ASSERT_TRUE(ran.has_value());
    if (took < 300ms) GTEST_SKIP() << "it got the processor all the same";
    EXPECT_EQ(sentinel.holds().read(), 0u);
}

TEST(sentinel, says_nothing_of_a_core_that_has_ended_before_the_others) {
    Runtime runtime({.cores = 2});
    Sentinel sentinel(runtime, {.longest = 50ms});
    Job slow;  // the end of the program waits for it
    slow.run = [](Job&) { std::this_thread::sleep_for(std::chrono::milliseconds(400)); };
    auto program = [&]() -> Task<void> {
        runtime.core(1).post_from_anywhere(slow);
        co_return;
    };
    ASSERT_TRUE(runtime.run(program()));
    EXPECT_EQ(sentinel.holds().read(), 1u);
}

TEST(sentinel, says_nothing_of_a_busy_core_that_takes_turns) {
    Runtime runtime({.cores = 1});
    Sentinel sentinel(runtime, {.longest = 400ms});
    auto program = [&]() -> Task<void> {
        Core& core = *(co_await current_context()).core;
        const Instant end = core.exact_now() + 900ms;
        while (core.exact_now() < end) co_await yield();
    };
    ASSERT_TRUE(runtime.run(program()));
    EXPECT_EQ(sentinel.holds().read(), 0u);
}
