// accept_on(): the next connection of a listener, whatever becomes of those before it; for TCP and Unix sockets alike.
//
// Threads: one core's own. Errors: Errc::unavailable for a listener that is broken, Errc::cancelled.
#pragma once

#include "kaon/runtime/detail/pollable.hpp"

namespace kaon::inline v0::runtime::detail {

Task<Fd> accept_on(Pollable& listener);

}  // namespace kaon::inline v0::runtime::detail
