// system_error(): what errno says, as an Error: its kind by what a caller can do about it, the system's words in the
// detail.
//
//   if (fd < 0) co_return system_error(errno, "/etc/passwd");
//
// Threads: any.
#pragma once

#include <string_view>

#include "kaon/base/error.hpp"

namespace kaon::inline v0::runtime::detail {

// Of a socket: Errc::conflict for an address in use, Errc::forbidden, otherwise Errc::unavailable.
Error socket_error(int number, std::string_view about = {});
// Of a file or a program: Errc::not_found, forbidden, conflict (it exists already, it is not empty), too_large,
// invalid (a path that cannot be one), unavailable (no more descriptors, processes or memory), otherwise internal.
Error system_error(int number, std::string_view about = {});

}  // namespace kaon::inline v0::runtime::detail
