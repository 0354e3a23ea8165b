// The log of this part.
//
//   transport_log.info("stopping", {{"signal", number}});
//
// Threads: any.
#pragma once

#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::transport::detail {

inline constexpr telemetry::Log transport_log("transport");

}  // namespace kaon::inline v0::transport::detail
