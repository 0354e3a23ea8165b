// What a page says to start its browser half.
//
//   page({.title = "Counter", .head = fragment(start_browser_half(assets::browser_half()), ...)}, ...)
//
// The glue is a module script from the site itself, so a Content-Security-Policy of
// "script-src 'self' 'wasm-unsafe-eval'" suffices: nothing is inline. Both files are asked for while the page is still
// being parsed, and start when it is whole. Without a browser half (KAON_BROWSER=OFF) the view is empty.
#pragma once

#include <string_view>

#include "kaon/browser/half.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0 {

struct BrowserHalfOptions {
    std::string_view folder = "/assets/";
};

// For the head of a page.
View start_browser_half(const BrowserHalf& half, const BrowserHalfOptions& options = {});

}  // namespace kaon::inline v0
