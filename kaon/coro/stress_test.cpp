// Random graphs of channels, locks and timers, whose Tasks are cancelled at random awaits. Whatever happens: every
// value is received or left over, no lock stays taken, nobody is left waiting, and a seed gives the same run again.
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "kaon/coro/stress_actor_test.hpp"
#include "kaon/coro/test_loop.hpp"

using namespace kaon;

TEST(stress, thousands_of_random_graphs_keep_their_books_whoever_is_cancelled) {
    std::size_t cancelled = 0, done = 0, moved = 0;
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        SCOPED_TRACE(seed);
        stress::World world;
        TestLoop loop(seed);
        const Result<> ran = loop.run(stress::run_world(world, seed, {&loop}));
        ASSERT_TRUE(ran.has_value()) << ran.error().describe_all();
        const std::string wrong = world.mistakes();
        ASSERT_EQ(wrong, "");
        cancelled += world.cancelled.load();
        done += world.done.load();
        moved += world.received.load();
    }
    // The test is worth something only when much of both happens.
    EXPECT_GT(cancelled, 50'000u);
    EXPECT_GT(done, 50'000u);
    EXPECT_GT(moved, 10'000u);
}

TEST(stress, a_seed_gives_the_same_run_again) {
    const auto trace = [](std::uint64_t seed) {
        stress::World world;
        TestLoop loop(seed);
        EXPECT_TRUE(loop.run(stress::run_world(world, seed, {&loop})).has_value());
        return std::to_string(world.done.load()) + " " + std::to_string(world.cancelled.load()) + " " +
               std::to_string(world.received.load()) + " " + std::to_string(loop.elapsed().nanoseconds);
    };
    std::set<std::string> different;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const std::string first = trace(seed);
        EXPECT_EQ(first, trace(seed)) << seed;
        different.insert(first);
    }
    EXPECT_GT(different.size(), 45u);
}
