// Queries: https://www.sqlite.org/lang_select.html
#include "kaon/sql/check/parser.hpp"

namespace kaon::inline v0::sqlcheck {

std::vector<Cte> Parser::with() {
    std::vector<Cte> all;
    if (!accept("with")) return all;
    accept("recursive");
    do {
        Cte cte;
        cte.name = name();
        if (accept_symbol("(")) {
            do cte.columns.push_back(name());
            while (accept_symbol(","));
            expect_symbol(")");
        }
        expect("as");
        if (accept("not")) expect("materialized");
        else accept("materialized");
        expect_symbol("(");
        cte.select = select();
        expect_symbol(")");
        all.push_back(std::move(cte));
    } while (accept_symbol(","));
    return all;
}

SelectPtr Parser::select() {
    const Deeper deeper(depth_);
    auto s = std::make_unique<Select>();
    s->with = with();
    for (;;) {
        s->cores.push_back(core());
        if (accept("union")) accept("all");
        else if (!accept("intersect") && !accept("except")) break;
    }
    if (accept("order")) {
        expect("by");
        s->order_by = ordering();
    }
    if (accept("limit")) {
        s->limit = expr();
        if (accept("offset")) s->offset = expr();
        else if (accept_symbol(",")) s->offset = expr();
    }
    return s;
}

std::vector<ExprPtr> Parser::ordering() {
    std::vector<ExprPtr> terms;
    do {
        terms.push_back(expr());
        if (!accept("asc")) accept("desc");
        if (accept("nulls") && !accept("first")) expect("last");
    } while (accept_symbol(","));
    return terms;
}

Core Parser::core() {
    Core c;
    if (accept("values")) {
        value_rows(c);
        return c;
    }
    expect("select");
    if (!accept("distinct")) accept("all");
    c.columns = result_columns();
    if (accept("from")) c.from = sources();
    if (accept("where")) c.where = expr();
    if (accept("group")) {
        expect("by");
        c.group_by = list();
    }
    if (accept("having")) c.having = expr();
    if (accept("window")) {
        do {
            name();
            expect("as");
            window_definition();
        } while (accept_symbol(","));
    }
    return c;
}

void Parser::value_rows(Core& core) {
    do {
        expect_symbol("(");
        core.values.push_back(list());
        expect_symbol(")");
    } while (accept_symbol(","));
}

std::vector<ResultColumn> Parser::result_columns() {
    std::vector<ResultColumn> columns;
    do {
        ResultColumn column;
        const bool named = peek().kind == Token::word || peek().kind == Token::quoted_word;
        if (accept_symbol("*")) {
        } else if (named && is_symbol(".", 1) && is_symbol("*", 2)) {
            column.table = name();
            take(), take();
        } else {
            column.expr = expr();
            column.alias = optional_alias();
        }
        columns.push_back(std::move(column));
    } while (accept_symbol(","));
    return columns;
}

// "AS x", "x", or nothing.
std::string Parser::optional_alias() {
    if (accept("as")) return peek().kind == Token::text ? take().value : name();
    if (peek().kind == Token::text) return take().value;
    if (peek().kind == Token::quoted_word || (peek().kind == Token::word && !is_reserved(peek().value))) return name();
    return {};
}

std::vector<Source> Parser::sources() {
    std::vector<Source> all;
    all.push_back(source());
    for (;;) {
        Source next;
        if (accept_symbol(",")) {
            next = source();
        } else if (Source how; join_operator(how)) {
            next = source();
            next.join = how.join;
            next.natural = how.natural;
        } else {
            return all;
        }
        join_constraint(next);
        all.push_back(std::move(next));
    }
}

bool Parser::join_operator(Source& to) {
    const std::size_t from = at_;
    to.natural = accept("natural");
    if (accept("left")) to.join = Join::left, accept("outer");
    else if (accept("right")) to.join = Join::right, accept("outer");
    else if (accept("full")) to.join = Join::full, accept("outer");
    else if (!accept("inner")) accept("cross");
    if (accept("join")) return true;
    if (at_ != from) throw GaveUp();
    return false;
}

void Parser::join_constraint(Source& source) {
    if (accept("on")) source.on = expr();
    else if (accept("using")) {
        expect_symbol("(");
        do source.using_columns.push_back(name());
        while (accept_symbol(","));
        expect_symbol(")");
    }
}

Source Parser::source() {
    const Deeper deeper(depth_);
    Source s;
    if (accept_symbol("(")) {
        if (is_word("select") || is_word("with") || is_word("values")) s.select = select();
        else s.group = sources();
        expect_symbol(")");
    } else {
        s.table = name();
        if (accept_symbol(".")) s.table = name();
        if (accept_symbol("(")) {
            if (!is_symbol(")")) s.args = list();
            expect_symbol(")");
        }
    }
    s.alias = optional_alias();
    if (s.alias.empty()) s.alias = s.table;
    if (accept("indexed")) {
        expect("by");
        name();
    } else if (is_word("not") && is_word("indexed", 1)) {
        take(), take();
    }
    return s;
}

}  // namespace kaon::inline v0::sqlcheck
