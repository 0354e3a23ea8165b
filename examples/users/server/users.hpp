// The table of routes. What the program runs and what the tests ask is this one router.
#pragma once

#include "kaon/sql/db.hpp"
#include "kaon/web/router.hpp"

kaon::Router<kaon::Db> users();
