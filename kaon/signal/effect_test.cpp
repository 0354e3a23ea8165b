// Effects: order, ends, nesting, watch, and being off.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/signal.hpp"

namespace {

using namespace kaon;

struct EffectTest : testing::Test {
    Owner root;
    Owner::Scope scope{root};
    std::string log;
};

TEST_F(EffectTest, they_run_in_the_order_in_which_they_were_made) {
    Signal a{0}, b{0};
    effect([&, a, b] { b(), a(), log += '1'; });
    effect([&, a] { a(), log += '2'; });
    effect([&, b] { b(), log += '3'; });
    graph::flush();
    b.set(1);
    a.set(1);
    graph::flush();
    EXPECT_EQ(log, "123123");
}

TEST_F(EffectTest, an_outer_one_runs_before_what_it_made) {
    Signal<std::optional<int>> value{std::optional<int>(1)};
    int inner_runs = 0;
    effect([&, value] {
        if (!value()) return;
        effect([&, value] { inner_runs += value().value(); });
    });
    graph::flush();
    value.set(1);
    graph::flush();
    EXPECT_EQ(inner_runs, 2);
    value.set(std::nullopt);
    graph::flush();
    EXPECT_EQ(inner_runs, 2);
}

// The outer one becomes due only while an earlier effect runs, when the inner one is already in the queue.
TEST_F(EffectTest, an_outer_one_goes_first_even_when_it_is_due_later) {
    Signal shown{true};
    Signal tick{0};
    effect([=] {
        if (tick() == 1) shown.set(false);
    });
    effect([&, shown, tick] {
        if (!shown()) return;
        effect([&, tick, shown] { tick(), log += shown.peek() ? 'i' : '!'; });
    });
    graph::flush();
    tick.set(1);
    graph::flush();
    EXPECT_EQ(log, "i");
}

TEST_F(EffectTest, it_depends_only_on_what_the_last_run_read) {
    Signal first{true};
    Signal a{1}, b{2};
    int runs = 0;
    effect([&, first, a, b] { ++runs, first() ? a() : b(); });
    graph::flush();
    b.set(5);
    EXPECT_FALSE(graph::pending());
    first.set(false);
    graph::flush();
    a.set(7);
    EXPECT_FALSE(graph::pending());
    b.set(6);
    graph::flush();
    EXPECT_EQ(runs, 3);
}

TEST_F(EffectTest, a_write_in_a_flush_is_handled_by_the_same_flush) {
    Signal celsius{0}, fahrenheit{0};
    int seen = 0;
    effect([&, fahrenheit] { seen = fahrenheit(); });
    effect([=] { fahrenheit.set(celsius() * 9 / 5 + 32); });
    graph::flush();
    EXPECT_EQ(seen, 32);
    celsius.set(100);
    graph::flush();
    EXPECT_EQ(seen, 212);
}

TEST_F(EffectTest, a_write_before_the_read_is_no_reason_to_run_again) {
    Signal tick{0}, a{0};
    Memo twice{[=] { return 2 * a(); }};
    effect([&, tick, a, twice] {
        tick();
        a.set(a.peek() + 1);
        log += std::to_string(a()) + std::to_string(twice()) + ' ';
    });
    graph::flush();
    tick.set(1);
    graph::flush();
    EXPECT_EQ(log, "12 24 ");
}

TEST_F(EffectTest, setting_an_equal_value_notifies_and_maybe_update_asks) {
    Signal count{1};
    int runs = 0;
    effect([&, count] { count(), ++runs; });
    graph::flush();
    count.set(1);
    graph::flush();
    EXPECT_EQ(runs, 2);
    EXPECT_FALSE(count.maybe_update([](int&) { return false; }));
    graph::flush();
    EXPECT_EQ(runs, 2);
    EXPECT_TRUE(count.maybe_update([](int& n) { return ++n, true; }));
    graph::flush();
    EXPECT_EQ(runs, 3);
}

TEST_F(EffectTest, untracked_reads_and_peeks_are_no_dependencies) {
    Signal a{0}, b{0}, c{0};
    int runs = 0;
    effect([&, a, b, c] { ++runs, a(), untrack([=] { return b(); }), c.peek(); });
    graph::flush();
    b.set(1);
    c.set(1);
    EXPECT_FALSE(graph::pending());
    a.set(1);
    graph::flush();
    EXPECT_EQ(runs, 2);
}

TEST_F(EffectTest, it_can_be_stopped_from_outside_in_the_queue_and_by_itself) {
    Signal a{0};
    auto text = std::make_shared<std::string>("captured");
    Effect self;
    self = effect([&, a, text] {
        if (a() == 0) return;
        self.stop();
        EXPECT_EQ(*text, "captured");  // the captures live until the run is over
        log += 's';
    });
    const Effect other = effect([&, a] { a(), log += 'o'; });
    graph::flush();
    a.set(1);
    graph::flush();
    EXPECT_EQ(log, "oso");
    EXPECT_FALSE(self.alive());
    EXPECT_EQ(text.use_count(), 1);
    a.set(2);
    other.stop();
    other.stop();
    graph::flush();
    EXPECT_EQ(log, "oso");
}

TEST_F(EffectTest, it_may_end_its_own_owner_and_the_effects_that_wait) {
    Signal a{0};
    Owner page(&root);
    page.with([&] {
        effect([&, a] {
            if (a() == 0) return;
            page.cleanup();
            log += "end";
        });
        effect([&, a] { a(), log += 'x'; });
        on_cleanup([&] { log += 'c'; });
    });
    graph::flush();
    a.set(1);
    graph::flush();
    EXPECT_EQ(log, "xcend");
    a.set(2);
    EXPECT_FALSE(graph::pending());
}

TEST_F(EffectTest, a_cleanup_that_stops_its_effect_is_no_harm) {
    Signal a{0};
    Effect self;
    self = effect([&, a] {
        a();
        on_cleanup([&] { self.stop(); });
        log += 'r';
    });
    graph::flush();
    a.set(1);
    graph::flush();
    EXPECT_EQ(log, "r");
    EXPECT_FALSE(self.alive());
}

TEST_F(EffectTest, watch_tracks_only_its_first_function) {
    Signal a{1}, b{10};
    std::vector<int> seen;
    watch([=] { return a(); }, [&, b](int now) { seen.push_back(now + b()); });
    graph::flush();
    EXPECT_TRUE(seen.empty());
    b.set(20);
    EXPECT_FALSE(graph::pending());
    a.set(2);
    graph::flush();
    EXPECT_EQ(seen, std::vector{22});
}

TEST_F(EffectTest, watch_can_handle_the_first_value_and_knows_the_one_before) {
    Signal a{1};
    watch([=] { return a(); },
          [&](int now, const std::optional<int>& before) {
              log += std::to_string(before.value_or(0)) + ">" + std::to_string(now) + " ";
          },
          {.immediate = true});
    graph::flush();
    a.set(5);
    graph::flush();
    EXPECT_EQ(log, "0>1 1>5 ");
}

TEST_F(EffectTest, a_render_effect_runs_at_once_and_again_in_a_flush) {
    Signal a{1};
    render_effect([&, a] { log += std::to_string(a()); });
    EXPECT_EQ(log, "1");
    a.set(2);
    EXPECT_EQ(log, "1");
    graph::flush();
    EXPECT_EQ(log, "12");
}

TEST_F(EffectTest, none_is_made_while_a_page_is_rendered_to_text) {
    const graph::EffectsOff off;
    Signal a{1};
    Memo twice{[=] { return 2 * a(); }};
    const Effect none = effect([&] { log += 'x'; });
    watch([=] { return a(); }, [&](int) { log += 'y'; }, {.immediate = true});
    a.set(4);
    EXPECT_EQ(twice(), 8);
    EXPECT_FALSE(graph::pending());
    EXPECT_FALSE(none.alive());
    EXPECT_EQ(log, "");
}

}  // namespace
