// Templates are built as a browser builds them; what a slot is about is kept as the way to its node.
#include "kaon/ui/dom/testing/template.hpp"

#include <algorithm>

#include "kaon/ui/dom/testing/parse_html.hpp"
#include "kaon/ui/dom/testing/token_list.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

Node* follow(Node& content, const std::vector<std::uint32_t>& path) {
    Node* node = &content;
    for (const std::uint32_t index : path) node = node->child(index);
    return node;
}

std::vector<std::uint32_t> path_of(const Node& node, const Node& content) {
    std::vector<std::uint32_t> path;
    for (const Node* at = &node; at != &content; at = at->parent) {
        std::uint32_t index = 0;
        for (const Node* other = at->previous; other; other = other->previous) ++index;
        path.insert(path.begin(), index);
    }
    return path;
}

bool is_svg_inside(const Node& parent, const PageTemplate& made) {
    if (parent.kind == NodeKind::fragment) return made.svg;
    return parent.svg && parent.name != "foreignObject";
}

Node& append(State& state, Node& node) {
    Tree::insert(*state.open, node, nullptr);
    return node;
}

void need_template(const State& state, const Reading& reading) {
    if (!state.open) reading.broken("no template is under construction");
}

void fill(State& state, Reading& reading, const PageTemplate& made, const SlotSpec& slot, Node& node,
          std::uint32_t base) {
    switch (slot.kind) {
        case Slot::anchor:
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
            const Content content_kind = is_svg_inside(*node.parent, made) ? Content::svg : Content::html;
            Node* content = parse_fragment(state.tree, reading.text(), content_kind);
            Tree::insert(*node.parent, *content, &node);
            Tree::detach(node);
            return;
        }
    }
}

}  // namespace

void define(State& state, Reading& reading) {
    if (state.open) reading.broken("another template is under construction");
    const std::uint32_t id = reading.word();
    const bool svg = reading.word() != 0;
    state.made = &state.all_templates.emplace_back(PageTemplate{state.tree.fragment(), svg, {}, {}});
    state.open = state.made->content;
    state.templates[id] = state.made;
}

void open(State& state, Reading& reading) {
    need_template(state, reading);
    Node& node = *state.tree.element(reading.text());
    node.svg = node.name == "svg" || is_svg_inside(*state.open, *state.made);
    state.open = &append(state, node);
}

void add_fixed(State& state, Reading& reading) {
    need_template(state, reading);
    append(state, *state.tree.text(reading.text()));
}

void add_slot(State& state, Reading& reading) {
    need_template(state, reading);
    PageTemplate& made = *state.made;
    const std::uint32_t word = reading.word();
    SlotSpec slot{static_cast<Slot>(word & ~has_handle), (word & has_handle) != 0, reading.word(), 0, {}};
    if (slot.kind > Slot::event_here) reading.broken("slots of kind " + std::to_string(word) + " do not exist");
    const bool is_child = slot.kind <= Slot::html;
    if (!is_child && state.open == made.content) reading.broken("the slot is about an element, but none is open");
    Node& node = is_child ? append(state, *state.tree.text("")) : *state.open;
    if (slot.kind >= Slot::class_toggle) (void)reading.name_of(slot.name);
    slot.path = path_of(node, *made.content);
    if (slot.kind >= Slot::event) slot.event = made.event_count++;
    if (slot.kind == Slot::event) {
        RootEvent event{reading.name_of(slot.name), slot.event, {}};
        for (const Node* at = &node; at->parent != made.content; at = at->parent)
            event.way.insert(event.way.begin(), Step{at->name, at->rank()});
        made.events.resize(std::max<std::size_t>(made.events.size(), slot.path[0] + 1u));
        made.events[slot.path[0]].push_back(std::move(event));
    }
    made.slots.push_back(std::move(slot));
}

void close(State& state, Reading& reading) {
    need_template(state, reading);
    state.open = state.open->parent;
    if (state.open) return;
    std::size_t roots = 0;
    for (const Node* root = state.made->content->first; root; root = root->next) ++roots;
    state.made->events.resize(roots);
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
        fill(state, reading, made, made.slots[i], *nodes[i], base);
    }
    if (!parent) return;
    if (before && before->parent != parent) reading.broken("the node to stand before is not in the parent");
    Tree::insert(*parent, *content, before);
}

}  // namespace kaon::inline v0::dom::testing
