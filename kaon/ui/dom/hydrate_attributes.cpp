// Hydration of one element: its fixed attributes are compared, what changes is connected.
#include "kaon/ui/bind.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/hydration.hpp"
#include "kaon/ui/dom/live.hpp"
#include "kaon/ui/dom/shown_text.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind, ui::Node;
namespace name_rules = ui::name_rules;

namespace {

// What a visitor may have changed before the page came alive.
bool is_visitors(std::string_view attribute) {
    return attribute == "open" || attribute == "value" || attribute == "checked";
}

}  // namespace

std::uint32_t Hydration::attributes(Walk& walk, const Node& node, std::uint32_t found) {
    std::uint32_t bound = no_node;
    bool classes = false;
    for (std::uint32_t i = 0; i < node.attributes; ++i) {
        const Item& item = node.items()[i];
        if (item.rules & name_rules::cls) {
            if (!std::exchange(classes, true)) check_classes(node, found);
        } else if (!ui::is_closure(item.kind) && !(item.rules & (name_rules::style | name_rules::property)) &&
                   item.kind != Kind::real) {
            check_attribute(item, found);
        }
        if (is_fixed_attribute(item)) continue;
        if (item.kind == Kind::bound) {
            bound = walk.slot++;
            continue;
        }
        connect(walk, found);
        ++walk.slot;
    }
    return bound;
}

void Hydration::connect(Walk& walk, std::uint32_t found) {
    const SlotItem from = item_of(walk);
    const SlotPlan& plan = plan_of(walk);
    if (plan.part == Part::attribute) return;
    if (plan.part == Part::handler) {
        const std::string_view event = from.item->attribute();
        listen(walk, plan, event, found);
        const bool hears = event == "input" || event == "change";
        if (hears && page_[found].dirty != Snap::Dirty::clean) typed_.push({walk.in.base, plan.anchor, found});
    } else {
        adopt(walk.in.base + plan.handle, found);
    }
    if (plan.part == Part::toggle) follow_slot(walk, from, plan);
    else connect_slot(walk.in, from, plan, walk.slot);
}

void Hydration::follow_slot(Walk& walk, const SlotItem& from, const SlotPlan& plan) {
    std::uint32_t operations = 0;
    add_live(walk.in, from, plan, walk.slot, operations);
}

void Hydration::connect_bound(Walk& walk, std::uint32_t slot, std::uint32_t found) {
    const SlotItem from = slot_items()[walk.first + slot];
    const SlotPlan& plan = walk.in.layout->plan[slot];
    adopt(walk.in.base + plan.handle, found);
    listen(walk, plan, from.item->attribute() == "value" ? "input" : "change", found);
    const Snap& node = page_[found];
    if (node.dirty != Snap::Dirty::clean) {
        InputEvent event;
        event.value = node.typed();
        event.checked = node.dirty == Snap::Dirty::checked;
        std::string own;
        if (from.item->attribute() == "group") {
            bool present = false;
            own = page_.attribute(found, "value", present);
            event.value = own;
        }
        ui::BoundCall typed{.typed = &event};
        if (from.item->attribute() != "group" || event.checked) from.item->binding->call(&typed);
    }
    connect_slot(walk.in, from, plan, slot);
}

void Hydration::listen(const Walk& walk, const SlotPlan& plan, std::string_view event, std::uint32_t found) {
    const std::uint32_t handle = take_handles(1);
    adopt(handle, found);
    const std::uint32_t name = buffer().passing_name(event);
    buffer().put(Op::event, handle, walk.in.base, plan.anchor, name);
    free_handles(handle, 1);
}

void Hydration::check_attribute(const Item& item, std::uint32_t found) {
    std::string name;
    if (item.rules & name_rules::data) name = "data-";
    if (item.rules & name_rules::aria) name = "aria-";
    name += item.attribute();
    if (is_visitors(name)) return;
    bool present = false;
    const std::string_view there = page_.attribute(found, name, present);
    const bool says_truth = item.rules & (name_rules::data | name_rules::aria);
    const bool expected = item.kind != Kind::flag || says_truth || item.natural;
    const std::string value = expected ? text_of(item, says_truth) : std::string();
    if (present == expected && (!expected || there == value)) return;
    report(expected ? name + "=\"" + value + "\"" : "no " + name,
           (present ? name + "=\"" + std::string(there) + "\"" : "no " + name) + " in " + describe(found));
    const std::uint32_t handle = take_handles(1);
    adopt(handle, found);
    const std::uint32_t number = buffer().passing_name(name);
    if (expected) {
        const TextAt at = buffer().add(value);
        buffer().put(Op::attribute, handle, number, at.offset, at.length);
    } else {
        buffer().put(Op::attribute_off, handle, number);
    }
    free_handles(handle, 1);
}

void Hydration::check_classes(const Node& node, std::uint32_t found) {
    bool present = false;
    const std::string_view there = page_.attribute(found, "class", present);
    for (std::uint32_t i = 0; i < node.attributes; ++i) {
        const Item& item = node.items()[i];
        if (!(item.rules & name_rules::cls) || item.kind != Kind::text) continue;
        std::string_view words = item.text();
        while (!words.empty()) {
            const std::size_t end = words.find(' ');
            const std::string_view word = words.substr(0, end);
            words.remove_prefix(end == words.npos ? words.size() : end + 1);
            if (word.empty() || has_word(there, word)) continue;
            report("class " + std::string(word), "\"" + std::string(there) + "\" in " + describe(found));
            const std::uint32_t handle = take_handles(1);
            adopt(handle, found);
            const std::uint32_t number = buffer().passing_name(word);
            buffer().put(Op::class_toggle, handle, number, 1);
            free_handles(handle, 1);
        }
    }
}

}  // namespace kaon::inline v0::dom
