// What the page does when it has arrived in a browser: waits a little, then asks its server.
#pragma once

#include "kaon/coro/task.hpp"

namespace counter {

kaon::Task<void> visit();
// Asks for what takes too long, and gives up.
kaon::Task<void> lose_patience();

}  // namespace counter
