// Selectors and shared signals: the state of long lists.
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/signals.hpp"

namespace {

using namespace kaon;

struct SelectorTest : testing::Test {
    Owner root;
    Owner::Scope scope{root};
};

TEST_F(SelectorTest, only_the_old_and_the_new_one_run_again) {
    Selector selected{0};
    std::vector<int> runs(1001), on(1001);
    for (std::size_t i = 1; i <= 1000; ++i) {
        effect([&, selected, i] { ++runs[i], on[i] = selected(static_cast<int>(i)); });
    }
    graph::flush();
    selected.set(7);
    graph::flush();
    selected.set(900);
    graph::flush();
    selected.set(900);
    EXPECT_FALSE(graph::pending());
    int total = 0;
    for (const int n : runs) total += n;
    EXPECT_EQ(total, 1003);
    EXPECT_EQ(runs[7], 3);
    EXPECT_FALSE(on[7]);
    EXPECT_TRUE(on[900]);
}

TEST_F(SelectorTest, an_entry_lives_as_long_as_something_depends_on_it) {
    Selector selected{std::string("a")};
    EXPECT_TRUE(selected("a"));
    EXPECT_EQ(selected.entries(), 0u);
    Owner rows(&root);
    rows.with([&] {
        for (int i = 0; i < 100; ++i) render_effect([=] { selected(std::to_string(i)); });
        render_effect([=] { selected("5"); });
    });
    EXPECT_EQ(selected.entries(), 100u);
    selected.set("5");
    graph::flush();
    EXPECT_EQ(selected.entries(), 100u);
    rows.cleanup();
    EXPECT_EQ(selected.entries(), 0u);
}

TEST_F(SelectorTest, follows_a_signal_and_is_never_behind_it) {
    Signal current{1};
    Selector selected{[=] { return current(); }};
    std::string log;
    for (int i = 0; i < 3; ++i) {
        effect([&, i, selected, current] {
            EXPECT_EQ(selected(i), current.peek() == i);
            log += static_cast<char>('0' + i);
        });
    }
    graph::flush();
    current.set(2);
    EXPECT_TRUE(selected(2));
    EXPECT_FALSE(selected(1));
    graph::flush();
    EXPECT_EQ(log, "01212");
}

TEST_F(SelectorTest, what_outlives_it_reads_false) {
    graph::on_warning([](const graph::Warning&) {});
    Owner page(&root);
    auto selected = page.with([] { return Selector{3}; });
    const Effect reader = render_effect([=] { selected(3); });
    page.cleanup();
    EXPECT_FALSE(selected(3));
    selected.set(4);
    EXPECT_EQ(selected.entries(), 0u);
    reader.stop();
    graph::on_warning(nullptr);
}

TEST_F(SelectorTest, a_fixed_edge_sees_its_key_change) {
    struct Binding : graph::Node {
        Binding()
            : Node([](graph::Node& node) { return ++static_cast<Binding&>(node).runs, false; }, graph::Kind::effect) {}
        int runs = 0;
    } binding;
    Selector selected{0};
    graph::subscribe(*selected.node(5), binding);
    selected.set(5);
    graph::flush();
    selected.set(6);
    graph::flush();
    EXPECT_EQ(binding.runs, 2);
    graph::detach(binding);
    EXPECT_EQ(selected.entries(), 0u);
}

TEST_F(SelectorTest, a_shared_signal_lives_as_long_as_its_handles) {
    auto alive = std::make_shared<int>(1);
    std::string log;
    {
        SharedSignal first{alive};
        SharedSignal second = first;
        first = SharedSignal{std::make_shared<int>(2)};
        EXPECT_EQ(alive.use_count(), 2);
        render_effect([&, second] { log += std::to_string(*second()); });
        second.set(std::make_shared<int>(3));
        alive.reset();
        graph::flush();
        EXPECT_EQ(log, "13");
        EXPECT_EQ(*first(), 2);
    }
    root.cleanup();
}

TEST_F(SelectorTest, a_read_only_handle_takes_each_kind_and_tracks) {
    Signal a{1};
    SharedSignal b{10};
    Memo c{[=] { return a() * 100; }};
    int seen = 0;
    const ReadSignal<int> all[] = {a, b, c};
    render_effect([&, all] { seen = all[0]() + all[1]() + all[2](); });
    EXPECT_EQ(seen, 111);
    b.set(20);
    graph::flush();
    EXPECT_EQ(seen, 121);
    a.set(2);
    graph::flush();
    EXPECT_EQ(seen, 222);
    EXPECT_EQ(all[2].peek(), 200);
    EXPECT_EQ(all[0].node(), a.node());
}

}  // namespace
