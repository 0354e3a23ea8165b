// Functions: https://www.sqlite.org/lang_corefunc.html, /lang_aggfunc.html, /lang_datefunc.html, /windowfunctions.html
#include <algorithm>
#include <optional>

#include "kaon/sql/check/infer.hpp"

namespace kaon::inline v0::sqlcheck {
namespace {

// Letters: i integer, r real, t text, b bytes, . anything; a last '*' repeats the letter before it.
struct Function {
    std::string_view name;
    char gives;
    std::string_view takes;
    enum { never, as_arguments, always } null = as_arguments;  // when it gives NULL
};

constexpr Function functions[] = {
    {"changes", 'i', "", Function::never},
    {"char", 't', "i*", Function::never},
    {"concat", 't', ".*", Function::never},
    {"date", 't', ".*", Function::always},
    {"datetime", 't', ".*", Function::always},
    {"format", 't', "t.*", Function::as_arguments},
    {"glob", 'i', "tt"},
    {"hex", 't', ".", Function::never},
    {"instr", 'i', ".."},
    {"json", 't', "t"},
    {"json_array", 't', ".*", Function::never},
    {"json_array_length", 'i', "tt", Function::always},
    {"json_extract", '.', "tt*", Function::always},
    {"json_object", 't', ".*", Function::never},
    {"json_quote", 't', ".", Function::never},
    {"json_type", 't', "tt", Function::always},
    {"json_valid", 'i', "t"},
    {"julianday", 'r', ".*", Function::always},
    {"last_insert_rowid", 'i', "", Function::never},
    {"length", 'i', "."},
    {"like", 'i', "ttt"},
    {"lower", 't', "t"},
    {"ltrim", 't', "tt"},
    {"octet_length", 'i', "."},
    {"printf", 't', "t.*", Function::as_arguments},
    {"quote", 't', ".", Function::never},
    {"random", 'i', "", Function::never},
    {"randomblob", 'b', "i", Function::never},
    {"replace", 't', "ttt"},
    {"round", 'r', "ri"},
    {"rtrim", 't', "tt"},
    {"sign", 'i', ".", Function::always},
    {"strftime", 't', "t.*", Function::always},
    {"substr", '.', ".ii"},
    {"substring", '.', ".ii"},
    {"time", 't', ".*", Function::always},
    {"total_changes", 'i', "", Function::never},
    {"trim", 't', "tt"},
    {"typeof", 't', ".", Function::never},
    {"unicode", 'i', "t", Function::always},
    {"unixepoch", 'i', ".*", Function::always},
    {"upper", 't', "t"},
    {"zeroblob", 'b', "i", Function::never},
};
static_assert(std::ranges::is_sorted(functions, {}, &Function::name));

constexpr std::string_view aggregates[] = {
    "avg",        "count", "group_concat", "json_group_array", "json_group_object", "max", "min",
    "string_agg", "sum",   "total"};
constexpr std::string_view numberings[] = {"dense_rank", "ntile", "rank", "row_number"};

SqlType type_of_letter(char letter) {
    switch (letter) {
        case 'i': return SqlType::integer;
        case 'r': return SqlType::real;
        case 't': return SqlType::text;
        case 'b': return SqlType::bytes;
        default: return SqlType::unknown;
    }
}

bool is_filter(const Expr& e) { return e.kind == Expr::row && e.name == "filter"; }

// max(a, b) is no aggregate.
bool is_aggregate(const Expr& e) {
    if (e.kind != Expr::call || !std::ranges::binary_search(aggregates, std::string_view(e.name))) return false;
    const auto args = std::ranges::count_if(e.args, [](const ExprPtr& a) { return !is_filter(*a); });
    return (e.name != "max" && e.name != "min") || args == 1;
}

}  // namespace

bool has_aggregate(const Expr& e) {
    if (is_aggregate(e) && !e.window) return true;
    return std::ranges::any_of(e.args, [](const ExprPtr& a) { return has_aggregate(*a); });
}
bool has_aggregate(const std::vector<ResultColumn>& columns) {
    return std::ranges::any_of(columns, [](const ResultColumn& c) { return c.expr && has_aggregate(*c.expr); });
}

Fact Inference::aggregate(const Expr& e, const Scope& scope, SqlType wanted) {
    Scope rows = scope;  // inside, columns are those of the rows
    rows.lone_group = false;
    Fact first{SqlType::unknown, true};
    bool is_first = true;
    for (const ExprPtr& arg : e.args) {
        if (is_filter(*arg)) {
            expr(*arg->args[0], rows);
            continue;
        }
        const bool separator = !is_first && (e.name == "group_concat" || e.name == "string_agg");
        const Fact fact = expr(*arg, rows,
                               separator                            ? SqlType::text
                               : e.name == "max" || e.name == "min" ? wanted
                                                                    : SqlType::unknown);
        if (is_first) first = fact;
        is_first = false;
    }
    // A group has a row, and a value if that is never NULL; without GROUP BY, or behind FILTER or a frame, there may be
    // none.
    const bool sure = scope.grouped && !e.filter && !e.window && !first.nullable;
    if (e.name == "count") return {SqlType::integer, false};
    if (e.name == "total") return {SqlType::real, false};
    if (e.name == "avg") return {SqlType::real, !sure};
    if (e.name == "sum") {
        const bool number = first.type == SqlType::integer || first.type == SqlType::real;
        return {number ? first.type : SqlType::unknown, !sure};
    }
    if (e.name == "max" || e.name == "min") return {first.type, !sure};
    if (e.name.starts_with("json_group")) return {SqlType::text, false};
    return {SqlType::text, !sure};
}

Fact Inference::call(const Expr& e, const Scope& scope, SqlType wanted) {
    if (is_aggregate(e)) return aggregate(e, scope, wanted);
    std::vector<const Expr*> args;
    for (const ExprPtr& arg : e.args) args.push_back(arg.get());

    if (std::ranges::binary_search(numberings, std::string_view(e.name))) {
        for (const Expr* arg : args) expr(*arg, scope, SqlType::integer);
        return {SqlType::integer, false};
    }
    if (e.name == "coalesce" || e.name == "ifnull") {
        Fact fact = merged(args, scope, wanted);
        fact.nullable = true;
        for (const Expr* arg : args) {
            if (arg->kind != Expr::param) fact.nullable &= expr(*arg, scope, wanted).nullable;
        }
        return fact;
    }
    if (e.name == "nullif" && args.size() == 2) {
        compared(*args[0], *args[1], scope, false);
        return {expr(*args[0], scope, wanted).type, true};
    }
    if (e.name == "iif" && args.size() >= 2) {
        expr(*args[0], scope);
        Fact fact = merged({args.begin() + 1, args.end()}, scope, wanted);
        fact.nullable |= args.size() < 3;
        return fact;
    }
    if (e.name == "max" || e.name == "min") return merged(args, scope, wanted);
    if (e.name == "abs" && args.size() == 1) {
        const Fact fact = expr(*args[0], scope, wanted);
        const bool number = fact.type == SqlType::integer || fact.type == SqlType::real;
        return {number ? fact.type : SqlType::unknown, fact.nullable};
    }
    if ((e.name == "lag" || e.name == "lead" || e.name == "first_value" || e.name == "last_value" ||
         e.name == "nth_value") &&
        !args.empty()) {
        const Fact fact = expr(*args[0], scope, wanted);
        for (std::size_t i = 1; i < args.size(); ++i) expr(*args[i], scope, i == 1 ? SqlType::integer : fact.type);
        return {args.size() > 2 ? SqlType::unknown : fact.type, true};
    }

    const auto known = std::ranges::lower_bound(functions, std::string_view(e.name), {}, &Function::name);
    const bool found = known != std::end(functions) && known->name == e.name;
    bool nullable = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        char letter = '.';
        if (found && !known->takes.empty()) {
            const bool repeats = known->takes.back() == '*';
            const std::size_t letters = known->takes.size() - (repeats ? 1 : 0);
            if (i < letters) letter = known->takes[i];
            else if (repeats) letter = known->takes[letters - 1];
        }
        nullable |= expr(*args[i], scope, type_of_letter(letter)).nullable;
    }
    if (!found) return {};
    if (known->name.starts_with("substr")) {
        const SqlType type = expr(*args[0], scope).type;
        return {type == SqlType::bytes ? type : type == SqlType::unknown ? type : SqlType::text, nullable};
    }
    return {type_of_letter(known->gives),
            known->null == Function::always || (known->null == Function::as_arguments && nullable)};
}

}  // namespace kaon::inline v0::sqlcheck
