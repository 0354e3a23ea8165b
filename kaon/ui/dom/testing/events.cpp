// Finding the handlers on the way of an event, and calling them.
#include "kaon/ui/dom/testing/events.hpp"

#include <algorithm>
#include <optional>

#include "kaon/json/value.hpp"
#include "kaon/json/write.hpp"
#include "kaon/ui/dom/testing/html_tokens.hpp"
#include "kaon/ui/dom/testing/property.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

struct Found {
    std::size_t at;  // on the way
    std::uint32_t base, slot;
};

std::optional<std::size_t> place_of(const RootEvent& event, const std::vector<Node*>& way, std::size_t root) {
    if (event.way.size() > root) return {};
    std::size_t at = root;
    for (const Step& step : event.way) {
        const Node& node = *way[--at];
        if (!node.is(step.tag) || node.rank() != step.rank) return {};
    }
    return at;
}

std::vector<Found> handlers_on(const std::vector<Node*>& way, std::string_view name) {
    std::vector<Found> found;
    for (std::size_t at = 0; at < way.size(); ++at) {
        const Node& node = *way[at];
        for (const Handler& own : node.handlers) {
            if (own.event == name) found.push_back({at, own.base, own.slot});
        }
        if (!node.root_events) continue;
        for (const RootEvent& event : *node.root_events) {
            if (event.event != name) continue;
            if (const auto place = place_of(event, way, at)) found.push_back({*place, node.base, event.slot});
        }
    }
    // Few: inserted where they belong, in the order in which they were found.
    std::vector<Found> sorted;
    for (const Found& one : found) sorted.insert(std::ranges::upper_bound(sorted, one.at, {}, &Found::at), one);
    return sorted;
}

struct Told {
    int a = 0, b = 0, c = 0;
    std::string text;
};

Told detail_of(ui::Detail wanted, Node& target, const EventFacts& facts) {
    switch (wanted) {
        case ui::Detail::none: return {};
        case ui::Detail::mouse: return {facts.x, facts.y, (facts.button & 0xFF) | facts.modifiers << 8, {}};
        case ui::Detail::key: return {0, 0, facts.modifiers << 8, std::string(facts.key)};
        case ui::Detail::input: return {0, 0, target.is("input") && is_checked(target), property(target, "value")};
        case ui::Detail::form: {
            Node* form = form_of(target);
            return {0, 0, 0, form ? fields_json(*form, facts.submitter) : "{}"};
        }
    }
    return {};
}

void append_field(json::Value::Object& fields, const std::string& name, const std::string& text) {
    for (json::Member& field : fields) {
        if (field.key != name) continue;
        json::Value::Array all;
        if (const json::Value::Array* several = field.value.array()) all = *several;
        else all.push_back(field.value);
        all.push_back(text);
        field.value = json::Value(std::move(all));
        return;
    }
    fields.push_back({name, json::Value(text)});
}

bool is_sent(const Node& field, const Node* submitter) {
    if (!field.attribute("name") || field.attribute_or_empty("name").empty() || is_disabled(field)) return false;
    if (field.is("select") || field.is("textarea")) return true;
    const std::string type = lower(field.attribute_or_empty("type"));
    if (field.is("button") || type == "submit" || type == "image") return &field == submitter;
    if (!field.is("input") || type == "reset" || type == "button" || type == "file") return false;
    return !is_checkable(field) || is_checked(field);
}

}  // namespace

std::string fields_json(Node& form, const Node* submitter) {
    json::Value::Object fields;
    Node* top = &form;
    while (top->parent) top = top->parent;
    for (Node* node = top->first; node; node = node->after(*top)) {
        if (!is_sent(*node, submitter) || form_of(*node) != &form) continue;
        const std::string name = node->attribute_or_empty("name");
        if (!node->is("select")) {
            append_field(fields, name, field_value(*node));
            continue;
        }
        for (Node* option = node->first; option; option = option->after(*node)) {
            const bool chosen =
                node->attribute("multiple") ? property_flag(*option, "selected") : option == selected_option(*node);
            if (option->is("option") && chosen && !option->attribute("disabled")) {
                append_field(fields, name, field_value(*option));
            }
        }
    }
    return json::write(json::Value(std::move(fields)));
}

Outcome dispatch(State& state, Node& target, const EventFacts& facts) {
    const auto listened = state.listened.find(facts.name);
    if (listened == state.listened.end() || !state.callback) return Outcome::done;
    std::vector<Node*> way;
    for (Node* node = &target; node; node = node->parent) way.push_back(node);
    std::optional<Told> told;
    Outcome outcome = Outcome::done;
    for (const Found& found : handlers_on(way, facts.name)) {
        const Node& node = *way[found.at];
        if (!node.is_inside(*state.page) || (found.at && !facts.bubbles) || (facts.mouse && is_disabled(node)))
            continue;
        if (!told) told = detail_of(listened->second, target, facts);
        const std::uint32_t bits = state.callback(found.base, found.slot, told->a, told->b, told->c, told->text);
        if (bits & 1) outcome = Outcome::prevented;
        if (bits & 2) break;
    }
    return outcome;
}

}  // namespace kaon::inline v0::dom::testing
