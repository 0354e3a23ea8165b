// page(): a whole document around a body.
//
//   return page({.lang = "ru", .title = "Users", .head = link(rel("stylesheet"), href("/app.css"))},
//               header(...), main_(...));
//
// Writes the doctype, <html lang>, the character set, a viewport for small screens, the title, then `head`, then the
// body with its attributes and children.
#pragma once

#include <string_view>

#include "kaon/ui/view.hpp"

namespace kaon::inline v0 {

struct PageOptions {
    std::string_view lang = "en";
    std::string_view title = {};
    View head = {};
};

View page(const PageOptions& options, const ui::Arg& a0 = ui::no_arg, const ui::Arg& a1 = ui::no_arg,
          const ui::Arg& a2 = ui::no_arg, const ui::Arg& a3 = ui::no_arg, const ui::Arg& a4 = ui::no_arg,
          const ui::Arg& a5 = ui::no_arg, const ui::Arg& a6 = ui::no_arg, const ui::Arg& a7 = ui::no_arg);

}  // namespace kaon::inline v0
