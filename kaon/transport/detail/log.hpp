// The log of this part.
#pragma once

#include "kaon/telemetry/log.hpp"

namespace kaon::transport::detail {

inline constexpr telemetry::Log transport_log("transport");

}  // namespace kaon::transport::detail
