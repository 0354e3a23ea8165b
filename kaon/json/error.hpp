// JsonErrc: why a JSON text was not read.
//
// Text that is not JSON has kind Errc::invalid (400); JSON that does not fit the type has Errc::unprocessable (422) and
// all misfits in Error::fields(); text over the size limit has Errc::too_large (413). The error's text says where: "at
// line 3, column 14: items.3.price: expected a number, got text".
//
//   const auto order = json::read<Order>(text);
//   if (!order && order.error().is(JsonErrc::too_deep)) ...
//
// Threads: constants.
#pragma once

#include "kaon/base/error.hpp"

namespace kaon::inline v0 {

enum class JsonErrc : std::uint8_t {
    syntax,  // not JSON
    bad_utf8,  // text that is not UTF-8
    duplicate_key,  // one name twice in an object
    too_deep,  // nested beyond Options::max_depth
    too_large,  // longer than Options::max_size
    wrong_shape,  // JSON, and not what the type asks for
};

CodeText describe(JsonErrc code);

}  // namespace kaon::inline v0
