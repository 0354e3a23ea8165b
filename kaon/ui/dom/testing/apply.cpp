// The operations of ops.hpp, in three groups.
#include "kaon/ui/dom/testing/apply.hpp"

#include <algorithm>

#include "kaon/ui/dom/testing/actions.hpp"
#include "kaon/ui/dom/testing/property.hpp"
#include "kaon/ui/dom/testing/reading.hpp"
#include "kaon/ui/dom/testing/selector.hpp"
#include "kaon/ui/dom/testing/template.hpp"
#include "kaon/ui/dom/testing/token_list.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

void toggle(Node& node, const std::string& words, bool on) {
    if (on) add_classes(node, words_of(words));
    else remove_classes(node, words_of(words));
}

void set_class_text(Node& node, std::uint32_t part, const std::string& text) {
    std::vector<std::string>& words = node.class_parts[part];
    remove_classes(node, words);
    words = words_of(text);
    add_classes(node, words);
}

void set_if_other(State& state, Node& node, const std::string& name, const std::string& text) {
    if (property(node, name) != text) set_property(state.tree, node, name, text);
}

// Operations on one node. Arguments are read in the order in which they stand, hence the names.
bool apply_to_node(State& state, Reading& in, Op op) {
    switch (op) {
        case Op::text: {
            Node& node = in.node();
            return node.data = in.text(), true;
        }
        case Op::text_real: {
            Node& node = in.node();
            return node.data = in.real_text(), true;
        }
        case Op::attribute: {
            Node& node = in.element();
            const std::string& name = in.name();
            return node.set_attribute(name, in.text()), true;
        }
        case Op::attribute_real: {
            Node& node = in.element();
            const std::string& name = in.name();
            return node.set_attribute(name, in.real_text()), true;
        }
        case Op::attribute_off: {
            Node& node = in.element();
            return node.remove_attribute(in.name()), true;
        }
        case Op::class_toggle: {
            Node& node = in.element();
            const std::string& words = in.name();
            return toggle(node, words, in.word() != 0), true;
        }
        case Op::class_text: {
            Node& node = in.element();
            const std::uint32_t part = in.word();
            return set_class_text(node, part, in.text()), true;
        }
        case Op::style: {
            Node& node = in.element();
            const std::string& name = in.name();
            return set_style(node, name, in.text()), true;
        }
        case Op::style_real: {
            Node& node = in.element();
            const std::string& name = in.name();
            return set_style(node, name, in.real_text()), true;
        }
        case Op::style_off: {
            Node& node = in.element();
            return remove_style(node, in.name()), true;
        }
        case Op::property: {
            Node& node = in.element();
            const std::string& name = in.name();
            return set_if_other(state, node, name, in.text()), true;
        }
        case Op::property_flag: {
            Node& node = in.element();
            const std::string& name = in.name();
            return set_property_flag(node, name, in.word() != 0), true;
        }
        case Op::property_real: {
            Node& node = in.element();
            const std::string& name = in.name();
            return set_property(state.tree, node, name, in.real_text()), true;
        }
        default: return false;
    }
}

void insert(Reading& in, Node& parent, Node& node, Node* before) {
    if (before && before->parent != &parent) in.broken("the node to stand before is not in the parent");
    if (parent.is_inside(node)) in.broken("the node cannot stand inside itself");
    Tree::insert(parent, node, before);
}

void free_handles(State& state, Reading& in) {
    const std::uint64_t base = in.word();
    const std::uint64_t end = base + in.word();
    if (base == 0) in.broken("handle 0 is no node");
    for (std::uint64_t handle = base; handle < end && handle < state.handles.size(); ++handle)
        state.handles[handle] = nullptr;
}

void find_root(State& state, Reading& in) {
    const std::uint32_t handle = in.word();
    const std::string id = in.text();
    for (Node* node = state.page; node; node = node->after(*state.page)) {
        const std::string* own = node->attribute("id");
        if (own && *own == id) return in.set_handle(handle, node);
    }
    in.broken("there is no element with the id \"" + id + "\"");
}

