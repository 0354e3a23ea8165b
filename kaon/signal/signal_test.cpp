// Signals, memos and effects as an application sees them.
#include <gtest/gtest.h>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/signal.hpp"

namespace {

using namespace kaon;

struct SignalTest : testing::Test {
    Owner root;
    Owner::Scope scope{root};
};

TEST_F(SignalTest, a_write_is_seen_by_the_next_read) {
    Signal count{0};
    Memo twice{[=] { return 2 * count(); }};
    EXPECT_EQ(twice(), 0);
    count.set(4);
    EXPECT_EQ(count(), 4);
    EXPECT_EQ(twice(), 8);
}

TEST_F(SignalTest, an_effect_runs_in_the_next_flush_and_once_for_many_writes) {
    Signal count{0};
    int runs = 0, seen = -1;
    effect([&, count] { ++runs, seen = count(); });
    EXPECT_EQ(runs, 0);
    graph::flush();
    EXPECT_EQ(runs, 1);
    count.set(1);
    count.update([](int& n) { n += 41; });
    EXPECT_EQ(runs, 1);
    graph::flush();
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(seen, 42);
}

TEST_F(SignalTest, a_literal_makes_a_string) {
    Signal name{"Ada"};
    static_assert(std::same_as<decltype(name), Signal<std::string>>);
    EXPECT_EQ(name(), "Ada");
}

}  // namespace
