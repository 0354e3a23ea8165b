// Prepares the query on the engine and joins its facts with the inferred ones.
#include "kaon/sql/check/describe.hpp"

#include <algorithm>
#include <map>

#include "kaon/base/ascii.hpp"
#include "kaon/sql/check/parse.hpp"
#include "kaon/sql/check/problem.hpp"
#include "kaon/sql/sqlite/detail/statement.hpp"

namespace kaon::inline v0::sqlcheck {
namespace {

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, ascii::is_digit); }

// Which statements are queries: the first word decides.
std::string not_a_query(const std::vector<Token>& tokens) {
    const std::string word = lower(tokens.front().value);
    for (std::string_view known : {"select", "values", "with", "insert", "replace", "update", "delete"}) {
        if (word == known) return {};
    }
    if (tokens.front().kind == Token::end) return "the query is empty";
    std::string problem = "'" + tokens.front().value + "' starts no query";
    if (word == "begin" || word == "commit" || word == "rollback" || word == "savepoint" || word == "release" ||
        word == "end") {
        return problem + "\n  remedy: db.transaction([&](Tx& tx) -> Task<T> { ... })";
    }
    if (word == "create" || word == "alter" || word == "drop") return problem + "\n  remedy: a file in migrations/";
    return problem;
}

// The argument of each of the engine's parameters; a problem, or empty.
std::string number_params(sqlite3_stmt* statement, const std::vector<Token>& tokens, Description& d) {
    std::vector<std::string> seen;  // by appearance, as Token::value
    for (const Token& token : tokens) {
        if (token.kind == Token::param && std::ranges::find(seen, token.value) == seen.end())
            seen.push_back(token.value);
    }
    const int count = sqlite3_bind_parameter_count(statement);
    int numbered = 0, named = 0, bare = 0;
    std::size_t highest = 0;
    for (int i = 1; i <= count; ++i) {
        const char* name = sqlite3_bind_parameter_name(statement, i);
        const std::string_view text = name ? name : "";
        if (text.empty()) ++bare;
        else if ((text[0] == '$' || text[0] == '?') && is_number(text.substr(1)) && text.size() < 7) {
            ++numbered;
            highest = std::max<std::size_t>(highest, std::stoul(std::string(text.substr(1))));
        } else ++named;
    }
    const bool gap_names = numbered > 0 && bare > 0 && named == 0 && highest == static_cast<std::size_t>(count);
    if (!gap_names && (numbered > 0) + (named > 0) + (bare > 0) > 1) {
        return "parameters of different kinds in one query\n  remedy: $1, $2..., or :name, or ? throughout";
    }
    if (numbered == 0) {
        for (const std::string& name : seen)
            d.params.push_back({bare ? "?" + std::to_string(d.params.size() + 1) : name});
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) d.slots.push_back(i);
        return {};
    }
    d.params.resize(highest);
    for (int i = 1; i <= count; ++i) {
        const char* name = sqlite3_bind_parameter_name(statement, i);
        if (!name)
            return "parameter ?" + std::to_string(i) + " is missing: parameters are numbered from 1 without gaps";
        const std::size_t number = std::stoul(name + 1);
        if (number == 0) return "parameters are numbered from 1";
        d.params[number - 1].name = name;
        d.slots.push_back(number - 1);
    }
    for (std::size_t i = 0; i < highest; ++i) {
        if (d.params[i].name.empty())
            return "parameter $" + std::to_string(i + 1) + " is missing: parameters are numbered from 1 without gaps";
    }
    return {};
}

struct Annotation {
    std::string name;
    SqlType type = SqlType::unknown;
    char mark = 0;  // '!' never NULL, '?' can be NULL
    bool is_known = true;
};

