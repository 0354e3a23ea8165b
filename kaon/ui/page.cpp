// The frame of a document.
#include "kaon/ui/page.hpp"

#include "kaon/ui/attributes.hpp"
#include "kaon/ui/elements.hpp"
#include "kaon/ui/flow.hpp"

namespace kaon::inline v0 {

View page(const PageOptions& options, const ui::Arg& a0, const ui::Arg& a1, const ui::Arg& a2, const ui::Arg& a3,
          const ui::Arg& a4, const ui::Arg& a5, const ui::Arg& a6, const ui::Arg& a7) {
    using namespace html;
    return fragment(
        trusted_html("<!doctype html>\n"),
        html_(lang(options.lang),
              head_(meta(charset("utf-8")), meta(name("viewport"), content("width=device-width, initial-scale=1")),
                    when(!options.title.empty(), [&] { return title(options.title); }), options.head),
              body(a0, a1, a2, a3, a4, a5, a6, a7)));
}

}  // namespace kaon::inline v0
