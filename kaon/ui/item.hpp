// Item and Node: what a view is made of in memory, for those who read views: the renderers.
//
// A Node is an element, a fragment, a list or a part that is still awaited; behind an element or fragment lie its
// Items, the attributes first, then the children in order. An Item is an attribute or a child: text, a number, trusted
// text, a Node, or something that changes, which a Binding gives. Nodes never change once they are made. URLs were
// checked and names validated when the node was recorded; text is as it came, so that each renderer escapes for its own
// target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kaon/base/config.hpp"
#include "kaon/ui/closure.hpp"

namespace kaon::inline v0::ui {

struct Node;
class Binding;

enum class Kind : std::uint8_t {
    none,
    // Characters, up to json.
    text,
    html,  // trusted, as it stands
    script,  // trusted JavaScript
    css,  // trusted
    json,  // for a script element
    integer,
    natural,
    real,
    flag,  // an attribute that is there or not
    code_point,  // a char
    node,
    // What a closure gives, from here on; `closure` in an argument, `binding` in a node.
    value,  // text, a number or a flag, now and whenever what it read changes: into a ValueSink
    view,  // a child: into a ViewCall
    rows,  // a keyed list of children: into a RowSink
    handler,  // of the event that `name` says: from an Event
    bound,  // a form field's value, both ways: from a BoundCall
    ref,  // told the element's handle, 0 when it is gone: from an ElementHandle
};
constexpr bool has_characters(Kind kind) { return kind >= Kind::text && kind <= Kind::json; }
constexpr bool is_closure(Kind kind) { return kind >= Kind::value; }

namespace flags {
inline constexpr std::uint8_t literal = 1;  // the characters live as long as the program
inline constexpr std::uint8_t plain = 2;  // nothing in it needs escaping, in text or in an attribute
inline constexpr std::uint8_t trusted_url = 4;  // any scheme
inline constexpr std::uint8_t literal_name = 8;  // the name lives as long as the program
inline constexpr std::uint8_t slot = 16;  // of a recorded item: it is not a fixed part of a template
}  // namespace flags

// What is special about an attribute's name.
namespace name_rules {
inline constexpr std::uint8_t url = 1;
inline constexpr std::uint8_t cls = 2;  // values of several are joined
inline constexpr std::uint8_t data = 4;  // "data-" comes before the name
inline constexpr std::uint8_t aria = 8;  // "aria-" does
inline constexpr std::uint8_t refused = 16;
inline constexpr std::uint8_t toggle = 32;  // `name` holds the class words that come and go with a flag
inline constexpr std::uint8_t style = 64;  // one property of the style attribute
inline constexpr std::uint8_t property = 128;  // of the DOM's element, beside the attribute of this name
}  // namespace name_rules

struct Item {
    union {
        const char* chars;
        std::int64_t integer = 0;
        std::uint64_t natural;
        double real;
        const Node* node;
        Closure closure;
        Binding* binding;
    };
    const char* name = nullptr;  // of an attribute; null for a child
    std::uint32_t size = 0;
    Kind kind = Kind::none;
    std::uint8_t flags = 0;
    std::uint8_t name_size = 0;
    std::uint8_t rules = 0;

    constexpr std::string_view text() const { return {chars, size}; }
    constexpr std::string_view attribute() const { return {name, name_size}; }
    constexpr bool is_attribute() const { return name != nullptr; }
};

// What is special about an element.
namespace tag_rules {
inline constexpr std::uint8_t empty = 1;  // no children, no end tag
inline constexpr std::uint8_t eats_newline = 2;  // a parser drops a line break right after the start tag
inline constexpr std::uint8_t copied = 4;  // the name was not a literal and lies with the node
inline constexpr std::uint8_t text_only = 16;  // a parser takes its content as text: a comment in it would be shown
inline constexpr std::uint8_t svg = 32;  // its content is SVG
inline constexpr std::uint8_t html = 64;  // in SVG: its content is HTML again
inline constexpr std::uint8_t server_only = 128;  // a page with scripts has its content as text, never as nodes
inline constexpr std::uint8_t has_slots = 8;  // of a recorded node: it or one in it has a slot
}  // namespace tag_rules

enum class NodeKind : std::uint8_t { element, fragment, list, pending };

struct Cell;

struct alignas(Item) Node {
    std::uint64_t shape;  // detail/shape.hpp
    const char* tag;
    std::uint32_t chunk_offset;  // from the chunk's start
    std::uint32_t count;  // of items, attributes included
    std::uint16_t attributes;
    std::uint8_t tag_size;
    std::uint8_t rules;
    NodeKind kind;

    std::string_view name() const { return {tag, tag_size}; }
    const Item* items() const { return reinterpret_cast<const Item*>(this + 1); }
};
static_assert(sizeof(Node) % alignof(Item) == 0);

// One entry of a list.
struct Cell {
    Item item;
    const Cell* next;
};
// A node whose children come and go, or come later.
struct RegionNode : Node {
    const dom::Behaviour* behaviour;
};
struct ListNode : RegionNode {
    const Cell* first;
};

// A part that a Task or Stream will give; see pending.hpp.
struct Pending;
struct PendingNode : RegionNode {
    Pending* part;
};

}  // namespace kaon::inline v0::ui