// "name", "name!", "name?", "name: int", "name!: int".
Annotation read_annotation(std::string_view column) {
    const auto is_word = [](char c) { return ascii::is_letter_or_digit(c) || c == '_'; };
    Annotation a;
    std::size_t i = 0;
    while (i < column.size() && is_word(column[i])) ++i;
    a.name = column;
    if (i == 0) return a;
    std::string_view rest = column.substr(i);
    char mark = 0;
    if (!rest.empty() && (rest[0] == '!' || rest[0] == '?')) {
        mark = rest[0];
        rest.remove_prefix(1);
    }
    if (rest.empty()) {
        a.name = column.substr(0, i);
        a.mark = mark;
        return a;
    }
    if (rest[0] != ':') return a;
    rest.remove_prefix(1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (!rest.empty() && ascii::is_digit(rest[0])) return a;  // "id:1": SQLite's own name for a second "id"
    a.name = column.substr(0, i);
    a.mark = mark;
    const std::string type = lower(rest);
    if (type == "int" || type == "integer" || type == "bool") a.type = SqlType::integer;
    else if (type == "real" || type == "double") a.type = SqlType::real;
    else if (type == "text" || type == "string") a.type = SqlType::text;
    else if (type == "bytes" || type == "blob") a.type = SqlType::bytes;
    else a.is_known = false;
    return a;
}

std::string describe_columns(Schema& schema, sqlite3_stmt* statement,
                             const std::optional<std::vector<ColumnInfo>>& inferred, Description& d) {
    const int count = sqlite3_column_count(statement);
    const bool agree = inferred && inferred->size() == static_cast<std::size_t>(count);
    for (int i = 0; i < count; ++i) {
        const std::string_view written = sqlite3_column_name(statement, i);
        const Annotation a = read_annotation(written);
        if (!a.is_known) {
            return "column \"" + std::string(written) +
                   "\" is annotated with a type that is none\n  remedy: int, real, text, bytes or bool";
        }
        Description::Column column{a.name};
        if (agree) {
            column.type = (*inferred)[static_cast<std::size_t>(i)].fact.type;
            column.nullable = (*inferred)[static_cast<std::size_t>(i)].fact.nullable;
        } else if (const char* table = sqlite3_column_table_name(statement, i); table) {
            // The engine knows a column's origin where the tree does not; of NULL it knows nothing that outer joins
            // would not undo.
            if (const Table* origin = schema.find(table)) {
                for (const TableColumn& c : origin->columns) {
                    if (same_name(c.name, sqlite3_column_origin_name(statement, i))) column.type = c.type;
                }
            }
        }
        if (a.type != SqlType::unknown) column.type = a.type;
        if (a.mark) column.nullable = a.mark == '?';
        d.columns.push_back(std::move(column));
    }
    return {};
}

// CAST($1 AS INTEGER) says what $1 is wherever it stands, also where the tree does not reach: in a window's definition,
// or in a statement that is beyond it.
std::map<std::string, SqlType> cast_params(const std::vector<Token>& tokens) {
    std::map<std::string, SqlType> casts;
    const auto is_word = [&](std::size_t i, std::string_view word) {
        return tokens[i].kind == Token::word && same_name(tokens[i].value, word);
    };
    for (std::size_t i = 0; i + 4 < tokens.size(); ++i) {
        if (!is_word(i, "cast") || tokens[i + 1].value != "(" || tokens[i + 2].kind != Token::param) continue;
        if (!is_word(i + 3, "as")) continue;
        std::string type;
        for (std::size_t at = i + 4; tokens[at].kind == Token::word || tokens[at].kind == Token::quoted_word; ++at)
            type += (type.empty() ? "" : " ") + tokens[at].value;
        const auto [known, is_new] = casts.try_emplace(tokens[i + 2].value, type_of(type, false));
        if (!is_new) known->second = unify(known->second, type_of(type, false));
    }
    return casts;
}

void describe_params(const std::vector<Token>& tokens, const Inference& inference, bool is_inferred, Description& d) {
    const std::map<std::string, SqlType> casts = cast_params(tokens);
    for (Description::Param& param : d.params) {
        const auto known = inference.params().find(param.name);
        if (is_inferred && known != inference.params().end()) {
            param.type = known->second.conflict ? SqlType::unknown : known->second.type;
            param.nullable = known->second.nullable;
            if (known->second.conflict) continue;
        }
        const auto cast = casts.find(param.name);
        if (param.type == SqlType::unknown && cast != casts.end()) param.type = cast->second;
    }
}

}  // namespace

Description describe(Schema& schema, std::string_view sql) {
    Description d;
    d.text = sql;
    const std::vector<Token> tokens = tokenize(sql);
    if (std::string problem = not_a_query(tokens); !problem.empty()) {
        d.problem = with_query(problem, sql);
        return d;
    }
    const sqlite::Statement prepared(schema.handle(), sql);
    if (prepared.status() != SQLITE_OK) {
        d.problem =
            engine_problem(schema, sql, tokens, sqlite3_errmsg(schema.handle()), sqlite3_error_offset(schema.handle()));
        return d;
    }
    for (const Token& token : tokenize(prepared.rest())) {
        if (token.kind == Token::end || token.value == ";") continue;
        d.problem = point_at("more than one statement in one query", sql,
                             sql.size() - prepared.rest().size() + token.offset, token.size, "");
        return d;
    }
    d.read_only = sqlite3_stmt_readonly(prepared.handle());
    std::string problem = number_params(prepared.handle(), tokens, d);

    const std::optional<Statement> tree = parse(sql);
    Inference inference(schema);
    std::optional<std::vector<ColumnInfo>> columns;
    if (tree) columns = inference.run(*tree);
    describe_params(tokens, inference, columns.has_value(), d);
    if (problem.empty()) problem = describe_columns(schema, prepared.handle(), columns, d);
    if (!problem.empty()) d.problem = with_query(problem, sql);
    return d;
}

}  // namespace kaon::inline v0::sqlcheck
