// Defining a template: its HTML, and where each slot is in it.
#pragma once

#include "kaon/ui/dom/html.hpp"
#include "kaon/ui/dom/template.hpp"

namespace kaon::dom {

// The slots of the view lie in slot_items() from `first` on, in the order of reading.
Template* define_template(const ui::Node& node, bool svg, std::uint32_t first);
void free_template(Template* made);

// Writes the literal styles of an element as one attribute. Weak: see set_value() in live.hpp.
[[gnu::weak]] void join_styles(Html& html, const ui::Node& node);

}  // namespace kaon::dom
