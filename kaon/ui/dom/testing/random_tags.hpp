// The elements of random components: what each may hold, and how it is made.
#pragma once

#include <vector>

#include "kaon/ui/view.hpp"

namespace kaon::inline v0::dom::testing {

// What a place may hold.
enum class Within : unsigned char {
    flow,
    phrasing,
    text_only,
    one_text,
    items,
    table,
    body,
    row,
    options,
    svg,
    nothing
};
inline bool holds_text(Within within) {
    return within == Within::flow || within == Within::phrasing || within == Within::text_only;
}

struct RandomTag {
    Within inside;
    // Of all that `a` points to: 14 attributes and, the last two, what a field is bound to and the children.
    View (*make)(const ui::Arg* a);
    enum class Bound : unsigned char { no, value, choice, checked, group } bound = Bound::no;
};
inline constexpr unsigned most_attributes = 14;
// Attributes are numbered; random_view.cpp knows what they are.
inline constexpr unsigned attribute_kinds = 32;

const RandomTag& tag_at(unsigned index);
// The indices of those that may stand there.
const std::vector<unsigned>& tags_within(Within within);

}  // namespace kaon::inline v0::dom::testing
