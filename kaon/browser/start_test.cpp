// What stands in the head of a page that starts its browser half.
#include <gtest/gtest.h>

#include "kaon/browser/start.hpp"
#include "kaon/ui/ssr/render.hpp"

namespace kaon::inline v0 {

TEST(browser_half, is_a_module_script_and_two_preloads_without_anything_inline) {
    EXPECT_EQ(render(start_browser_half({"kaon.81ab22ef.js", "shop.3f2a91c0.wasm"})),
              "<link rel=\"modulepreload\" href=\"/assets/kaon.81ab22ef.js\">"
              "<link rel=\"preload\" href=\"/assets/shop.3f2a91c0.wasm\" as=\"fetch\" type=\"application/wasm\" "
              "crossorigin=\"\">"
              "<script type=\"module\" src=\"/assets/kaon.81ab22ef.js\" data-wasm=\"/assets/shop.3f2a91c0.wasm\">"
              "</script>");
}

TEST(browser_half, may_lie_in_another_folder) {
    const std::string html = render(start_browser_half({"kaon.js", "shop.wasm"}, {.folder = "/static/"}));
    EXPECT_NE(html.find("src=\"/static/kaon.js\" data-wasm=\"/static/shop.wasm\""), html.npos) << html;
}

TEST(browser_half, that_was_not_built_leaves_no_trace) { EXPECT_EQ(render(start_browser_half({})), ""); }

}  // namespace kaon::inline v0
