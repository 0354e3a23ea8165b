// The API's handlers.
#include "server/api.hpp"

#include "server/store.hpp"

namespace consultant {

using namespace kaon;

Task<Created<Consultation>> create_consultation(State<Db> db, State<Advisor> advisor, Locale locale,
                                                Json<Draft> draft) {
    tidy(*draft);
    const std::vector<FieldError> wrong = problems(*draft, locale.language);
    if (!wrong.empty()) {
        Error error(Errc::unprocessable);
        for (const FieldError& field : wrong) error.add_field(field.path, field.message);
        co_return error;
    }
    const std::int64_t id = co_await advisor->consult(*db, std::move(draft.value), locale.language);
    co_return Created{co_await load(*db, id), "/api/consultations/{}", id};
}

Task<Json<Consultation>> get_consultation(State<Db> db, Path<std::int64_t> id) { co_return co_await load(*db, *id); }

Task<Json<std::vector<Summary>>> list_consultations(State<Db> db, Query<ListQuery> query) {
    co_return co_await latest(*db, query->limit);
}

}  // namespace consultant
