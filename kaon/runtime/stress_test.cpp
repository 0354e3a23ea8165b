// The random graphs of kaon/coro/stress_actor_test.hpp on the threads of several cores.
#include <gtest/gtest.h>

#include "kaon/coro/stress_actor_test.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

TEST(stress, random_graphs_over_several_cores_keep_their_books_whoever_is_cancelled) {
    Runtime runtime({.cores = 3});
    std::size_t cancelled = 0, done = 0, moved = 0;
    auto program = [&]() -> Task<void> {
        const std::vector<Core*> cores = {&runtime.core(0), &runtime.core(1), &runtime.core(2)};
        for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
            stress::World world;
            co_await stress::run_world(world, seed, cores);
            const std::string wrong = world.mistakes();
            EXPECT_EQ(wrong, "") << "seed " << seed;
            cancelled += world.cancelled.load();
            done += world.done.load();
            moved += world.received.load();
        }
    };
    ASSERT_TRUE(runtime.run(program()).has_value());
    EXPECT_GT(cancelled, 1000u);
    EXPECT_GT(done, 1000u);
    EXPECT_GT(moved, 100u);
}
