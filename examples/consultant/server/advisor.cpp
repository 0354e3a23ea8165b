// Answering and storing.
#include "server/advisor.hpp"

#include <ctime>

#include "app/words.hpp"
#include "server/store.hpp"

namespace consultant {

namespace {

// To a draft without problems.
Advice answer(const Knowledge& knowledge, const Draft& draft, Language language) {
    if (draft.form == "pro") return advise(knowledge, ProInput{draft.stack, draft.project_type, draft.pain}, language);
    return advise(knowledge, BasicInput{draft.description}, language);
}

}  // namespace

kaon::Task<std::int64_t> Advisor::consult(kaon::Db db, Draft draft, Language language) const {
    if (!draft.language.empty()) language = language_named(draft.language);
    Advice advice = answer(*knowledge_, draft, language);
    co_return co_await store(std::move(db), {.created_at = std::time(nullptr),
                                             .language = language,
                                             .draft = std::move(draft),
                                             .advice = std::move(advice)});
}

}  // namespace consultant
