// Definitions are checked against their HTML, so that a path that leads nowhere is found here and not in an instance.
#include "kaon/ui/dom/testing/template.hpp"

#include <algorithm>

#include "kaon/ui/dom/testing/parse_html.hpp"
#include "kaon/ui/dom/testing/token_list.hpp"
#include "kaon/ui/dom/testing/write_html.hpp"

namespace kaon::dom::testing {

namespace {

bool is_text(Slot kind) { return kind == Slot::text || kind == Slot::text_int || kind == Slot::text_real; }

std::string in_words(const std::vector<std::uint32_t>& path) {
    std::string text;
    for (const std::uint32_t index : path) (text += text.empty() ? "" : " ") += std::to_string(index);
    return text;
}

Node* follow(Node& content, const std::vector<std::uint32_t>& path) {
    Node* node = &content;
    for (const std::uint32_t index : path) {
        node = node->child(index);
        if (!node) return nullptr;
    }
    return node;
}

std::uint32_t child_count(const Node& node) {
    std::uint32_t count = 0;
    for (const Node* child = node.first; child; child = child->next) ++count;
    return count;
}

SlotSpec read_slot(Reading& reading, std::uint32_t& events) {
    const std::uint32_t kind = reading.word();
    SlotSpec slot{static_cast<Slot>(kind & ~has_handle), (kind & has_handle) != 0, reading.word(), 0, {}};
    if (slot.kind > Slot::html) reading.broken("slots of kind " + std::to_string(kind) + " do not exist");
    if (slot.kind == Slot::event || slot.kind == Slot::event_here) slot.event = events++;
    for (std::uint32_t count = reading.word(); count; --count) slot.path.push_back(reading.word());
    return slot;
}

// Replaces what must be replaced and notes the events; `node` is where the slot's path leads.
void settle(State& state, Reading& reading, PageTemplate& made, const SlotSpec& slot, Node& node) {
    const bool named = slot.kind == Slot::attribute || slot.kind == Slot::class_toggle || slot.kind == Slot::event ||
                       slot.kind == Slot::event_here;
    if (named) reading.name_of(slot.name);
    if (named && node.kind != NodeKind::element) {
        reading.broken("the slot at " + in_words(slot.path) + " is about an element, but there is " + outer_html(node));
    }
    if ((is_text(slot.kind) || slot.kind == Slot::html) && node.kind == NodeKind::element) {
        reading.broken("the slot at " + in_words(slot.path) + " replaces a comment, but there is " + outer_html(node));
    }
    if (is_text(slot.kind)) {
        Tree::insert(*node.parent, *state.tree.text(" "), &node);
        Tree::detach(node);
    }
    if (slot.kind != Slot::event) return;
    RootEvent event{reading.name_of(slot.name), slot.event, {}};
    for (const Node* at = &node; at->parent != made.content; at = at->parent) {
        event.way.insert(event.way.begin(), Step{at->name, at->rank()});
    }
    made.events[slot.path[0]].push_back(std::move(event));
}

void fill(State& state, Reading& reading, const SlotSpec& slot, Node& node, std::uint32_t base) {
    switch (slot.kind) {
        case Slot::node:
        case Slot::event: return;
        case Slot::text: node.data = reading.text(); return;
        case Slot::text_int: node.data = std::to_string(static_cast<std::int32_t>(reading.word())); return;
        case Slot::text_real: node.data = reading.real_text(); return;
        case Slot::attribute: node.set_attribute(reading.name_of(slot.name), reading.text()); return;
        case Slot::class_toggle:
            if (reading.word()) add_classes(node, words_of(reading.name_of(slot.name)));
            return;
        case Slot::event_here: node.handlers.push_back({reading.name_of(slot.name), base, slot.event}); return;
        case Slot::html: {
            const bool svg = node.parent->svg && node.parent->name != "foreignObject";
            Node* content = parse_fragment(state.tree, reading.text(), svg ? Content::svg : Content::html);
            Tree::insert(*node.parent, *content, &node);
            Tree::detach(node);
            return;
        }
    }
}

}  // namespace

void define(State& state, Reading& reading) {
    const std::uint32_t id = reading.word();
    const std::uint32_t flags = reading.word();
    const std::string html = reading.text();
    const std::uint32_t roots = reading.word();
    PageTemplate& made = state.all_templates.emplace_back();
    made.content = parse_fragment(state.tree, html, flags & 1 ? Content::svg : Content::html);
    if (child_count(*made.content) != roots) {
        reading.broken("template " + std::to_string(id) + " should have " + std::to_string(roots) +
                       " roots, its HTML has " + std::to_string(child_count(*made.content)) + ": " + html);
    }
    made.events.resize(roots);
    std::uint32_t events = 0;
    std::vector<Node*> nodes;
    for (std::uint32_t count = reading.word(); count; --count) {
        const SlotSpec slot = read_slot(reading, events);
        Node* node = follow(*made.content, slot.path);
        if (!node || slot.path.empty()) {
            reading.broken("the path " + in_words(slot.path) + " leads nowhere in " + html);
        }
        made.slots.push_back(slot);
        nodes.push_back(node);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        // An earlier text slot may have replaced the node.
        settle(state, reading, made, made.slots[i], *follow(*made.content, made.slots[i].path));
    }
    state.templates[id] = &made;
}

void instantiate(State& state, Reading& reading) {
    const std::uint32_t id = reading.word();
    const std::uint32_t base = reading.word();
    Node* parent = reading.node_or_none();
    Node* before = reading.node_or_none();
    const auto found = state.templates.find(id);
    if (found == state.templates.end()) reading.broken("template " + std::to_string(id) + " was never defined");
    const PageTemplate& made = *found->second;
    Node* content = state.tree.clone(*made.content);
    std::uint32_t handle = base;
    std::size_t index = 0;
    for (Node* root = content->first; root; root = root->next, ++index) {
        root->base = base;
        if (!made.events[index].empty()) root->root_events = &made.events[index];
        reading.set_handle(handle++, root);
    }
    std::vector<Node*> nodes;
    for (const SlotSpec& slot : made.slots) nodes.push_back(follow(*content, slot.path));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (made.slots[i].has_handle) reading.set_handle(handle++, nodes[i]);
        fill(state, reading, made.slots[i], *nodes[i], base);
    }
    if (!parent) return;
    if (before && before->parent != parent) reading.broken("the node to stand before is not in the parent");
    Tree::insert(*parent, *content, before);
}

}  // namespace kaon::dom::testing
