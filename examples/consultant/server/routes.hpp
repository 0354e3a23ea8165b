// All routes of the consultant.
#pragma once

#include "kaon/sql/sql.hpp"
#include "kaon/web/web.hpp"
#include "server/advisor.hpp"

namespace consultant {

kaon::Router<kaon::Db, Advisor> routes();

}  // namespace consultant
