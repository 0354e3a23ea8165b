// The tree's own operations.
#include "kaon/ui/dom/testing/node.hpp"

namespace kaon::inline v0::dom::testing {

const std::string* Node::attribute(std::string_view wanted) const {
    for (const Attribute& one : attributes) {
        if (one.name == wanted) return &one.value;
    }
    return nullptr;
}

std::string Node::attribute_or_empty(std::string_view wanted) const {
    const std::string* found = attribute(wanted);
    return found ? *found : std::string();
}

void Node::set_attribute(std::string_view wanted, std::string_view text) {
    for (Attribute& one : attributes) {
        if (one.name == wanted) return void(one.value = text);
    }
    attributes.push_back({std::string(wanted), std::string(text)});
}

void Node::remove_attribute(std::string_view wanted) {
    std::erase_if(attributes, [&](const Attribute& one) { return one.name == wanted; });
}

Node* Node::child(std::uint32_t index) const {
    Node* node = first;
    while (node && index--) node = node->next;
    return node;
}

std::uint32_t Node::rank() const {
    std::uint32_t count = 0;
    for (const Node* other = previous; other; other = other->previous) count += other->is(name);
    return count;
}

bool Node::is_inside(const Node& other) const {
    for (const Node* node = this; node; node = node->parent) {
        if (node == &other) return true;
    }
    return false;
}

Node* Node::after(const Node& top) const {
    if (first) return first;
    for (const Node* node = this; node != &top; node = node->parent) {
        if (node->next) return node->next;
    }
    return nullptr;
}

std::string Node::text() const {
    if (kind == NodeKind::text || kind == NodeKind::comment) return data;
    std::string all;
    for (const Node* node = first; node; node = node->after(*this)) {
        if (node->kind == NodeKind::text) all += node->data;
    }
    return all;
}

Node* Tree::make(NodeKind kind) {
    Node& node = nodes_.emplace_back();
    node.kind = kind;
    return &node;
}

Node* Tree::element(std::string_view name) {
    Node* node = make(NodeKind::element);
    node->name = name;
    return node;
}

Node* Tree::text(std::string_view data) {
    Node* node = make(NodeKind::text);
    node->data = data;
    return node;
}

Node* Tree::comment(std::string_view data) {
    Node* node = make(NodeKind::comment);
    node->data = data;
    return node;
}

Node* Tree::fragment() { return make(NodeKind::fragment); }

void Tree::insert(Node& parent, Node& node, Node* before) {
    if (node.kind == NodeKind::fragment) {
        while (node.first) insert(parent, *node.first, before);
        return;
    }
    if (before == &node) before = node.next;
    detach(node);
    node.parent = &parent;
    node.next = before;
    node.previous = before ? before->previous : parent.last;
    (node.previous ? node.previous->next : parent.first) = &node;
    (before ? before->previous : parent.last) = &node;
}

void Tree::detach(Node& node) {
    if (!node.parent) return;
    (node.previous ? node.previous->next : node.parent->first) = node.next;
    (node.next ? node.next->previous : node.parent->last) = node.previous;
    node.parent = node.previous = node.next = nullptr;
}

void Tree::clear(Node& parent) {
    while (parent.first) detach(*parent.first);
}

Node* Tree::clone(const Node& node) {
    const auto copy = [this](const Node& from) {
        Node* made = make(from.kind);
        made->svg = from.svg;
        made->name = from.name;
        made->data = from.data;
        made->attributes = from.attributes;
        return made;
    };
    Node* top = copy(node);
    Node* parent = top;
    for (const Node* from = node.first; from;) {
        Node* made = copy(*from);
        insert(*parent, *made, nullptr);
        if (from->first) {
            from = from->first;
            parent = made;
            continue;
        }
        while (from != &node && !from->next) {
            from = from->parent;
            if (from != &node) parent = parent->parent;
        }
        from = from == &node ? nullptr : from->next;
    }
    return top;
}

}  // namespace kaon::inline v0::dom::testing
