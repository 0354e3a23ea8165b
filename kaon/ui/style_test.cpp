// Which values may stand in a style attribute, and that others are dropped wherever a style is shown.
#include <string>

#include <gtest/gtest.h>

#include "kaon/signal/signal.hpp"
#include "kaon/ui/dom/page.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/style.hpp"
#include "kaon/ui/ui.hpp"

namespace kaon::inline v0 {
namespace {

using namespace html;

constexpr const char* safe[] = {
    "",           "12px", "red", "#0f0a", "calc(100% - 2rem)", "rgb(1 2 3 / 50%)", "translate(1px, 2px)",
    "var(--gap)", "curl", "1/2"};
constexpr const char* unsafe[] = {"red;background:blue",
                                  "url(//evil.example)",
                                  "URL(x)",
                                  "uRl(x)",
                                  "red}",
                                  "a{",
                                  "\"",
                                  "'",
                                  "\\75rl(x)",
                                  "a/*",
                                  "<b>",
                                  "image-set(a 1x)",
                                  "expression(alert(1))",
                                  "src(x)",
                                  "a\nb",
                                  "@import x",
                                  "-webkit-cross-fade(a, b)"};

TEST(style, tells_values_that_stay_inside_their_property) {
    for (const char* value : safe) EXPECT_TRUE(ui::is_safe_style(value)) << value;
    for (const char* value : unsafe) EXPECT_FALSE(ui::is_safe_style(value)) << value;
}

TEST(style, drops_unsafe_values_on_the_server_and_in_the_page) {
    for (const std::string value : unsafe) {
        const auto component = [&] { return p(style("color", value), style("width", [=] { return value; }), "x"); };
        EXPECT_EQ(render(component()), "<p>x</p>") << value;
        dom::testing::TestPage page("<div id=\"app\"></div>");
        dom::mount("app", component);
        dom::flush();
        EXPECT_FALSE(page.find("p").has_attribute("style")) << page.html();
    }
}

}  // namespace
}  // namespace kaon::inline v0
