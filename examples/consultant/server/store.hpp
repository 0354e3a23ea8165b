// Where consultations are kept: a few checked queries.
#pragma once

#include <optional>
#include <vector>

#include "app/draft.hpp"
#include "kaon/sql/sql.hpp"
#include "server/consultation.hpp"

namespace consultant {

struct NewConsultation {
    std::int64_t created_at = 0;
    Language language = Language::en;
    Draft draft;
    Advice advice;
};

// Gives the new id.
kaon::Task<std::int64_t> store(kaon::Db db, NewConsultation consultation);
// Errors: Errc::not_found.
kaon::Task<Consultation> load(kaon::Db db, std::int64_t id);
// The newest first.
kaon::Task<std::vector<Summary>> latest(kaon::Db db, std::int64_t limit);

}  // namespace consultant
