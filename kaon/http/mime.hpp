// The content type that a file's name stands for.
//
//   content_type_of("assets/app.css")     // "text/css; charset=utf-8"
//
// Threads: a pure function over a constant table.
#pragma once

#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::http {

// By the extension, without case; "application/octet-stream" for one that is unknown or missing.
std::string_view content_type_of(std::string_view path);

}  // namespace kaon::inline v0::http
