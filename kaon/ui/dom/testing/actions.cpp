// Events in the order in which browsers send them, and default actions. Validation of fields is not done.
#include "kaon/ui/dom/testing/actions.hpp"

#include "kaon/base/utf8.hpp"
#include "kaon/ui/dom/testing/events.hpp"
#include "kaon/ui/dom/testing/failure.hpp"
#include "kaon/ui/dom/testing/html_tokens.hpp"
#include "kaon/ui/dom/testing/property.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

std::string type_of(const Node& node) { return lower(node.attribute_or_empty("type")); }

bool submits(const Node& node) {
    const std::string type = type_of(node);
    if (node.is("button")) return type != "button" && type != "reset";
    return node.is("input") && (type == "submit" || type == "image");
}

Node* outer(Node& node, std::string_view tag) {
    for (Node* at = &node; at; at = at->parent) {
        if (at->is(tag)) return at;
    }
    return nullptr;
}

bool is_field(const Node& node) {
    return node.is("input") || node.is("textarea") || node.is("select") || node.is("button");
}

bool can_focus(const Node& node) {
    return (is_field(node) && !is_disabled(node)) || (node.is("a") && node.attribute("href")) || node.is("summary") ||
           node.attribute("tabindex") || node.attribute("contenteditable");
}

Node* labelled(State& state, Node& label) {
    const std::string* id = label.attribute("for");
    Node& top = id ? *state.page : label;
    for (Node* node = top.first; node; node = node->after(top)) {
        if (is_field(*node) && (!id || node->attribute_or_empty("id") == *id)) return node;
    }
    return nullptr;
}

void reset(State& state, Node& form) {
    if (dispatch(state, form, {.name = "reset"}) == Outcome::done) reset_fields(form);
}

// What a browser does after a click that nobody prevented.
void activate(State& state, Node& target) {
    for (Node* node = &target; node; node = node->parent) {
        if ((node->is("button") || node->is("input")) && (submits(*node) || type_of(*node) == "reset")) {
            Node* form = form_of(*node);
            if (!form || is_disabled(*node)) return;
            return submits(*node) ? submit(state, *form, node) : reset(state, *form);
        }
        if (is_field(*node)) return;
        if (node->is("a") && node->attribute("href")) return void(state.followed.push_back(*node->attribute("href")));
        if (node->is("summary") && node->parent && node->parent->is("details")) {
            Node& details = *node->parent;
            set_property_flag(details, "open", !property_flag(details, "open"));
            dispatch(state, details, {.name = "toggle", .bubbles = false});
            return;
        }
        if (!node->is("label")) continue;
        if (Node* field = labelled(state, *node); field && !is_disabled(*field)) {
            if (!is_checkable(*field) && can_focus(*field)) focus(state, *field);
            click(state, *field);
        }
        return;
    }
}

// The value of a field that loses the focus has changed if it differs from when it got it.
void leave(State& state) {
    Node* node = state.focused;
    state.focused = nullptr;
    if (!node) return;
    if (is_text_field(*node) && field_value(*node) != state.value_at_focus) dispatch(state, *node, {.name = "change"});
    dispatch(state, *node, {.name = "blur", .bubbles = false});
    dispatch(state, *node, {.name = "focusout"});
}

}  // namespace

void click(State& state, Node& node) {
    if (is_disabled(node)) return;
    const EventFacts facts{.name = "click", .mouse = true};
    if (!is_checkable(node)) {
        if (dispatch(state, node, facts) == Outcome::done) activate(state, node);
        return;
    }
    // A box changes before its click is heard, and back if that was prevented.
    const bool before = is_checked(node);
    const bool radio = type_of(node) == "radio";
    set_property_flag(node, "checked", radio || !before);
    if (dispatch(state, node, facts) == Outcome::prevented) return set_property_flag(node, "checked", before);
    if (radio && before) return;
    dispatch(state, node, {.name = "input"});
    dispatch(state, node, {.name = "change"});
}

