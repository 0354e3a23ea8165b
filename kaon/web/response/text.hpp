// Text responses: std::string and literals are text/plain; charset=utf-8.
//
//   std::string hello() { return "Hello"; }
//
// A std::string_view is refused, since what it looks at may be gone before it is sent. http::Status and http::Body are
// parts; http::Response is itself. Threads: values.
#pragma once

#include "kaon/web/respond.hpp"
