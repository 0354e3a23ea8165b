// The shape of a view: what is the same in every view that the same code makes, as a hash. Recording computes it, so
// that the DOM renderer finds the template of a view without reading the fixed parts.
//
// Fixed are tags, literals and flags of attributes, and which slots there are. Texts, numbers, closures and lists are
// slots: they differ from one view to the next. 64 bits: what goes in are addresses and lengths of literals, which no
// visitor chooses, so two shapes of one program with one hash are not to be expected in its lifetime.
#pragma once

#include "kaon/ui/item.hpp"

namespace kaon::inline v0::ui::detail {

// Literals that stand in the template itself.
constexpr bool is_fixed_child(const Item& item) {
    return (item.flags & flags::literal) &&
           (item.kind == Kind::text || item.kind == Kind::script || item.kind == Kind::css || item.kind == Kind::json);
}
constexpr bool is_fixed_attribute(const Item& item) {
    if (item.rules & name_rules::property) return false;
    if (item.kind == Kind::flag) return !(item.rules & name_rules::toggle);
    return item.kind == Kind::text && (item.flags & flags::literal) && (item.flags & flags::literal_name);
}
// An integer that the page can take as one signed word.
constexpr bool is_small(const Item& item) {
    if (item.kind == Kind::integer) return item.integer == static_cast<std::int32_t>(item.integer);
    return item.kind == Kind::natural && item.natural <= INT32_MAX;
}

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 32);
}
// Of what is one region; a fragment of nothing has the shape 0, and SVG adds 1.
inline constexpr std::uint64_t shape_of_list = 2;
std::uint64_t mix_text(std::uint64_t hash, std::string_view text);

inline std::uint64_t address(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

// Adds an item that is not a node, and marks it if it is a slot.
inline std::uint64_t mix_item(std::uint64_t hash, Item& item) {
    const bool attribute = item.is_attribute();
    // Above the addresses of names, which have 47 bits.
    std::uint64_t head =
        static_cast<std::uint64_t>(item.kind) << 59 ^ std::uint64_t{item.rules} << 51 ^ std::uint64_t{item.flags} << 47;
    if (item.flags & flags::literal_name) head ^= address(item.name);
    else if (attribute) hash = mix_text(hash, item.attribute());
    std::uint64_t value = 0;
    if (attribute ? is_fixed_attribute(item) : is_fixed_child(item)) {
        value = (item.kind == Kind::flag ? item.natural : address(item.chars)) ^ std::uint64_t{item.size} << 40;
    } else {
        item.flags |= flags::slot;
        if (item.kind == Kind::handler) value = item.size;
        else if (is_small(item)) value = 1;
    }
    return mix(mix(hash, head), value);
}

}  // namespace kaon::inline v0::ui::detail
