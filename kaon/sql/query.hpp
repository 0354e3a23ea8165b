// sql<"...">(args...): a query that the compiler has checked against the database that the migrations make.
//
//   struct User { std::int64_t id; std::string name; std::optional<std::string> email; };
//   auto user  = co_await sql<"SELECT id, name, email FROM users WHERE id = $1">(7).as<User>().one(db);
//   auto names = co_await sql<"SELECT name FROM users">().as<std::string>().all(db);
//   co_await sql<"DELETE FROM users WHERE id = :id">(7).execute(db);
//
// Parameters: $1.., ?1.., ? or :name; one argument each, by number, or in order of first appearance. Columns go to
// fields by name. `db` is a Db or a Tx. What the engine cannot tell must be said in the query: CAST($1 AS INTEGER) for
// a parameter; for a column AS "name!" (never NULL), "name?" (can be NULL), "name: int" (or real, text, bytes), "name!:
// int". The build target calls kaon_sql() (cmake/kaon_sql.cmake), which runs the describe step before each compilation.
// Where it has not run (an editor: KAON_SQL_EDITOR, the analyzer, or a fresh checkout), an unknown query is a warning.
// Lifetime: arguments are copied; a Task that stops waiting leaves nothing behind. A write that began is finished.
// Threads: those of what it runs on. Errors: SqlErrc; Errc::not_found from one_or_not_found(), SqlErrc::no_row
// (internal) from one().
#pragma once

#include "kaon/base/fixed_text.hpp"
#include "kaon/base/fnv1a.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/sql/db.hpp"
#include "kaon/sql/mistake.hpp"

#if defined(__clang_analyzer__) && !defined(KAON_SQL_EDITOR)
#define KAON_SQL_EDITOR
#endif

namespace kaon::inline v0 {

namespace detail {

// A query with its arguments, of no particular type.
struct Request {
    const QueryFacts* query;
    Params params;
    RowPlan plan;

    template <class C>
    std::unique_ptr<C> call() && {
        auto made = std::make_unique<C>();
        made->query = query;
        made->params = std::move(params);
        made->plan = plan;
        return made;
    }
};

Task<Executed> run_execute(Request request, Executor db);
Error missing_row(const QueryFacts& query);

template <class T>
Task<std::optional<T>> run_optional(Request request, Executor db) {
    request.plan.first_only = true;
    auto call = std::move(request).call<CollectCall<std::optional<T>>>();
    auto& rows = call->rows;
    CallWait wait = db.wait(std::move(call));
    co_await wait;
    co_return std::move(rows);
}
template <class T>
Task<T> run_one(Request request, Executor db, Error (*missing)(const QueryFacts&)) {
    const QueryFacts& query = *request.query;
    std::optional<T> row = co_await run_optional<T>(std::move(request), std::move(db));
    if (!row) co_return missing(query);
    co_return *std::move(row);
}
template <class T>
Task<std::vector<T>> run_all(Request request, Executor db) {
    auto call = std::move(request).call<CollectCall<std::vector<T>>>();
    auto& rows = call->rows;
    CallWait wait = db.wait(std::move(call));
    co_await wait;
    co_return std::move(rows);
}

}  // namespace detail

// A query whose rows become Ts; each member runs it.
template <class T>
class [[nodiscard]] Rows {
public:
    static constexpr std::string_view how_to_await =
        "rows are fetched by .one(db), .optional(db), .one_or_not_found(db) or .all(db).";

    // The first row. Finding none is a bug of the query (Errc::internal), not of the request.
    Task<T> one(Executor db) && { return detail::run_one<T>(std::move(request_), std::move(db), detail::missing_row); }
    // The first row. Errors: Errc::not_found.
    Task<T> one_or_not_found(Executor db) && {
        return detail::run_one<T>(std::move(request_), std::move(db),
                                  [](const detail::QueryFacts&) { return Error(Errc::not_found); });
    }
    // The first row, or nothing.
    Task<std::optional<T>> optional(Executor db) && {
        return detail::run_optional<T>(std::move(request_), std::move(db));
    }
    // Errors: Errc::too_large above DbOptions::max_rows.
    Task<std::vector<T>> all(Executor db) && { return detail::run_all<T>(std::move(request_), std::move(db)); }

