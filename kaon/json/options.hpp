// What a caller may ask of the JSON reader and writer.
//
//   json::read<Order>(text, {.unknown_fields = json::UnknownFields::reject, .max_size = 64 * 1024});
//   json::write(order, {.empty = json::Empty::omitted});
//
// The defaults are safe for text from outside. Threads: values.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::json {

enum class UnknownFields : std::uint8_t { ignore, reject };
// Of objects read into structs, maps and Values; repeated names of ignored fields are not noticed.
enum class DuplicateKeys : std::uint8_t { reject, last_wins };

// forms: also the fields of a page's form as text: "7" for a number, "" for no value, "on" for true, one text where a
// list is wanted; a bool that is absent is an unticked box, an absent list is empty.
enum class Source : std::uint8_t { programs, forms };

// Nothing is read or written that is nested deeper, whatever is asked for: the stack is finite.
inline constexpr std::size_t deepest_nesting = 1000;

struct Options {
    UnknownFields unknown_fields = UnknownFields::ignore;
    DuplicateKeys duplicate_keys = DuplicateKeys::reject;
    Source source = Source::programs;
    std::size_t max_depth = 64;            // of arrays and objects; never more than deepest_nesting
    std::size_t max_size = 8 << 20;        // bytes of text
    std::size_t max_field_errors = 50;     // reading ends when so many were found
};

// html: also escapes < > & and U+2028/2029, so that the text can stand inside <script>.
enum class Escaping : std::uint8_t { json, html };
// What an empty optional field of a struct becomes.
enum class Empty : std::uint8_t { null, omitted };

struct WriteOptions {
    Escaping escaping = Escaping::json;
    Empty empty = Empty::null;
};

}  // namespace kaon::inline v0::json
