// The API's handlers.
#include "server/api.hpp"

#include "server/markdown_html.hpp"
#include "server/store.hpp"

namespace consultant {

using namespace kaon;

namespace {

// Tidies it first.
Result<> check(Draft& draft, Language language) {
    tidy(draft);
    const std::vector<FieldError> wrong = problems(draft, language);
    if (wrong.empty()) return {};
    Error error(Errc::unprocessable);
    for (const FieldError& field : wrong) error.add_field(field.path, field.message);
    return error;
}

}  // namespace

Task<Created<Consultation>> create_consultation(State<Db> db, State<Advisor> advisor, Locale locale,
                                                Json<Draft> draft) {
    co_await check(*draft, locale.language);
    const std::int64_t id = co_await advisor->consult(*db, std::move(draft.value), locale.language);
    co_return Created{co_await load(*db, id), "/api/consultations/{}", id};
}

Task<Answer> answer_question(State<Db> db, State<Advisor> advisor, Locale locale, Draft draft) {
    co_await check(draft, locale.language);
    const std::int64_t id = co_await advisor->consult(*db, std::move(draft), locale.language);
    const Consultation made = co_await load(*db, id);
    co_return Answer{.summary = summary_of(made),
                     .better_language = made.reasoning.better_language,
                     .html = markdown_to_html(made.answer, Headings::two_lower)};
}

Task<Json<Consultation>> get_consultation(State<Db> db, Path<std::int64_t> id) { co_return co_await load(*db, *id); }

Task<Json<std::vector<Summary>>> list_consultations(State<Db> db, Query<ListQuery> query) {
    co_return co_await latest(*db, query->limit);
}

}  // namespace consultant
