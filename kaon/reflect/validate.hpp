// validate(value): every rule that a value breaks, all at once, as dotted paths with a message each.
//
//   for (const FieldError& e : validate(order)) log(e.path, e.message);   // "items.3.price": "must be at least 0"
//
// Walks nested structs, lists, maps and optionals. The messages are English unless a Phrase says otherwise; a rule's
// own `message` goes first. Threads: pure. Limits: at most 100 errors; values nested deeper than 100 levels count as an
// error.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kaon/base/error.hpp"
#include "kaon/reflect/type_of.hpp"

namespace kaon::inline v0::reflect {

enum class Breach : std::uint8_t { too_short, too_long, below_min, above_max, rejected, too_deep };

struct Violation {
    Breach breach;
    const FieldRule& rule;
    const TypeInfo& type;  // of the value that was looked at
};

// Words for a violation, in the language of the reader.
using Phrase = std::string (*)(const Violation&);
std::string english(const Violation& violation);

// A bound as text: "18", "0.5".
std::string to_text(const Bound& bound);

std::vector<FieldError> validate(const TypeInfo& info, const void* value, Phrase phrase = english);

template <class T>
std::vector<FieldError> validate(const T& value, Phrase phrase = english) {
    return validate(type_info<T>(), &value, phrase);
}

}  // namespace kaon::inline v0::reflect
