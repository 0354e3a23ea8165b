// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html, and reflection of attributes.
#include "kaon/ui/dom/testing/property.hpp"

#include <algorithm>
#include <iterator>

#include "kaon/ui/dom/testing/html_tokens.hpp"
#include "kaon/ui/dom/testing/parse_html.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

struct Mirror {
    std::string_view property, attribute;
};
constexpr Mirror flags[] = {{"disabled", "disabled"}, {"hidden", "hidden"},           {"readOnly", "readonly"},
                            {"required", "required"}, {"multiple", "multiple"},       {"autofocus", "autofocus"},
                            {"open", "open"},         {"noValidate", "novalidate"},   {"defaultChecked", "checked"},
                            {"inert", "inert"},       {"controls", "controls"},       {"loop", "loop"},
                            {"reversed", "reversed"}, {"defaultSelected", "selected"}};
constexpr Mirror texts[] = {{"className", "class"},   {"id", "id"},         {"title", "title"},
                            {"href", "href"},         {"src", "src"},       {"alt", "alt"},
                            {"name", "name"},         {"type", "type"},     {"placeholder", "placeholder"},
                            {"htmlFor", "for"},       {"rel", "rel"},       {"lang", "lang"},
                            {"dir", "dir"},           {"action", "action"}, {"target", "target"},
                            {"max", "max"},           {"min", "min"},       {"step", "step"},
                            {"tabIndex", "tabindex"}, {"method", "method"}, {"pattern", "pattern"}};

template <std::size_t N>
const Mirror* find(const Mirror (&mirrors)[N], std::string_view name) {
    const Mirror* found = std::ranges::find(mirrors, name, &Mirror::property);
    return found == std::end(mirrors) ? nullptr : found;
}

std::string input_type(const Node& node) { return lower(node.attribute_or_empty("type")); }

// Inputs whose value is their attribute.
bool has_attribute_value(const Node& node) {
    constexpr std::string_view types[] = {"hidden", "submit", "image", "reset", "button", "checkbox", "radio"};
    return node.is("input") && std::ranges::find(types, input_type(node)) != std::end(types);
}

std::string option_value(const Node& option) {
    if (const std::string* value = option.attribute("value")) return *value;
    std::string text;
    for (const char c : option.text()) {
        const bool blank = std::string_view(" \t\n\f\r").find(c) != std::string_view::npos;
        if (!blank) text += c;
        else if (!text.empty() && text.back() != ' ') text += ' ';
    }
    if (text.ends_with(' ')) text.pop_back();
    return text;
}

bool is_chosen(const Node& option) { return option.selected.value_or(option.attribute("selected") != nullptr); }

template <class F>
void for_each(const Node& top, std::string_view tag, F act) {
    for (Node* node = top.first; node; node = node->after(top)) {
        if (node->is(tag)) act(*node);
    }
}

Node* chosen_option(const Node& select, bool as_loaded) {
    Node *chosen = nullptr, *first = nullptr;
    bool touched = false;
    for_each(select, "option", [&](Node& option) {
        if (as_loaded ? option.attribute("selected") != nullptr : is_chosen(option)) chosen = &option;
        if (!first && !option.attribute("disabled")) first = &option;
        touched = touched || (!as_loaded && option.selected);
    });
    const bool drops_down = !select.attribute("multiple") && !select.attribute("size");
    return chosen || touched || !drops_down ? chosen : first;
}

void set_value(Node& node, std::string_view text) {
    if (node.is("select")) {
        bool done = false;
        for_each(node, "option", [&](Node& option) {
            option.selected = !done && option_value(option) == text;
            done = done || *option.selected;
        });
    } else if (node.is("textarea") || (node.is("input") && !has_attribute_value(node))) {
        node.value = text;
    } else {
        node.set_attribute("value", text);
    }
}

void set_checked(Node& node, bool on) {
    if (on && input_type(node) == "radio") {
        Node* top = &node;
        while (top->parent) top = top->parent;
        for_each(*top, "input", [&](Node& other) {
            const bool group = &other != &node && input_type(other) == "radio" && form_of(other) == form_of(node) &&
                               other.attribute_or_empty("name") == node.attribute_or_empty("name");
            if (group && node.attribute("name")) other.checked = false;
        });
    }
    node.checked = on;
}

bool has_value(const Node& node) {
    return node.is("input") || node.is("textarea") || node.is("select") || node.is("option") || node.is("button");
}

}  // namespace

