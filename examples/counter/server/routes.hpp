// The table of routes. What the program runs and what the tests ask is this one router.
#pragma once

#include "kaon/web/router.hpp"

namespace counter {

kaon::Router<> routes();

}  // namespace counter
