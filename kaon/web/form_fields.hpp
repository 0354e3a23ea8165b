// Form decoding by table: queries and form bodies into plain structs. Internals of Query and Form.
#pragma once

#include <string_view>

#include "kaon/base/result.hpp"
#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::web {

enum class FormSource : std::uint8_t {
    query,  // misfits are Errc::invalid
    body,   // misfits are Errc::unprocessable; a bool that is absent is an unticked box: false
};

// `value` is a default-constructed struct of that type. Repeated keys fill lists; of other fields the first counts.
// Unknown keys are passed over. All misfits and all broken rules at once in Error::fields(). Limits: the body's size,
// 1,000 pairs.
Result<> read_form(std::string_view text, FormSource source, const reflect::TypeInfo& info, void* value);

}  // namespace kaon::inline v0::web
