// SyncErrc: what channels and semaphores say when there is nothing to wait for.
//
//   if (Result<> sent = sender.try_send(job); !sent && sent.error().is(SyncErrc::full)) ...
//
// Threads: values.
#pragma once

#include <cstdint>

#include "kaon/base/error.hpp"

namespace kaon::inline v0 {

enum class SyncErrc : std::uint8_t {
    closed,  // the other side has gone, or somebody closed it: waiting would not help
    full,    // no place at the moment
    empty,   // nothing there at the moment
};

CodeText describe(SyncErrc code);

}  // namespace kaon::inline v0
