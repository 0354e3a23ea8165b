// Writing structs as JSON.
//
//   std::string text = json::write(order);
//   json::write_to(out, order);                                      // appends; the string's memory is used again
//   json::write(state, {.escaping = json::Escaping::html});          // safe inside <script>
//
// Everything type_info<T>() knows, and json::Value, json::Raw. Fields in order of declaration, no spaces. Doubles are
// the shortest text that reads back the same; NaN and infinities, which JSON lacks, are null. Bytes that are no UTF-8
// become U+FFFD. An enum value without name is written as its number. Limits: what is nested deeper than 1,000 levels
// is written as null, since it could not be read back. Threads: pure.
#pragma once

#include <string>

#include "kaon/json/options.hpp"
#include "kaon/reflect/type_of.hpp"

namespace kaon::inline v0::json {

// The one compiled writer.
void write_to(std::string& out, const reflect::TypeInfo& info, const void* value, const WriteOptions& options = {});

template <class T>
void write_to(std::string& out, const T& value, const WriteOptions& options = {}) {
    write_to(out, reflect::type_info<T>(), &value, options);
}

template <class T>
std::string write(const T& value, const WriteOptions& options = {}) {
    std::string out;
    write_to(out, reflect::type_info<T>(), &value, options);
    return out;
}

}  // namespace kaon::inline v0::json
