// Handlers that end what they belong to, and throw: the memory that a running handler stands in.
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/context.hpp"
#include "kaon/signal/effect.hpp"
#include "kaon/signal/signal.hpp"
#include "kaon/ui/dom/page.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/keyed.hpp"
#include "kaon/ui/node_ref.hpp"
#include "kaon/ui/ui.hpp"

namespace kaon::inline v0 {
namespace {

using namespace html;
using dom::testing::TestPage;

// What a handler captures: long enough to lie in memory of its own.
std::string captured(int i) { return "a capture that no small string holds " + std::to_string(i); }

struct Page : TestPage {
    Page() : TestPage("<div id=\"app\"></div>") {}
    std::string shown() { return find("#app").text(); }
};

TEST(handler, reads_its_captures_after_it_removed_its_own_row) {
    Page page;
    std::string heard;
    dom::mount("app", [&] {
        Signal items{std::vector<int>{1, 2, 3}};
        return ul(each(
            items, [](int item) { return item; },
            [&heard, items](int item) {
                return li(button(id(std::to_string(item)), on::click([&heard, items, text = captured(item)] {
                                     items.update([](auto& all) { all.erase(all.begin() + 1); });
                                     dom::flush();
                                     heard += text;
                                 }),
                                 item));
            }));
    });
    dom::flush();
    page.find("[id=2]").click();
    EXPECT_EQ(heard, captured(2));
    EXPECT_EQ(page.shown(), "13");
}

TEST(handler, what_it_makes_after_it_ended_its_own_row_is_the_lists) {
    Page page;
    Owner test;
    const Owner::Scope scope(test);
    Signal<int> source{0};
    int runs = 0, ended = 0;
    dom::Mounted mounted = dom::mount("app", [&] {
        Signal open{true};
        return div(show(open, [&, open] {
            return button(on::click([&, open] {
                open.set(false);
                dom::flush();
                effect([&] {
                    (void)source();
                    ++runs;
                });
                on_cleanup([&] { ++ended; });
            }));
        }));
    });
    dom::flush();
    page.find("button").click();
    EXPECT_EQ(runs, 1);
    source.set(1);
    dom::flush();
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(ended, 0);
    mounted.unmount();
    EXPECT_EQ(ended, 1);
    source.set(2);
    dom::flush();
    EXPECT_EQ(runs, 2);
}

TEST(handler, may_take_its_component_away_and_put_another_there) {
    Page page;
    dom::Mounted mounted;
    int first_ended = 0, second_ended = 0;
    mounted = dom::mount("app", [&] {
        on_cleanup([&] { ++first_ended; });
        return button(id("one"), on::click([&, text = captured(1)] {
                          mounted.unmount();
                          mounted = dom::mount("app", [&, text] {
                              on_cleanup([&] { ++second_ended; });
                              Signal count{0};
                              return button(id("two"), on::click([=] { count.update([](int& n) { ++n; }); }), text, " ",
                                            count);
                          });
                      }));
    });
    dom::flush();
    page.find("#one").click();
    EXPECT_EQ(first_ended, 1);
    EXPECT_EQ(second_ended, 0);
    page.find("#two").click();
    EXPECT_EQ(page.shown(), captured(1) + " 1");
    mounted.unmount();
    dom::flush();
    EXPECT_EQ(second_ended, 1);
    EXPECT_EQ(page.shown(), "");
}

TEST(handler, inside_another_one_may_take_both_away) {
    Page page;
    dom::Mounted mounted;
    std::string heard;
    int ended = 0;
    mounted = dom::mount("app", [&] {
        NodeRef field;
        on_cleanup([&] { ++ended; });
        return div(input(id("f"), ref(field), on::focus([&, text = captured(1)] {
                             mounted.unmount();
                             heard += text;
                         })),
                   show([] { return true; },
                        [&, field] {
                            return button(on::click([&, field, text = captured(2)] {
                                field.focus();
                                dom::flush();
                                on_cleanup([&] { ++ended; });
                                heard += text;
                            }));
                        }));
    });
    dom::flush();
    page.find("button").click();
    EXPECT_EQ(heard, captured(1) + captured(2));
    EXPECT_EQ(ended, 1);
    EXPECT_EQ(page.shown(), "");
}

TEST(handler, an_event_outwards_skips_what_an_inner_handler_removed) {
    Page page;
    std::string heard;
    dom::mount("app", [&] {
        Signal open{true};
        return div(on::click([&] { heard += "outer "; }), show(open, [&, open] {
                       return section(on::click([&] { heard += "gone "; }), button(on::click([&, open] {
                                          heard += "button ";
                                          open.set(false);
                                      })));
                   }));
    });
    dom::flush();
    page.find("button").click();
    EXPECT_EQ(heard, "button outer ");
}

TEST(handler, one_that_throws_leaves_the_page_as_it_was) {
    Page page;
    const auto alive = std::make_shared<int>(0);
    Owner test;
    const Owner::Scope scope(test);
    Signal<bool> open{true};
    dom::Mounted mounted = dom::mount("app", [&] {
        return div(show(open, [&, alive] {
            return button(on::click([&, alive] {
                              open.set(false);
                              dom::flush();
                              throw std::runtime_error(captured(*alive));
                          }),
                          "throw");
        }));
    });
    dom::flush();
    EXPECT_THROW(page.find("button").click(), std::runtime_error);
    EXPECT_EQ(Owner::current(), &test);
    EXPECT_EQ(page.shown(), "");
    open.set(true);
    dom::flush();
    EXPECT_EQ(page.shown(), "throw");
    mounted.unmount();
    EXPECT_EQ(alive.use_count(), 1);
}

TEST(handler, its_captures_end_with_it) {
    Page page;
    const auto alive = std::make_shared<int>(0);
    Owner test;
    const Owner::Scope scope(test);
    Signal<int> count{3};
    dom::Mounted mounted = dom::mount("app", [&] {
        return div(
            each([=] { return std::vector<int>(1, count()); }, [](int item) { return item; },
                 [alive](int item) { return p(on::click([alive] {}), [alive, item] { return item + *alive; }); }));
    });
    dom::flush();
    const long each_row = alive.use_count();
    for (int i = 0; i < 10; ++i) {
        count.set(i);
        dom::flush();
        EXPECT_EQ(alive.use_count(), each_row);
    }
    mounted.unmount();
    EXPECT_EQ(alive.use_count(), 1);
}

// A second end would put its memory back twice, and the two that come next would share it.
TEST(handler, a_cleanup_may_unmount_what_is_being_unmounted) {
    TestPage page("<div id=\"app\"></div><div id=\"first\"></div><div id=\"second\"></div>");
    dom::Mounted mounted;
    mounted = dom::mount("app", [&] {
        on_cleanup([&] { mounted.unmount(); });
        return p("shown");
    });
    dom::flush();
    mounted.unmount();
    dom::Mounted first = dom::mount("first", [] { return p("1"); });
    dom::mount("second", [] { return p("2"); });
    dom::flush();
    EXPECT_EQ(page.find("#app").text(), "");
    first.unmount();
    dom::flush();
    EXPECT_EQ(page.find("#first").text(), "");
    EXPECT_EQ(page.find("#second").text(), "2");
}

}  // namespace
}  // namespace kaon::inline v0
