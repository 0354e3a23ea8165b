// The table of routes: what the program serves and what the tests ask.
#pragma once

#include "kaon/sql/db.hpp"
#include "kaon/web/router.hpp"

namespace app {

kaon::Router<kaon::Db> routes();

}  // namespace app
