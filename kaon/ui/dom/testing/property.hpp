// Properties of elements: the state of fields, what mirrors an attribute, and whatever else a script sets.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/node.hpp"

namespace kaon::inline v0::dom::testing {

std::string property(const Node& node, std::string_view name);
bool property_flag(const Node& node, std::string_view name);
void set_property(Tree& tree, Node& node, std::string_view name, std::string_view text);
void set_property_flag(Node& node, std::string_view name, bool on);

// The value that a field shows, and the one it was loaded with.
std::string field_value(const Node& field);
std::string loaded_value(const Node& field);
bool is_checked(const Node& input);
bool is_checkable(const Node& node);
bool is_text_field(const Node& node);
Node* form_of(Node& node);
bool is_disabled(const Node& node);
// Of a select; null: none is.
Node* selected_option(const Node& select);
void reset_fields(Node& form);

}  // namespace kaon::inline v0::dom::testing
