// Node: an element, text, comment or fragment of the in-process page; Tree: what they all live in.
//
// Nodes are linked as in a browser: parent, first and last child, siblings. They live as long as their Tree, attached
// or not, so that a test may hold on to one that was removed.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom::testing {

enum class NodeKind : unsigned char { element, text, comment, fragment };

struct Attribute {
    std::string name, value;
};

// A handler that the node itself was marked with.
struct Handler {
    std::string event;
    std::uint32_t base, slot;
};

// An event's node below a template's root: on each level its tag and its place among the siblings of that tag.
struct Step {
    std::string tag;
    std::uint32_t rank;
};
struct RootEvent {
    std::string event;
    std::uint32_t slot;
    std::vector<Step> way;
};

struct Node {
    NodeKind kind;
    bool svg = false;
    std::string name;  // of an element, without prefix
    std::string data;  // of texts and comments
    std::vector<Attribute> attributes;
    Node* parent = nullptr;
    Node *first = nullptr, *last = nullptr, *previous = nullptr, *next = nullptr;

    // What a visitor or a script did to a field; nothing: as its attributes say.
    std::optional<std::string> value;
    std::optional<bool> checked, selected;
    std::map<std::string, std::string> properties;  // others that have no attribute

    std::vector<Handler> handlers;
    const std::vector<RootEvent>* root_events = nullptr;
    std::uint32_t base = 0;                                    // of the instance, with root_events
    std::map<std::uint32_t, std::vector<std::string>> class_parts;  // by number, see Op::class_text

    bool is(std::string_view tag) const { return kind == NodeKind::element && name == tag; }
    const std::string* attribute(std::string_view wanted) const;
    std::string attribute_or_empty(std::string_view wanted) const;
    void set_attribute(std::string_view wanted, std::string_view text);
    void remove_attribute(std::string_view wanted);
    // The child at this place; null when there are fewer.
    Node* child(std::uint32_t index) const;
    std::uint32_t rank() const;
    bool is_inside(const Node& other) const;  // or the same
    // The nodes inside, in document order: n = top.first; n; n = n->after(top).
    Node* after(const Node& top) const;
    std::string text() const;  // textContent
};

class Tree {
public:
    Node* element(std::string_view name);
    Node* text(std::string_view data);
    Node* comment(std::string_view data);
    Node* fragment();

    // Takes the node (of a fragment: its children) from where it is. `before`: a child of parent, or null: at the end.
    static void insert(Node& parent, Node& node, Node* before);
    static void detach(Node& node);
    static void clear(Node& parent);
    // With everything inside, but no handlers; fields as their attributes say.
    Node* clone(const Node& node);

private:
    Node* make(NodeKind kind);
    std::deque<Node> nodes_;
};

}  // namespace kaon::inline v0::dom::testing