// Operations on the tree and the page.
bool apply_to_tree(State& state, Reading& in, Op op) {
    switch (op) {
        case Op::name: {
            const std::uint32_t number = in.word();
            return state.names[number] = in.text(), true;
        }
        case Op::root: return find_root(state, in), true;
        case Op::define: return define(state, in), true;
        case Op::open: return open(state, in), true;
        case Op::fixed: return add_fixed(state, in), true;
        case Op::slot: return add_slot(state, in), true;
        case Op::close: return close(state, in), true;
        case Op::instance: return instantiate(state, in), true;
        case Op::before: {
            Node& parent = in.node();
            Node& node = in.node();
            return insert(in, parent, node, in.node_or_none()), true;
        }
        case Op::remove: return Tree::detach(in.node()), true;
        case Op::clear: return Tree::clear(in.node()), true;
        case Op::free: return free_handles(state, in), true;
        case Op::listen: {
            ui::Detail& detail = state.listened[in.name()];
            const std::uint32_t wanted = in.word();
            if (wanted > static_cast<std::uint32_t>(ui::Detail::form)) in.broken("there is no such detail");
            return detail = std::max(detail, static_cast<ui::Detail>(wanted)), true;
        }
        case Op::event: {
            Node& node = in.element();
            const std::uint32_t base = in.word();
            const std::uint32_t slot = in.word();
            return node.handlers.push_back({in.name(), base, slot}), true;
        }
        case Op::call: {
            Node& node = in.element();
            return state.calls.emplace_back(&node, in.name()), true;
        }
        case Op::log: {
            const std::uint32_t level = in.word();
            if (level > 2) in.broken("there is no such level");
            const char* const prefix[] = {"", "warning: ", "error: "};
            return state.log.push_back(prefix[level] + in.text()), true;
        }
        default: return false;
    }
}

void split(State& state, Reading& in) {
    Node& node = in.counted();
    const std::uint32_t at = in.word();
    const std::uint32_t next = in.word();
    const std::u16string units = to_utf16(node.data);
    if (node.kind != NodeKind::text || at > units.size()) in.broken("there is no text to split there");
    if (state.snapshot.contains(next)) in.broken("the snapshot has a node " + std::to_string(next) + " already");
    Node* rest = state.tree.text(to_utf8(std::u16string_view(units).substr(at)));
    node.data = to_utf8(std::u16string_view(units).substr(0, at));
    if (node.parent) Tree::insert(*node.parent, *rest, node.next);
    state.snapshot[next] = rest;
}

void hydrate(State& state, Reading& in, Op op) {
    switch (op) {
        case Op::adopt: {
            const std::uint32_t handle = in.word();
            return in.set_handle(handle, &in.counted());
        }
        case Op::split: return split(state, in);
        case Op::insert_text: {
            const std::uint32_t handle = in.word();
            Node& parent = in.counted();
            const std::uint32_t before = in.word();
            if (before && !state.snapshot.contains(before))
                in.broken("the node to stand before is not in the snapshot");
            Node* node = state.tree.text("");
            insert(in, parent, *node, before ? state.snapshot[before] : nullptr);
            return in.set_handle(handle, node);
        }
        case Op::remove_node: return Tree::detach(in.counted());
        case Op::end_snapshot: return state.snapshot.clear();
        default: in.broken("it is not known here");
    }
}

}  // namespace

void apply(State& state, const std::uint32_t* words, std::uint32_t count, std::string_view text) {
    const UnitText units(text);
    Reading in(state, words, count, units);
    while (in.more()) {
        const Op op = in.operation();
        if (!apply_to_node(state, in, op) && !apply_to_tree(state, in, op)) hydrate(state, in, op);
    }
    if (state.open) in.broken("a template is not complete at the end of the batch");
    if (state.focused && !state.focused->is_inside(*state.page)) state.focused = nullptr;
    const auto calls = std::exchange(state.calls, {});
    for (const auto& [node, method] : calls) call(state, *node, method);
}

}  // namespace kaon::inline v0::dom::testing
