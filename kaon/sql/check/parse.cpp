// Statements that change tables, and the parser's small tools.
#include "kaon/sql/check/parse.hpp"

#include <algorithm>

#include "kaon/sql/check/parser.hpp"

namespace kaon::inline v0::sqlcheck {

std::optional<Statement> parse(std::string_view sql) {
    try {
        return Parser(sql).statement();
    } catch (const GaveUp&) {
        return std::nullopt;
    }
}

Statement Parser::statement() {
    const std::size_t from = at_;
    std::vector<Cte> ctes = with();
    Statement s;
    if (is_word("insert") || is_word("replace")) s = insert(std::move(ctes));
    else if (is_word("update")) s = update(std::move(ctes));
    else if (is_word("delete")) s = remove(std::move(ctes));
    else {
        at_ = from;
        s.body = select();
    }
    while (accept_symbol(";")) {
    }
    if (peek().kind != Token::end) throw GaveUp();
    return s;
}

void Parser::table_name(Statement& to) {
    to.table = name();
    if (accept_symbol(".")) to.table = name();
    to.alias = to.table;
    if (accept("as")) to.alias = name();
}

Statement Parser::insert(std::vector<Cte> ctes) {
    Statement s;
    s.kind = Statement::insert;
    s.with = std::move(ctes);
    if (!accept("replace")) {
        expect("insert");
        conflict_action();
    }
    expect("into");
    table_name(s);
    if (accept_symbol("(")) {
        do s.columns.push_back(name());
        while (accept_symbol(","));
        expect_symbol(")");
    }
    if (accept("default")) expect("values");
    else s.body = select();
    while (accept("on")) s.upserts.push_back(upsert());
    if (accept("returning")) s.returning = result_columns();
    return s;
}

// INSERT OR IGNORE...
void Parser::conflict_action() {
    if (accept("or")) take();
}

Upsert Parser::upsert() {
    Upsert u;
    expect("conflict");
    if (accept_symbol("(")) {
        u.target = ordering();
        expect_symbol(")");
        if (accept("where")) u.target_where = expr();
    }
    expect("do");
    if (accept("nothing")) return u;
    expect("update");
    expect("set");
    u.set = assignments();
    if (accept("where")) u.where = expr();
    return u;
}

std::vector<Assignment> Parser::assignments() {
    std::vector<Assignment> all;
    do {
        Assignment a;
        if (accept_symbol("(")) {
            do a.columns.push_back(name());
            while (accept_symbol(","));
            expect_symbol(")");
        } else {
            a.columns.push_back(name());
        }
        expect_symbol("=");
        a.value = expr();
        all.push_back(std::move(a));
    } while (accept_symbol(","));
    return all;
}

Statement Parser::update(std::vector<Cte> ctes) {
    Statement s;
    s.kind = Statement::update;
    s.with = std::move(ctes);
    expect("update");
    conflict_action();
    table_name(s);
    expect("set");
    s.set = assignments();
    if (accept("from")) s.from = sources();
    tail_of_change(s);
    return s;
}

Statement Parser::remove(std::vector<Cte> ctes) {
    Statement s;
    s.kind = Statement::remove;
    s.with = std::move(ctes);
    expect("delete");
    expect("from");
    table_name(s);
    tail_of_change(s);
    return s;
}

void Parser::tail_of_change(Statement& to) {
    if (accept("where")) to.where = expr();
    if (accept("returning")) to.returning = result_columns();
}

const Token& Parser::peek(std::size_t ahead) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }

bool Parser::is_word(std::string_view word, std::size_t ahead) const {
    return peek(ahead).kind == Token::word && same_name(peek(ahead).value, word);
}
bool Parser::is_symbol(std::string_view symbol, std::size_t ahead) const {
    return peek(ahead).kind == Token::symbol && peek(ahead).value == symbol;
}
bool Parser::accept(std::string_view word) {
    if (!is_word(word)) return false;
    take();
    return true;
}
bool Parser::accept_symbol(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    take();
    return true;
}
void Parser::expect(std::string_view word) {
    if (!accept(word)) throw GaveUp();
}
void Parser::expect_symbol(std::string_view symbol) {
    if (!accept_symbol(symbol)) throw GaveUp();
}
std::string Parser::name() {
    if (peek().kind != Token::word && peek().kind != Token::quoted_word) throw GaveUp();
    return take().value;
}

// Words that end an expression or a source, so they are no alias there.
bool Parser::is_reserved(std::string_view word) {
    static constexpr std::string_view words[] = {
        "and",   "as",      "asc",    "between",   "case",      "collate", "conflict", "cross",  "desc",  "do",
        "else",  "end",     "escape", "except",    "exists",    "from",    "full",     "glob",   "group", "having",
        "in",    "indexed", "inner",  "intersect", "is",        "isnull",  "join",     "left",   "like",  "limit",
        "match", "natural", "not",    "nothing",   "notnull",   "null",    "nulls",    "offset", "on",    "or",
        "order", "outer",   "over",   "regexp",    "returning", "right",   "select",   "set",    "then",  "union",
        "using", "values",  "when",   "where",     "window",    "with"};
    static_assert(std::ranges::is_sorted(words));
    return std::ranges::binary_search(words, std::string_view(lower(word)));
}

}  // namespace kaon::inline v0::sqlcheck
