// Components in a page without a browser: what they show, and how it follows.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/signal.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/page.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/node_ref.hpp"
#include "kaon/ui/ui.hpp"

namespace kaon::inline v0 {
namespace {

using namespace html;
using dom::testing::TestPage;

struct Page : TestPage {
    Page() : TestPage("<div id=\"app\"></div>") {}
    template <class F>
    dom::Mounted mount(F&& component) {
        dom::Mounted mounted = dom::mount("app", component);
        dom::flush();
        return mounted;
    }
    // What is inside <div id="app">.
    std::string shown() {
        const std::string all = html("#app");
        return all.substr(14, all.size() - 14 - 6);
    }
};

TEST(dom, shows_fixed_and_changing_text_side_by_side) {
    Page page;
    Signal<std::string>* name = nullptr;
    page.mount([&] {
        static Signal<std::string> who{"Ann"};
        who = Signal<std::string>{"Ann"};
        name = &who;
        return p(cls("greeting"), "Hello, ", who, "! ", 3, " < ", 4.5);
    });
    EXPECT_EQ(page.shown(), R"(<p class="greeting">Hello, Ann! 3 &lt; 4.5</p>)");
    name->set("Боб & Co");
    dom::flush();
    EXPECT_EQ(page.shown(), R"(<p class="greeting">Hello, Боб &amp; Co! 3 &lt; 4.5</p>)");
}

TEST(dom, a_click_changes_what_follows_the_signal) {
    Page page;
    page.mount([] {
        Signal count{0};
        return button(on::click([=] { count.update([](int& n) { ++n; }); }),
                      cls("red", [=] { return count() % 2 == 1; }), disabled([=] { return count() == 3; }),
                      "Click me: ", count);
    });
    EXPECT_EQ(page.shown(), "<button>Click me: 0</button>");
    page.find("button").click();
    EXPECT_EQ(page.shown(), R"(<button class="red">Click me: 1</button>)");
    page.find("button").click();
    page.find("button").click();
    EXPECT_EQ(page.find("button").text(), "Click me: 3");
    EXPECT_NE(page.shown().find("disabled"), std::string::npos);
}

TEST(dom, attributes_styles_and_properties_follow) {
    Page page;
    page.mount([] {
        Signal<int> percent{10};
        Signal<std::string> where{"/a"};
        return div(a(href(where), aria("current", [=] { return percent() > 50; }), "link"),
                   p(style("width", [=] { return std::to_string(percent()) + "%"; }), "bar"),
                   button(on::click([=] {
                              percent.set(60);
                              where.set("javascript:alert(1)");
                          }),
                          "go"));
    });
    EXPECT_EQ(page.find("a").attribute("href"), "/a");
    EXPECT_EQ(page.find("a").attribute("aria-current"), "false");
    page.find("button").click();
    EXPECT_EQ(page.find("a").attribute("href"), "#");
    EXPECT_EQ(page.find("a").attribute("aria-current"), "true");
    EXPECT_NE(page.shown().find("width:"), std::string::npos);
    EXPECT_NE(page.shown().find("60%"), std::string::npos);
}

TEST(dom, show_swaps_views_and_ends_what_belonged_to_the_old_one) {
    Page page;
    int ended = 0, made = 0;
    Signal<int> level{0};
    page.mount([&] {
        level = Signal<int>{0};
        return div("before",
                   show([=] { return level() > 1; },
                        [&] {
                            ++made;
                            on_cleanup([&] { ++ended; });
                            return p("high ", level);
                        },
                        [] { return span("low"); }),
                   "after");
    });
    EXPECT_EQ(page.shown(), "<div>before<span>low</span>after</div>");
    level.set(2);
    dom::flush();
    EXPECT_EQ(page.shown(), "<div>before<p>high 2</p>after</div>");
    level.set(3);  // the condition stays: nothing is made anew
    dom::flush();
    EXPECT_EQ(page.shown(), "<div>before<p>high 3</p>after</div>");
    EXPECT_EQ(made, 1);
    EXPECT_EQ(ended, 0);
    level.set(0);
    dom::flush();
    EXPECT_EQ(ended, 1);
    EXPECT_EQ(page.shown(), "<div>before<span>low</span>after</div>");
}

TEST(dom, two_way_bindings_read_and_write) {
    Page page;
    Signal<std::string> name = Signal<std::string>::none(), mode = name;
    Signal<bool> agreed = Signal<bool>::none();
    page.mount([&] {
        name = Signal<std::string>{"x"};
        mode = Signal<std::string>{"pro"};
        agreed = Signal<bool>{true};
        return div(input(id("n"), bind::value(name)), input(id("c"), type("checkbox"), bind::checked(agreed)),
                   input(id("b"), type("radio"), html::name("m"), value("basic"), bind::group(mode)),
                   input(id("p"), type("radio"), html::name("m"), value("pro"), bind::group(mode)),
                   p(name, " ", mode, " ", [=] { return agreed() ? "yes" : "no"; }));
    });
    EXPECT_EQ(page.find("#n").value(), "x");
    EXPECT_EQ(page.find("p").text(), "x pro yes");
    page.find("#n").type("юз");
    EXPECT_EQ(name.peek(), "юз");
    page.find("#c").click();
    page.find("#b").check();
    EXPECT_EQ(page.find("p").text(), "юз basic no");
    name.set("set");
    dom::flush();
    EXPECT_EQ(page.find("#n").value(), "set");
}

TEST(dom, node_refs_reach_their_element_while_it_is_there) {
    Page page;
    bool there = false;
    NodeRef* field = nullptr;
    Signal<bool> open = Signal<bool>::none();
    page.mount([&] {
        static std::optional<NodeRef> kept;
        kept.emplace();
        field = &*kept;
        open = Signal<bool>{true};
        effect([&, f = *kept] { there = f.present(); });
        return div(show(open, [f = *kept] { return input(id("f"), ref(f)); }));
    });
    EXPECT_TRUE(there);
    field->focus();
    dom::flush();
    EXPECT_TRUE(page.has_focus(page.find("#f")));
    open.set(false);
    dom::flush();
    EXPECT_FALSE(there);
    field->focus();
    dom::flush();
}

TEST(dom, what_a_call_causes_is_heard_once_and_shown) {
    Page page;
    int clicks = 0, focuses = 0;
    page.mount([&] {
        NodeRef field;
        Signal<std::string> state{"idle"};
        return div(input(id("f"), ref(field), on::focus([&, state] {
                             ++focuses;
                             state.set("focused");
                         })),
                   button(on::click([&, field, state] {
                              ++clicks;
                              state.set("asked");
                              field.focus();
                          }),
                          "edit"),
                   p(state));
    });
    page.find("button").click();
    EXPECT_EQ(clicks, 1);
    EXPECT_EQ(focuses, 1);
    EXPECT_EQ(page.find("p").text(), "focused");
}

TEST(dom, handles_of_big_views_are_used_again) {
    Page page;
    Signal<bool> open = Signal<bool>::none();
    page.mount([&] {
        open = Signal<bool>{false};
        return div(show(open, [n = open] {
            ViewList cells;
            for (int i = 0; i < 3; ++i) cells.add(p([=] { return n() ? "x" : "y"; }));
            const auto eight = [=] {
                const auto t = [=] { return n() ? 1 : 2; };
                return p(t, " ", t, " ", t, " ", t, " ", t, " ", t, " ", t, " ", t);
            };
            return div(eight(), eight(), eight(), eight(), eight(), cells.view());
        }));
    });
    const auto toggle_twice = [&] {
        for (const bool on : {true, false}) {
            open.set(on);
            dom::flush();
        }
        const std::uint32_t base = dom::take_handles(1);
        dom::free_handles(base, 1);
        return base;
    };
    (void)toggle_twice();
    const std::uint32_t used = dom::take_handles(64);
    dom::free_handles(used, 64);
    for (int i = 0; i < 10; ++i) (void)toggle_twice();
    EXPECT_EQ(dom::take_handles(64), used);
}

TEST(dom, unmount_removes_the_nodes_and_ends_the_effects) {
    Page page;
    int runs = 0;
    Signal<int> outside{0};
    dom::Mounted mounted = page.mount([&] {
        effect([&] {
            (void)outside();
            ++runs;
        });
        return fragment(p("one"), show([&] { return outside() >= 0; }, [] { return p("two"); }));
    });
    EXPECT_EQ(page.shown(), "<p>one</p><p>two</p>");
    EXPECT_EQ(runs, 1);
    mounted.unmount();
    outside.set(1);
    dom::flush();
    EXPECT_EQ(page.shown(), "");
    EXPECT_EQ(runs, 1);
}

TEST(dom, what_was_meant_for_one_page_does_not_reach_the_next) {
    const auto component = [] { return p("one"); };
    {
        Page page;
        page.mount(component).unmount();  // and not flushed
    }
    Page next;
    next.mount(component);
    EXPECT_EQ(next.shown(), "<p>one</p>");
}

TEST(dom, broken_utf8_and_markup_in_text_stay_text) {
    Page page;
    const std::string hostile = "<script>alert(1)</script>\xFF\"&";
    page.mount([&] { return p(title(hostile), attr("data-x", hostile), hostile, [hostile] { return hostile; }); });
    const std::string shown = page.shown();
    EXPECT_EQ(shown.find("<script>"), std::string::npos);
    EXPECT_NE(shown.find("\xEF\xBF\xBD"), std::string::npos);
}

TEST(dom, handlers_of_nested_elements_are_called_outwards_and_can_stop) {
    Page page;
    std::string heard;
    page.mount([&] {
        return div(on::click([&] { heard += "outer "; }),
                   section(on::click([&](MouseEvent& event) {
                               heard += "middle ";
                               event.stop_propagation();
                           }),
                           show([] { return true; }, [&] { return b(on::click([&] { heard += "inner "; }), "x"); }),
                           button(on::click([&] { heard += "button "; }), "y")));
    });
    page.find("b").click();
    EXPECT_EQ(heard, "inner middle ");
    heard.clear();
    page.find("button").click();
    EXPECT_EQ(heard, "button middle ");
}

}  // namespace
}  // namespace kaon::inline v0
