// Whether text may stand as the value of one property of a style attribute.
#pragma once

#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::ui {

// False for what could end the property or fetch something: ; { } < > " ' \ /* control characters, url( and image
// functions. The check is by characters, so that every value that passes stays inside its property.
bool is_safe_style(std::string_view value);

}  // namespace kaon::inline v0::ui
