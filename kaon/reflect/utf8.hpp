// The UTF-8 functions under their first name; they live in "kaon/base/utf8.hpp".
#pragma once

#include "kaon/base/utf8.hpp"

namespace kaon::reflect {
using kaon::append_utf8;
using kaon::code_point_length;
using kaon::count_code_points;
using kaon::is_utf8;
}  // namespace kaon::reflect
