// The queries behind the store.
#include "server/store.hpp"

#include "advisor/markdown.hpp"
#include "kaon/json/read.hpp"
#include "kaon/json/write.hpp"

namespace consultant {

using namespace kaon;

namespace {

struct Row {
    std::int64_t id;
    std::string created_at, language, form, description, stack, project_type, pain, verdict, answer, appendix, trace;
};

}  // namespace

Task<std::int64_t> store(Db db, NewConsultation c) {
    const std::string answer = to_markdown(c.advice, Trace::left_out);
    const std::string whole = to_markdown(c.advice, Trace::listed);
    // The download is the answer as the page shows it, and what the page unfolds instead.
    const std::string appendix = whole.starts_with(answer) ? whole.substr(answer.size()) : "";
    const bool pro = c.draft.form == "pro";
    const Draft& d = c.draft;
    co_return co_await sql<R"(
        INSERT INTO consultations (created_at, language, form, description, stack, project_type, pain,
                                   verdict, answer, appendix, trace)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id)">(
        c.created_at, c.language == Language::ru ? "ru" : "en", pro ? "pro" : "basic", pro ? "" : d.description,
        pro ? d.stack : "", pro ? d.project_type : "", pro ? d.pain : "", name(c.advice.verdict), answer, appendix,
        json::write(reasoning_of(c.advice)))
        .as<std::int64_t>()
        .one(db);
}

Task<Consultation> load(Db db, std::int64_t id) {
    Row row = co_await sql<R"(
        SELECT id, strftime('%Y-%m-%dT%H:%M:%SZ', created_at, 'unixepoch') AS "created_at!: text",
               language, form, description, stack, project_type, pain, verdict, answer, appendix, trace
        FROM consultations WHERE id = $1)">(id)
                  .as<Row>()
                  .one_or_not_found(db);
    co_return {.id = row.id,
               .created_at = std::move(row.created_at),
               .language = std::move(row.language),
               .form = std::move(row.form),
               .description = std::move(row.description),
               .stack = std::move(row.stack),
               .project_type = std::move(row.project_type),
               .pain = std::move(row.pain),
               .verdict = std::move(row.verdict),
               .answer = std::move(row.answer),
               .appendix = std::move(row.appendix),
               .reasoning = co_await json::read<Reasoning>(row.trace)};
}

Task<std::vector<Summary>> latest(Db db, std::int64_t limit) {
    co_return co_await sql<R"(
        SELECT id, strftime('%Y-%m-%dT%H:%M:%SZ', created_at, 'unixepoch') AS "created_at!: text", language, form,
               substr(CASE form WHEN 'pro' THEN stack || ' · ' || project_type ELSE description END, 1,
                      CAST($2 AS INTEGER))
                   AS "question!: text", verdict
        FROM consultations ORDER BY id DESC LIMIT CAST($1 AS INTEGER))">(limit, shown_of_question)
        .as<Summary>()
        .all(db);
}

}  // namespace consultant
