// The three elements.
#include "kaon/browser/start.hpp"

#include <string>

#include "kaon/ui/attributes.hpp"
#include "kaon/ui/elements.hpp"

namespace kaon::inline v0 {

View start_browser_half(const BrowserHalf& half, const BrowserHalfOptions& options) {
    if (half.script.empty()) return {};
    const std::string script = std::string(options.folder).append(half.script);
    const std::string program = std::string(options.folder).append(half.program);
    using namespace html;
    return fragment(
        link(rel("modulepreload"), href(script)),
        link(rel("preload"), href(program), attr("as", "fetch"), type("application/wasm"), attr("crossorigin", "")),
        html::script(type("module"), src(script), attr("data-wasm", program)));
}

}  // namespace kaon::inline v0
