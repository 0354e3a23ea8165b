// Spawned Tasks on virtual time: who cancels them, who hears of their errors.
#include <gtest/gtest.h>

#include "kaon/browser/environment.hpp"
#include "kaon/browser/spawn.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/signal/effect.hpp"
#include "kaon/signal/owner.hpp"
#include "kaon/signal/signal.hpp"

namespace kaon::inline v0 {
namespace {

std::string printed;

Task<void> wait_then(Duration time, int& count) {
    co_await sleep(time);
    ++count;
}
Task<void> wait_out(int& cancelled) {
    const Result<> slept = co_await attempt(sleep(1h));
    if (!slept && slept.error().is(Errc::cancelled)) ++cancelled;
}
Task<void> fail_after(Duration time) {
    co_await sleep(time);
    co_await Error(Errc::conflict, "it went wrong");
}
Task<void> pass(Duration time) { co_await sleep(time); }

class Spawn : public testing::Test {
protected:
    Spawn() { printed.clear(); }

    TestLoop loop;
    browser::Installed browser{{.core = &loop, .print = [](console::Level level, std::string_view line) {
                                    printed.append(level == console::Level::error ? "error: " : "").append(line);
                                }}};
    Owner owner;
};

}  // namespace

TEST_F(Spawn, a_task_runs_until_its_first_wait_at_once_and_then_goes_on) {
    int count = 0;
    spawn(wait_then(1s, count));
    EXPECT_EQ(count, 0);
    ASSERT_TRUE(loop.run(pass(2s)));
    EXPECT_EQ(count, 1);
}

TEST_F(Spawn, a_task_is_cancelled_when_its_owner_ends) {
    int cancelled = 0;
    owner.with([&] { spawn(wait_out(cancelled)); });
    EXPECT_EQ(cancelled, 0);
    owner.cleanup();
    EXPECT_EQ(cancelled, 1);
    EXPECT_EQ(printed, "");
    owner.with([&] { spawn(wait_out(cancelled)); });  // the owner can be used again
    owner.cleanup();
    EXPECT_EQ(cancelled, 2);
}

TEST_F(Spawn, a_task_that_has_ended_leaves_nothing_with_its_owner) {
    int count = 0;
    for (int i = 0; i < 10; ++i) owner.with([&] { spawn(wait_then(1s, count)); });
    ASSERT_TRUE(loop.run(pass(2s)));
    EXPECT_EQ(count, 10);
    owner.cleanup();
    EXPECT_EQ(count, 10);
}

TEST_F(Spawn, a_cancelled_task_may_spawn_another_one_while_its_owner_ends) {
    int count = 0;
    const auto again = [](int& n) -> Task<void> {
        (void)co_await attempt(sleep(1h));
        spawn(wait_then(1s, n));
    };
    owner.with([&] { spawn(again(count)); });
    owner.cleanup();
    ASSERT_TRUE(loop.run(pass(2s)));
    EXPECT_EQ(count, 1);
}

TEST_F(Spawn, a_task_outlives_the_turn_without_an_owner) {
    int count = 0;
    spawn(wait_then(5s, count));
    owner.cleanup();
    ASSERT_TRUE(loop.run(pass(6s)));
    EXPECT_EQ(count, 1);
}

TEST_F(Spawn, an_error_nobody_handles_is_written_to_the_console) {
    spawn(fail_after(1s));
    ASSERT_TRUE(loop.run(pass(2s)));
    EXPECT_NE(printed.find("error: conflict: it went wrong"), std::string::npos) << printed;
}

TEST_F(Spawn, what_a_task_reads_is_no_dependency_of_the_effect_that_spawns_it) {
    owner.with([&] {
        Signal seen{0};
        int runs = 0;
        const auto look = [](Signal<int> signal) -> Task<void> {
            (void)signal();
            co_return;
        };
        effect([&, seen] {
            ++runs;
            spawn(look(seen));
        });
        graph::flush();
        seen.set(1);
        graph::flush();
        EXPECT_EQ(runs, 1);
    });
}

TEST(spawn, does_nothing_where_there_is_no_browser) {
    int count = 0;
    spawn(wait_then(0s, count));
    EXPECT_EQ(count, 0);
}

}  // namespace kaon::inline v0
