// Attributes as HTML, and scalars: the part of the renderer that knows no nesting.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/item.hpp"

namespace kaon::inline v0::ui {

// A number or a character, the same in text and in attributes; false for what is neither.
bool append_scalar(std::string& out, const Item& item);
// ` name="value"` for each attribute of the node: classes joined, style joined, handlers left out.
void append_attributes(std::string& out, const Node& node);
// The value of the attribute as it stands now, or false when the node has none of this name.
bool attribute_value(std::string& out, const Node& node, std::string_view name);
// What a closure gives now, as text; nothing for an absent value.
void append_computed_text(std::string& out, const Item& item);
// What bind::value of this node shows.
bool bound_value(std::string& out, const Node& node);
// A double as JavaScript writes it, so that the server and the browser agree.
// https://tc39.es/ecma262/#sec-numeric-types-number-tostring
void append_real(std::string& out, double number);

}  // namespace kaon::inline v0::ui
