// The end of owners, contexts, and pausing.
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "kaon/signal/signals.hpp"

namespace {

using namespace kaon;

// Notes its end.
struct Noted {
    std::string* log = nullptr;
    char name = 0;
    std::shared_ptr<int> alive = std::make_shared<int>();
    ~Noted() {
        if (log && alive.use_count() == 1) *log += name;
    }
};

TEST(owner, ends_children_then_cleanups_in_order_then_values) {
    std::string log;
    Owner parent;
    parent.with([&] {
        Signal{Noted{&log, 'v'}};
        on_cleanup([&] { log += '1'; });
        Owner* const child = new Owner(&parent);
        child->with([&] {
            Signal{Noted{&log, 'w'}};
            on_cleanup([&] { log += 'c'; });
        });
        on_cleanup([&, child] { log += '2', delete child; });
    });
    parent.cleanup();
    EXPECT_EQ(log, "cw12v");
    parent.cleanup();
    EXPECT_EQ(log, "cw12v");
}

TEST(owner, can_be_used_again_and_ends_what_cleanups_add) {
    std::string log;
    Owner owner;
    for (int i = 0; i < 2; ++i) {
        owner.with([&] { on_cleanup([&] { owner.with([&] { on_cleanup([&] { log += 'b'; }); }), log += 'a'; }); });
        owner.cleanup();
    }
    EXPECT_EQ(log, "abab");
}

TEST(owner, what_an_effect_or_memo_makes_ends_before_its_next_run) {
    std::string log;
    Owner root;
    const Owner::Scope scope(root);
    Signal a{0};
    Memo memo{[&, a] {
        on_cleanup([&] { log += 'm'; });
        return a();
    }};
    effect([&, a, memo] {
        Signal inner{a()};
        on_cleanup([&, inner] { log += static_cast<char>('0' + inner.peek()); });
        memo();
    });
    graph::flush();
    a.set(1);
    graph::flush();
    EXPECT_EQ(log, "0m");
    root.cleanup();
    EXPECT_EQ(log, "0m1m");
}

TEST(owner, a_cleanup_reads_without_becoming_a_dependency) {
    Owner root;
    const Owner::Scope scope(root);
    Signal a{0}, b{0};
    effect([=] {
        a();
        on_cleanup([=] { b(); });
    });
    graph::flush();
    a.set(1);
    graph::flush();
    b.set(1);
    EXPECT_FALSE(graph::pending());
}

TEST(owner, pausing_holds_back_the_effects_below_and_those_made_meanwhile) {
    std::string log;
    Owner root, tab(&root), inner(&tab);
    Signal a = root.with([] { return Signal{0}; });
    root.with([&] { effect([&, a] { a(), log += 'r'; }); });
    inner.with([&] { effect([&, a] { a(), log += 'i'; }); });
    graph::flush();
    tab.pause();
    tab.with([&] { effect([&] { log += 'n'; }); });
    a.set(1);
    a.set(2);
    graph::flush();
    EXPECT_EQ(log, "rir");
    tab.resume();
    graph::flush();
    EXPECT_EQ(log, "ririn");
}

TEST(context, the_nearest_one_answers_and_ends_with_its_owner) {
    Owner root, page(&root), other(&root);
    root.with([] { provide_context(1), provide_context(std::string("root")); });
    page.with([] { provide_context(2), provide_context(3); });
    EXPECT_EQ(page.with([] { return *use_context<int>(); }), 3);
    EXPECT_EQ(page.with([] { return *use_context<std::string>(); }), "root");
    EXPECT_EQ(other.with([] { return *use_context<int>(); }), 1);
    EXPECT_EQ(page.with([] { return use_context<long>(); }), nullptr);
    page.cleanup();
    EXPECT_EQ(page.with([] { return *use_context<int>(); }), 1);
    EXPECT_EQ(use_context<int>(), nullptr);
    EXPECT_FALSE(provide_context(1));
}

TEST(context, is_seen_by_an_effect_when_it_runs_later) {
    int seen = 0;
    Owner root;
    root.with([&] {
        provide_context(42);
        effect([&] { seen = *use_context<int>(); });
    });
    graph::flush();
    EXPECT_EQ(seen, 42);
}

TEST(owner, that_is_disposed_of_while_current_hands_over_to_its_parent) {
    Owner page;
    auto row = std::make_unique<Owner>(&page);
    int ended = 0;
    row->with([&] {
        Owner inner;
        inner.with([&] { row.reset(); });
        EXPECT_EQ(Owner::current(), &page);
        on_cleanup([&] { ++ended; });
    });
    EXPECT_EQ(Owner::current(), nullptr);
    EXPECT_EQ(ended, 0);
    page.cleanup();
    EXPECT_EQ(ended, 1);
}

}  // namespace