bool is_checkable(const Node& node) {
    return node.is("input") && (input_type(node) == "checkbox" || input_type(node) == "radio");
}

bool is_text_field(const Node& node) { return node.is("textarea") || (node.is("input") && !has_attribute_value(node)); }

bool is_checked(const Node& input) { return input.checked.value_or(input.attribute("checked") != nullptr); }

Node* selected_option(const Node& select) { return chosen_option(select, false); }

std::string loaded_value(const Node& field) {
    if (field.is("textarea")) return field.text();
    if (field.is("option")) return option_value(field);
    if (!field.is("select")) return field.attribute_or_empty("value");
    const Node* option = chosen_option(field, true);
    return option ? option_value(*option) : std::string();
}

std::string field_value(const Node& field) {
    if (field.is("select")) {
        const Node* option = selected_option(field);
        return option ? option_value(*option) : std::string();
    }
    if (is_checkable(field) && !field.attribute("value")) return "on";
    return field.value ? *field.value : loaded_value(field);
}

Node* form_of(Node& node) {
    if (const std::string* id = node.attribute("form")) {
        Node* top = &node;
        while (top->parent) top = top->parent;
        for (Node* other = top->first; other; other = other->after(*top)) {
            if (other->is("form") && other->attribute_or_empty("id") == *id) return other;
        }
        return nullptr;
    }
    for (Node* outer = &node; outer; outer = outer->parent) {
        if (outer->is("form")) return outer;
    }
    return nullptr;
}

bool is_disabled(const Node& node) {
    constexpr std::string_view controls[] = {"button", "input", "select", "textarea", "option", "fieldset"};
    if (std::ranges::find(controls, node.name) == std::end(controls)) return false;
    if (node.attribute("disabled")) return true;
    for (const Node* outer = node.parent; outer; outer = outer->parent) {
        if (outer->is("fieldset") && outer->attribute("disabled")) return true;
    }
    return false;
}

std::string property(const Node& node, std::string_view name) {
    if (name == "value" && has_value(node)) return field_value(node);
    if (name == "defaultValue") return loaded_value(node);
    if (name == "textContent") return node.text();
    if (const Mirror* mirror = find(texts, name)) return node.attribute_or_empty(mirror->attribute);
    const auto found = node.properties.find(std::string(name));
    return found == node.properties.end() ? std::string() : found->second;
}

bool property_flag(const Node& node, std::string_view name) {
    if (name == "checked" && node.is("input")) return is_checked(node);
    if (name == "selected" && node.is("option")) return is_chosen(node);
    if (const Mirror* mirror = find(flags, name)) return node.attribute(mirror->attribute) != nullptr;
    const auto found = node.properties.find(std::string(name));
    return found != node.properties.end() && found->second == "true";
}

void set_property(Tree& tree, Node& node, std::string_view name, std::string_view text) {
    if (name == "value" && has_value(node)) return set_value(node, text);
    if (name == "textContent" || name == "innerHTML" || (name == "defaultValue" && node.is("textarea"))) {
        Tree::clear(node);
        Node* content =
            name == "innerHTML" ? parse_fragment(tree, text, node.svg ? Content::svg : Content::html) : tree.text(text);
        if (!text.empty()) Tree::insert(node, *content, nullptr);
        return;
    }
    if (name == "defaultValue") return node.set_attribute("value", text);
    if (const Mirror* mirror = find(texts, name)) return node.set_attribute(mirror->attribute, text);
    node.properties[std::string(name)] = text;
}

void set_property_flag(Node& node, std::string_view name, bool on) {
    if (name == "checked" && node.is("input")) return set_checked(node, on);
    if (name == "selected" && node.is("option")) return void(node.selected = on);
    if (const Mirror* mirror = find(flags, name)) {
        if (!on) node.remove_attribute(mirror->attribute);
        else if (!node.attribute(mirror->attribute)) node.set_attribute(mirror->attribute, "");
        return;
    }
    node.properties[std::string(name)] = on ? "true" : "false";
}

void reset_fields(Node& form) {
    Node* top = &form;
    while (top->parent) top = top->parent;
    for (Node* node = top->first; node; node = node->after(*top)) {
        if (form_of(*node) != &form) continue;
        node->value.reset();
        node->checked.reset();
        node->selected.reset();
    }
}

}  // namespace kaon::inline v0::dom::testing
