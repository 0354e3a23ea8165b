// Snapshot: what an element of the page contained when hydration began.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kaon/ui/dom/stack.hpp"

namespace kaon::inline v0::dom {

inline constexpr std::uint32_t no_node = 0xFFFFFFFF;

struct Snap {
    enum class Kind : std::uint8_t { element, text, comment };
    Kind kind;
    enum class Dirty : std::uint8_t { clean, value, unchecked, checked } dirty;
    std::uint32_t parent, first_child, next;
    std::uint32_t first_attribute, attributes;
    // An element's name, a text; of an element whose value was changed, `value` is what it is now.
    const char* chars;
    std::uint32_t size;
    const char* value;
    std::uint32_t value_size;

    std::string_view text() const { return {chars, size}; }
    std::string_view typed() const { return {value, value_size}; }
};

class Snapshot {
public:
    // Takes the tokens of ops.hpp; broken ones end the reading.
    explicit Snapshot(std::string tokens);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    bool empty() const { return nodes_.size() == 0; }
    const Snap& operator[](std::uint32_t index) const { return nodes_[index]; }
    std::string_view attribute(std::uint32_t index, std::string_view name, bool& present) const;
    // Cuts a text node's text in two, as Op::split does; gives the index of the second part.
    std::uint32_t split(std::uint32_t index, std::uint32_t bytes);

private:
    struct Attribute {
        const char* name;
        std::uint32_t name_size;
        const char* value;
        std::uint32_t value_size;
    };
    std::uint32_t add(Snap::Kind kind, std::string_view text);
    void read();

    std::string tokens_;
    Stack<Snap> nodes_;
    Stack<Attribute> attributes_;
    std::uint32_t open_ = no_node, last_ = no_node;  // while reading: the open element, and its last child so far
};

}  // namespace kaon::inline v0::dom
