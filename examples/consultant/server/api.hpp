// The handlers that speak JSON.
#pragma once

#include "app/consult.hpp"
#include "kaon/sql/sql.hpp"
#include "kaon/web/web.hpp"
#include "server/advisor.hpp"
#include "server/consultation.hpp"
#include "server/locale.hpp"

namespace consultant {

struct ListQuery {
    std::int64_t limit = 20;

    static consteval auto describe() {
        return kaon::reflect::rules(
            {{.field = "limit", .presence = kaon::reflect::Presence::defaulted, .min = 1, .max = 100}});
    }
};

kaon::Task<kaon::Created<Consultation>> create_consultation(kaon::State<kaon::Db> db, kaon::State<Advisor> advisor,
                                                            Locale locale, kaon::Json<Draft> draft);
// The body of the server function `consult`.
kaon::Task<Answer> answer_question(kaon::State<kaon::Db> db, kaon::State<Advisor> advisor, Locale locale, Draft draft);
kaon::Task<kaon::Json<Consultation>> get_consultation(kaon::State<kaon::Db> db, kaon::Path<std::int64_t> id);
kaon::Task<kaon::Json<std::vector<Summary>>> list_consultations(kaon::State<kaon::Db> db, kaon::Query<ListQuery> query);

}  // namespace consultant
