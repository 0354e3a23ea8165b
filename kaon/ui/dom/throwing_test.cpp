// View functions that throw, which native programs can: the page goes on with the next change.
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/signal.hpp"
#include "kaon/ui/dom/hydrate.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/keyed.hpp"
#include "kaon/ui/ui.hpp"

namespace kaon::inline v0 {
namespace {

using namespace html;
using dom::testing::TestPage;

struct Page : TestPage {
    Page() : TestPage("<div id=\"app\"></div>") {}
    std::string shown() { return find("#app").text(); }
    Owner owner;
    Owner::Scope scope{owner};
};

TEST(throwing, hydration_that_was_given_up_does_not_reach_the_next_mount) {
    TestPage page("<div id=\"app\"><div><p>made</p></div></div>");
    bool broken = true;
    const auto component = [&] {
        return div([&]() -> View {
            if (broken) throw std::runtime_error("broken");
            return p("made");
        });
    };
    EXPECT_THROW((void)dom::hydrate("app", component), std::runtime_error);
    broken = false;
    TestPage next("<div id=\"app\"></div>");
    dom::mount("app", component);
    dom::flush();
    EXPECT_EQ(next.find("#app").text(), "made");
    EXPECT_EQ(next.log_text(), "");  // a hydration would report what it did not find
}

TEST(throwing, a_shown_view_stays_until_one_can_be_made) {
    Page page;
    const auto alive = std::make_shared<int>(0);
    Signal<int> number{1};
    dom::Mounted mounted = dom::mount("app", [=] {
        return div([=]() -> View {
            on_cleanup([alive] {});
            if (number() == 2) throw std::runtime_error("broken");
            return p(number());
        });
    });
    dom::flush();
    number.set(2);
    EXPECT_THROW(dom::flush(), std::runtime_error);
    EXPECT_EQ(page.shown(), "1");
    number.set(3);
    dom::flush();
    EXPECT_EQ(page.shown(), "3");
    mounted.unmount();
    EXPECT_EQ(alive.use_count(), 1);
}

TEST(throwing, a_list_goes_on_after_a_row_that_could_not_be_made) {
    Page page;
    Signal items{std::vector<int>{1, 2, 3}};
    dom::Mounted mounted = dom::mount("app", [=] {
        return ul(each(
            items, [](int item) { return item; },
            [](int item) -> View {
                if (item < 0) throw std::runtime_error("broken");
                return li(item);
            }));
    });
    dom::flush();
    items.set({3, -1, 1, 4});
    EXPECT_THROW(dom::flush(), std::runtime_error);
    items.set({3, 1, 4});
    dom::flush();
    EXPECT_EQ(page.shown(), "314");
    mounted.unmount();
    dom::flush();
    EXPECT_EQ(page.shown(), "");
}

}  // namespace
}  // namespace kaon::inline v0
