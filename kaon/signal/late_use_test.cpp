// What ends, and what a use after the end does.
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/shared.hpp"
#include "kaon/signal/signal.hpp"

namespace {

using namespace kaon;
using graph::Misuse;

// Keeps the warnings while it lives.
struct Warnings {
    Warnings() : before(graph::on_warning([](const graph::Warning& warning) { list.push_back(warning); })) {
        list.clear();
    }
    ~Warnings() { graph::on_warning(before); }
    graph::WarningHook before;
    static inline thread_local std::vector<graph::Warning> list;
};

TEST(late_use, warns_with_where_it_was_made_and_where_it_was_used) {
    const Warnings warnings;
    Owner owner;
    auto count = owner.with([] { return Signal{7}; });
    const unsigned made = __LINE__ - 1;
    owner.cleanup();
    EXPECT_FALSE(count.alive());
    EXPECT_EQ(count.node(), nullptr);
    EXPECT_EQ(count(), 0);
    const unsigned used = __LINE__ - 1;
    count.set(3);
    count.update([](int& n) { ++n; });
    EXPECT_EQ(count.peek(), 0);
    ASSERT_EQ(warnings.list.size(), 4u);
    const graph::Warning& first = warnings.list[0];
    EXPECT_EQ(first.misuse, Misuse::late_use);
    EXPECT_EQ(first.made.line, made);
    EXPECT_EQ(first.used.line, used);
    EXPECT_STREQ(first.made.file, __FILE__);
    EXPECT_STREQ(first.used.file, __FILE__);
}

TEST(late_use, is_noticed_when_the_memory_serves_another_signal) {
    const Warnings warnings;
    Owner owner;
    auto old = owner.with([] { return Signal{7}; });
    owner.cleanup();
    std::vector<Signal<int>> others;
    owner.with([&] {
        for (int i = 0; i < 100; ++i) others.emplace_back(i);
    });
    old.set(99);
    EXPECT_EQ(old(), 0);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(others[static_cast<std::size_t>(i)](), i);
    EXPECT_EQ(warnings.list.size(), 2u);
}

TEST(late_use, of_a_memo_and_of_a_read_only_handle_is_the_same) {
    const Warnings warnings;
    Owner owner;
    auto text = owner.with([] { return Signal{"long enough to be on the heap, somewhere"}; });
    auto memo = owner.with([=] { return Memo{[=] { return text().size(); }}; });
    ReadSignal<std::string> read = text;
    ReadSignal<std::size_t> read_memo = memo;
    EXPECT_EQ(read_memo(), text().size());
    owner.cleanup();
    EXPECT_EQ(memo(), 0u);
    EXPECT_EQ(read(), "");
    EXPECT_EQ(read_memo.peek(), 0u);
    EXPECT_FALSE(read.alive());
    EXPECT_EQ(warnings.list.size(), 3u);
}

TEST(late_use, comes_after_dispose_too_and_the_owner_ends_it_once) {
    const Warnings warnings;
    Owner owner;
    auto name = owner.with([] { return Signal{"Ada"}; });
    name.dispose();
    name.dispose();
    EXPECT_EQ(name(), "");
    owner.cleanup();
    EXPECT_EQ(warnings.list.size(), 1u);
}

TEST(late_use, of_a_signal_that_was_moved_from_is_survived) {
    const Warnings warnings;
    SharedSignal first{"a"};
    SharedSignal second = std::move(first);
    first.set("b");
    EXPECT_EQ(second(), "a");
    EXPECT_EQ(warnings.list.size(), 1u);
}

TEST(no_owner, a_signal_warns_and_lives_until_it_is_disposed) {
    const Warnings warnings;
    Signal alone{5};
    ASSERT_EQ(warnings.list.size(), 1u);
    EXPECT_EQ(warnings.list[0].misuse, Misuse::no_owner);
    EXPECT_EQ(warnings.list[0].made.line, static_cast<unsigned>(__LINE__ - 3));
    EXPECT_EQ(alone(), 5);
    alone.dispose();
    EXPECT_FALSE(alone.alive());
}

TEST(cycle, a_memo_that_reads_itself_gives_its_last_value_and_warns) {
    const Warnings warnings;
    Owner owner;
    const Owner::Scope scope(owner);
    Signal on{false};
    std::optional<Memo<int>> second;
    Memo first{[&, on] { return on() ? (*second)() + 1 : 1; }};
    second.emplace([=] { return first() + 1; });
    EXPECT_EQ((*second)(), 2);
    on.set(true);
    EXPECT_EQ((*second)(), 4);
    EXPECT_FALSE(warnings.list.empty());
    EXPECT_EQ(warnings.list[0].misuse, Misuse::cycle);
    on.set(false);
    EXPECT_EQ((*second)(), 2);
}

TEST(runaway, an_effect_that_writes_what_it_reads_stops_and_the_others_run) {
    const Warnings warnings;
    Owner owner;
    const Owner::Scope scope(owner);
    Signal count{0};
    int runs = 0, other = 0;
    effect([&, count] { ++runs, count.update([](int& n) { ++n; }), count(), count.set(count.peek() + 1); });
    effect([&] { ++other; });
    graph::flush();
    EXPECT_GE(runs, 100);
    EXPECT_LE(runs, 102);
    EXPECT_EQ(other, 1);
    ASSERT_EQ(warnings.list.size(), 1u);
    EXPECT_EQ(warnings.list[0].misuse, Misuse::runaway);
    EXPECT_FALSE(graph::pending());
}

}  // namespace