    // Internal: the query without its type.
    explicit Rows(detail::Request request) : request_(std::move(request)) {}
    detail::Request request() && { return std::move(request_); }

private:
    detail::Request request_;
};

namespace detail {

// Stands in for a query that has a mistake, so that nothing else is reported.
struct Unchecked {
    template <class T>
    struct AnyRows {
        Task<T> one(Executor db) &&;
        Task<T> one_or_not_found(Executor db) &&;
        Task<std::optional<T>> optional(Executor db) &&;
        Task<std::vector<T>> all(Executor db) &&;
    };
    template <class T>
    AnyRows<T> as() &&;
    Task<Executed> execute(Executor db) &&;
};

// Made where the query's own type is known, defined where it is not: keeps what each query adds to the compiler's work
// low.
template <std::uint64_t Hash, class T>
inline constexpr auto row_places = [] {
    constexpr const reflect::TypeInfo& row = reflect::type_info<T>();
    constexpr std::size_t fields = row.kind == reflect::Kind::object ? row.object->count : 1;
    return places_of<fields>(Described<Hash>::facts, row);
}();

}  // namespace detail

// A query with its arguments; it does nothing until it is run.
template <std::uint64_t Hash>
class [[nodiscard]] CheckedQuery {
public:
    static constexpr std::string_view how_to_await = "a query is run by .execute(db), or by .as<Row>() and .one(db), "
                                                     ".optional(db), .one_or_not_found(db), .all(db).";

    template <class T>
    auto as() && {
        constexpr const detail::QueryFacts& facts = detail::Described<Hash>::facts;
        constexpr const reflect::TypeInfo& row = reflect::type_info<T>();
        constexpr detail::SqlMistake mistake = detail::check_row(facts, row);
        if constexpr (mistake.ok()) {
            return Rows<T>({&facts, std::move(params_), {&row, detail::row_places<Hash, T>.at}});
        } else {
            static constexpr Message message = detail::word_row(facts, mistake, row);
            static_assert(false, message);
            return detail::Unchecked::AnyRows<T>();
        }
    }

    Task<Executed> execute(Executor db) && {
        constexpr const detail::QueryFacts& facts = detail::Described<Hash>::facts;
        if constexpr (facts.column_count > 0) {
            static constexpr Message message = detail::word_row(facts, {detail::SqlMistake::gives_rows}, {});
            static_assert(false, message);
        }
        return detail::run_execute({&facts, std::move(params_), {}}, std::move(db));
    }

    // Internal.
    explicit CheckedQuery(detail::Params params) : params_(std::move(params)) {}
    detail::Request request() && { return {&detail::Described<Hash>::facts, std::move(params_), {}}; }

private:
    detail::Params params_;
};

namespace detail {

template <std::uint64_t Hash, class... A>
consteval SqlMistake args_mistake() {
    constexpr ArgFact args[] = {arg_fact<A>()..., {}};
    return check_args(Described<Hash>::facts, args, sizeof...(A));
}
template <std::uint64_t Hash, class... A>
consteval Message args_message() {
    constexpr std::string_view types[] = {type_name<A>()..., {}};
    return word_args(Described<Hash>::facts, args_mistake<Hash, A...>(), sizeof...(A), types);
}

template <class... A>
Params to_params(const QueryFacts& query, const A&... args) {
    if constexpr (sizeof...(A) == 0) {
        return {};
    } else {
        constexpr bool prints = ((PrintedArg<A> || OptionalArg<A>) || ...);
        std::string scratch[prints ? sizeof...(A) : 1];
        std::size_t i = 0;
        auto next = [&](const auto& arg) {
            const std::size_t at = i++;
            return to_value(arg, query.params[at].type, scratch[prints ? at : 0]);
        };
        const Value values[] = {next(args)...};
        return Params(values, sizeof...(A));
    }
}

template <std::uint64_t Hash>
concept KnownQuery = Described<Hash>::known;

}  // namespace detail

template <FixedText Text, class... A>
    requires detail::KnownQuery<fnv1a(Text.view())>
[[gnu::always_inline]] inline auto sql(const A&... args) {
    constexpr std::uint64_t hash = fnv1a(Text.view());
    constexpr const detail::QueryFacts& facts = detail::Described<hash>::facts;
    if constexpr (!facts.problem.empty()) {
        static_assert(false, facts.problem);
        return detail::Unchecked();
    } else if constexpr (detail::args_mistake<hash, std::decay_t<const A>...>().ok()) {
        return CheckedQuery<hash>(detail::to_params<std::decay_t<const A>...>(facts, args...));
    } else {
        static constexpr Message message = detail::args_message<hash, std::decay_t<const A>...>();
        static_assert(false, message);
        return detail::Unchecked();
    }
}

#ifdef KAON_SQL_EDITOR
template <FixedText Text, class... A>
[[deprecated("this query is not described yet, so nothing about it is checked; build the target once")]]
detail::Unchecked sql(const A&... args);
#else
template <FixedText Text, class... A>
inline detail::Unchecked sql(const A&...) {
    static constexpr Message message = [] {
        Message m;
        m << "this query was not described, so it cannot be checked\n  " << Text.view().substr(0, 400)
          << "\n  remedy: kaon_sql(target MIGRATIONS folder) in CMakeLists.txt, and write the text as literals: "
             "sql<\"...\">(...).";
        return m;
    }();
    static_assert(false, message);
    return {};
}
#endif

}  // namespace kaon::inline v0
