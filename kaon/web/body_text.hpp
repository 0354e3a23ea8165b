// The body in memory, and its type, as body extractors want them. Internals.
#pragma once

#include <optional>
#include <string_view>

#include "kaon/web/endpoint.hpp"
#include "kaon/web/request.hpp"

namespace kaon::web {

// Nothing, with call.error set, above the limit.
std::optional<std::string_view> whole_body(Call& call);
// The media type without parameters: "application/json" of "Application/JSON; charset=utf-8" compares equal.
std::string_view media_type(const Request& request);
bool is_json_type(std::string_view type);
bool is_form_type(std::string_view type);
// Sets call.error; always false.
bool refuse_type(Call& call, std::string_view wanted);

}  // namespace kaon::web
