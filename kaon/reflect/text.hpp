// Single values from and to text, by table: what form fields, query strings, path captures and settings are made of.
//
//   int n = 0;
//   read_text(type_info<int>(), &n, "42");        // Result<>: errors name what was expected: "must be a whole number"
//   append_text(type_info<int>(), &n, out);
//
// Scalars, strings, enums by name, classes with from_text, and optionals of these (empty text: no value, except for
// strings). bool reads true/false, on/off, yes/no, 1/0. The text of an error is fit for the public. Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/result.hpp"
#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::reflect {

// Whether values of this type have a text form.
bool has_text(const TypeInfo& info);

// On an error the value is unchanged. Errc::unprocessable; a type without text form is Errc::internal.
Result<> read_text(const TypeInfo& info, void* value, std::string_view text);

// Appends. An empty optional and a type without text form append nothing.
void append_text(const TypeInfo& info, const void* value, std::string& out);

// A double in full, the same on every standard library: the whole of `text` or nothing. JSON's grammar plus a leading
// '+'.
bool parse_double(std::string_view text, double& out);
bool parse_float(std::string_view text, float& out);

}  // namespace kaon::inline v0::reflect