void press(State& state, Node& node) {
    dispatch(state, node, {.name = "pointerdown", .mouse = true});
    if (dispatch(state, node, {.name = "mousedown", .mouse = true}) == Outcome::done) {
        Node* target = &node;
        while (target && !can_focus(*target)) target = target->parent;
        if (target) focus(state, *target);
        else blur(state);
    }
    dispatch(state, node, {.name = "pointerup", .mouse = true});
    dispatch(state, node, {.name = "mouseup", .mouse = true});
    click(state, node);
}

void type(State& state, Node& field, std::string_view text) {
    if (!is_text_field(field)) fail("<" + field.name + "> is no field that takes text");
    if (is_disabled(field) || field.attribute("readonly")) fail("the field takes no text: it is disabled or read-only");
    focus(state, field);
    set_property(state.tree, field, "value", text);
    dispatch(state, field, {.name = "input"});
}

void choose(State& state, Node& select, std::string_view value) {
    if (!select.is("select")) fail("<" + select.name + "> is no select");
    focus(state, select);
    set_property(state.tree, select, "value", value);
    if (!selected_option(select)) fail("the select has no option \"" + std::string(value) + "\"");
    dispatch(state, select, {.name = "input"});
    dispatch(state, select, {.name = "change"});
}

void key(State& state, Node& node, std::string_view key, int modifiers) {
    const bool goes_on =
        dispatch(state, node, {.name = "keydown", .modifiers = modifiers, .key = key}) == Outcome::done;
    if (goes_on && key == "Enter") {
        Node* form = form_of(node);
        if (node.is("input") && form) {
            Node* button = nullptr;
            for (Node* at = form->first; at && !button; at = at->after(*form)) {
                if (submits(*at)) button = at;
            }
            if (!button) submit(state, *form, nullptr);
            else click(state, *button);
        } else if (node.is("button") || (node.is("a") && node.attribute("href"))) {
            click(state, node);
        }
    } else if (goes_on && key == " " && (node.is("button") || is_checkable(node))) {
        click(state, node);
    } else if (goes_on && is_text_field(node) && !is_checkable(node) && code_point_length(key) == key.size() &&
               !(modifiers & 7)) {
        type(state, node, field_value(node) + std::string(key));
    }
    dispatch(state, node, {.name = "keyup", .modifiers = modifiers, .key = key});
}

void submit(State& state, Node& form, Node* submitter) {
    if (dispatch(state, form, {.name = "submit", .submitter = submitter}) == Outcome::prevented) return;
    std::string method = lower(form.attribute_or_empty("method"));
    if (method.empty()) method = "get";
    state.submissions.push_back({form.attribute_or_empty("action"), method, fields_json(form, submitter)});
}

void focus(State& state, Node& node) {
    if (state.focused == &node || !can_focus(node)) return;
    leave(state);
    state.focused = &node;
    state.value_at_focus = is_text_field(node) ? field_value(node) : std::string();
    dispatch(state, node, {.name = "focus", .bubbles = false});
    dispatch(state, node, {.name = "focusin"});
}

void blur(State& state) { leave(state); }

void call(State& state, Node& node, std::string_view method) {
    if (method == "focus") return focus(state, node);
    if (method == "blur") return state.focused == &node ? blur(state) : void();
    if (method == "click") return click(state, node);
    if (method == "select") return is_text_field(node) ? focus(state, node) : void();
    if (method == "scrollIntoView") return;
    Node* form = outer(node, "form");
    if (method == "reset" && form) return reset(state, *form);
    if (method == "requestSubmit" && form) return submit(state, *form, nullptr);
    if (node.is("dialog") && (method == "show" || method == "showModal")) return node.set_attribute("open", "");
    if (node.is("dialog") && method == "close") {
        if (!node.attribute("open")) return;
        node.remove_attribute("open");
        dispatch(state, node, {.name = "close", .bubbles = false});
        return;
    }
    fail("<" + node.name + "> has no method " + std::string(method));
}

}  // namespace kaon::inline v0::dom::testing
