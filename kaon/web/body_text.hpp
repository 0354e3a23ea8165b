// The body in memory, and its type, as body extractors want them. Internals.
#pragma once

#include <optional>
#include <string_view>

#include "kaon/web/endpoint.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0::web {

// Nothing, with call.error set, above the limit.
std::optional<std::string_view> whole_body(Call& call);
bool has_json_body(const Request& request);
bool has_form_body(const Request& request);
// Sets call.error; always false.
bool refuse_type(Call& call, std::string_view wanted);

}  // namespace kaon::inline v0::web
