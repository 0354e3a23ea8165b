// The value of an Authorization field for a name and a password (RFC 7617).
//
//   basic_credentials("Aladdin", "open sesame")       // "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
//
// Threads: a pure function.
#pragma once

#include <string>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::client::detail {

std::string basic_credentials(std::string_view user, std::string_view password);

}  // namespace kaon::inline v0::client::detail
