// Which facts of the rule base a text contains.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advisor/knowledge.hpp"

namespace consultant {

enum class FieldKind : std::uint8_t { description, stack, project_type, pain };

struct Field {
    FieldKind kind = FieldKind::description;
    std::string_view text;
};

struct Recognised {
    std::vector<bool> fired;                        // by fact
    std::vector<std::vector<std::string>> matched;  // by fact: the words, at most four, in order of appearance
    std::string_view present;  // the stack named first as the present one; points into the knowledge
};

Recognised recognise(const Knowledge& knowledge [[clang::lifetimebound]], std::span<const Field> fields);

}  // namespace consultant
