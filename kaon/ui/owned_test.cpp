// What a component makes lives as long as its view.
#include <gtest/gtest.h>

#include "kaon/signal/signal.hpp"
#include "kaon/ui/owned.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

TEST(owned, what_a_component_makes_ends_with_the_last_copy_of_its_view) {
    int ended = 0, effects = 0;
    Signal<int> seen = Signal<int>::none();
    View view = owned([&] {
        Signal count{7};
        seen = count;
        on_cleanup([&ended] { ++ended; });
        effect([&effects] { ++effects; });
        return p("n = ", [count] { return count(); });
    });
    View page = div(view);
    view = {};
    EXPECT_TRUE(seen.alive());
    EXPECT_EQ(render(page), "<div><p>n = 7</p></div>");
    EXPECT_EQ(render(page), "<div><p>n = 7</p></div>");
    page = {};
    text("the next view").empty();
    EXPECT_EQ(ended, 1);
    EXPECT_FALSE(seen.alive());
    EXPECT_EQ(effects, 0);
    EXPECT_EQ(Owner::current(), nullptr);
}

TEST(owned, what_a_region_makes_ends_with_the_rendering) {
    int made = 0, ended = 0, effects = 0;
    const View view = owned([&] {
        Signal open{true};
        return fragment(show(open,
                             [&] {
                                 ++made;
                                 on_cleanup([&ended] { ++ended; });
                                 effect([&effects] { ++effects; });
                                 return p("open");
                             }),
                        each([] { return std::string_view("ab"); }, [](char c) { return c; },
                             [&](char c) {
                                 on_cleanup([&ended] { ++ended; });
                                 return b(c);
                             }));
    });
    EXPECT_EQ(render(view), "<p>open</p><b>a</b><b>b</b>");
    EXPECT_EQ(made, 1);
    EXPECT_EQ(ended, 3);
    EXPECT_EQ(effects, 0);
}

TEST(owned, views_nest_and_may_be_empty) {
    EXPECT_EQ(render(owned([] { return View(); })), "");
    View nested = text("x");
    for (int i = 0; i < 50; ++i) nested = owned([&] { return span(nested); });
    EXPECT_EQ(render(nested).size(), 1 + 50 * std::string_view("<span></span>").size());
}
