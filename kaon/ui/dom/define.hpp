// Defining a template: the operations that build it, and the plan of its slots.
#pragma once

#include "kaon/ui/dom/template.hpp"

namespace kaon::inline v0::dom {

// The slots of the view lie in slot_items() from `first` on, in the order of reading.
Template* define_template(const ui::Node& node, bool svg, std::uint32_t first);
void free_template(Template* made);

}  // namespace kaon::inline v0::dom
