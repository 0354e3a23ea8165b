// BrowserHalf: the names of the two files that a page starts its browser half with; kaon_app's assets::browser_half()
// gives them, start_browser_half() (start.hpp) writes them into a page. Without a browser half both are empty.
#pragma once

#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

// Names below the folder that serves the assets.
struct BrowserHalf {
    std::string_view script{};
    std::string_view program{};
};

}  // namespace kaon::inline v0
