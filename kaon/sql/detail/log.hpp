// The log of this part.
//
//   sql_log.info("database opened", {{"path", path}});
//
// Threads: any.
#pragma once

#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::detail {

inline constexpr telemetry::Log sql_log("sql");

}  // namespace kaon::inline v0::detail
