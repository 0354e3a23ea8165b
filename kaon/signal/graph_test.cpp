// The graph as a renderer uses it: nodes of its own, without values.
#include <memory>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>
#include <pthread.h>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/graph.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/signal.hpp"

namespace {

using namespace kaon;

// A binding that reads what it is told to.
struct Binding : graph::Node {
    explicit Binding(std::vector<graph::Source*> what) : Node(&show, graph::Kind::effect), reads(std::move(what)) {}
    ~Binding() { graph::detach(static_cast<graph::Node&>(*this)); }
    static bool show(graph::Node& node) {
        auto& self = static_cast<Binding&>(node);
        ++self.runs;
        for (graph::Source* source : self.reads) graph::track(*source);
        return false;
    }
    std::vector<graph::Source*> reads;
    int runs = 0;
};

int wakes = 0;

struct GraphTest : testing::Test {
    Owner root;
    Owner::Scope scope{root};
    ~GraphTest() override { graph::on_schedule(nullptr); }
};

TEST_F(GraphTest, a_binding_with_a_fixed_edge_runs_after_each_change) {
    graph::Source source;
    Binding binding({});
    graph::subscribe(source, binding);
    graph::changed(source);
    graph::changed(source);
    EXPECT_EQ(binding.runs, 0);
    graph::flush();
    EXPECT_EQ(binding.runs, 1);
    graph::changed(source);
    graph::flush();
    EXPECT_EQ(binding.runs, 2);
}

TEST_F(GraphTest, a_fixed_edge_to_a_memo_runs_only_when_its_value_changes) {
    Signal count{1};
    Memo odd{[=] { return count() % 2; }};
    Binding binding({});
    graph::subscribe(*odd.node(), binding);
    count.set(3);
    graph::flush();
    EXPECT_EQ(binding.runs, 0);
    count.set(4);
    graph::flush();
    EXPECT_EQ(binding.runs, 1);
}

TEST_F(GraphTest, edges_follow_what_a_run_reads) {
    graph::Source a, b, c;
    Binding binding({&a, &b});
    graph::observe(binding);
    binding.reads = {&c, &a};
    graph::changed(b);
    graph::flush();
    EXPECT_EQ(binding.runs, 2);
    graph::changed(b);
    EXPECT_FALSE(graph::pending());
    graph::changed(c);
    graph::flush();
    EXPECT_EQ(binding.runs, 3);
    EXPECT_EQ(b.first, nullptr);
}

TEST_F(GraphTest, reading_a_source_many_times_is_one_edge) {
    graph::Source a, b;
    Binding binding({&a, &b, &a, &b, &a});
    Binding other({&a});
    graph::observe(binding);
    graph::observe(other);
    graph::changed(a);
    graph::flush();
    EXPECT_EQ(binding.runs, 2);
    EXPECT_EQ(b.first, b.last);
    graph::detach(static_cast<graph::Node&>(other));
    EXPECT_EQ(a.first, a.last);
}

TEST_F(GraphTest, a_detached_source_or_node_is_forgotten_even_in_the_queue) {
    graph::Source a, b;
    Binding first({&a, &b});
    graph::observe(first);
    {
        Binding second({&a});
        graph::observe(second);
        graph::changed(a);
    }
    graph::detach(a);
    graph::flush();
    EXPECT_EQ(first.runs, 2);
    graph::detach(b);
    graph::changed(b);
    EXPECT_FALSE(graph::pending());
}

TEST_F(GraphTest, the_host_is_woken_once_for_many_writes) {
    graph::Source a;
    Binding one({&a}), two({&a});
    graph::observe(one);
    graph::observe(two);
    wakes = 0;
    graph::on_schedule([] { ++wakes; });
    graph::changed(a);
    graph::changed(a);
    EXPECT_EQ(wakes, 1);
    graph::flush();
    graph::changed(a);
    EXPECT_EQ(wakes, 2);
    graph::flush();
    batch([&] {
        graph::changed(a);
        batch([&] { graph::changed(a); });
        EXPECT_EQ(one.runs, 3);
    });
    EXPECT_EQ(one.runs, 4);
    EXPECT_EQ(wakes, 2);
}

TEST_F(GraphTest, a_chain_of_100000_memos_needs_no_deep_stack) {
    Signal first{1};
    std::vector<Memo<int>> chain;
    chain.emplace_back([=] { return first() + 1; });
    for (std::size_t i = 1; i < 100'000; ++i) {
        chain.emplace_back([before = chain.back()] { return before() + 1; });
        chain.back()();
    }
    int seen = 0, runs = 0;
    effect([&, last = chain.back()] { seen = last(), ++runs; });
    graph::flush();
    EXPECT_EQ(seen, 100'001);
    first.set(2);
    graph::flush();
    EXPECT_EQ(seen, 100'002);
    EXPECT_EQ(runs, 2);
}

TEST_F(GraphTest, nested_owners_end_without_a_deep_stack) {
    std::vector<std::unique_ptr<Owner>> nested;
    int ended = 0;
    Owner* outer = &root;
    for (int i = 0; i < 100'000; ++i) {
        outer = nested.emplace_back(std::make_unique<Owner>(outer)).get();
        outer->with([&] { on_cleanup([&] { ++ended; }); });
    }
    root.cleanup();
    EXPECT_EQ(ended, 100'000);
}

TEST_F(GraphTest, a_thread_has_a_graph_of_its_own_and_leaves_no_leak) {
    Signal mine{0};
    effect([=] { mine(); });
    pthread_t thread;
    const auto work = [](void* seen) -> void* {
        Owner owner;
        const Owner::Scope inside(owner);
        Signal count{1};
        effect([=] { *static_cast<int*>(seen) = count(); });
        graph::flush();
        return nullptr;
    };
    int seen = 0;
    ASSERT_EQ(pthread_create(&thread, nullptr, work, &seen), 0);
    pthread_join(thread, nullptr);
    EXPECT_EQ(seen, 1);
    EXPECT_TRUE(graph::pending());
    graph::flush();
}

TEST_F(GraphTest, a_paused_node_waits_and_runs_once_when_resumed) {
    graph::Source a;
    Binding binding({&a});
    graph::observe(binding);
    graph::pause(binding);
    graph::changed(a);
    graph::changed(a);
    EXPECT_FALSE(graph::pending());
    graph::resume(binding);
    graph::flush();
    EXPECT_EQ(binding.runs, 2);
    graph::pause(binding);
    graph::resume(binding);
    EXPECT_FALSE(graph::pending());
}

TEST_F(GraphTest, a_function_that_throws_leaves_the_graph_usable) {
    Signal count{0};
    Memo checked{[=] {
        if (count() == 1) throw std::runtime_error("one");
        return count() * 10;
    }};
    int seen = -1, others = 0;
    effect([&, checked] { seen = checked(); });
    effect([&, count] { count(), ++others; });
    graph::flush();
    count.set(1);
    wakes = 0;
    graph::on_schedule([] { ++wakes; });
    EXPECT_THROW(graph::flush(), std::runtime_error);
    EXPECT_EQ(wakes, 1);  // for the effect that did not have its turn
    graph::flush();
    EXPECT_EQ(others, 2);
    EXPECT_FALSE(graph::tracking());
    EXPECT_THROW(checked.peek(), std::runtime_error);
    count.set(2);
    graph::flush();
    EXPECT_EQ(seen, 20);
    EXPECT_EQ(others, 3);
    EXPECT_THROW(batch([&] { count.set(3), throw std::runtime_error("out"); }), std::runtime_error);
    EXPECT_TRUE(graph::pending());
    graph::flush();
    EXPECT_EQ(seen, 30);
}

}  // namespace
