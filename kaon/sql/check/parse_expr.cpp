// Expressions, by precedence: https://www.sqlite.org/lang_expr.html
#include <array>

#include "kaon/sql/check/parser.hpp"

namespace kaon::inline v0::sqlcheck {
namespace {

// Binary operators that are symbols, by level; the levels of words are handled by hand.
constexpr int level_or = 0, level_and = 1, level_not = 2, level_equal = 3, level_unary = 9;
constexpr std::array<std::initializer_list<std::string_view>, level_unary> symbols = {{
    {},
    {},
    {},
    {"=", "==", "<>", "!="},
    {"<", "<=", ">", ">="},
    {"<<", ">>", "&", "|"},
    {"+", "-"},
    {"*", "/", "%"},
    {"||", "->", "->>"},
}};

}  // namespace

ExprPtr make(Expr::Kind kind, std::string name) {
    ExprPtr e = std::make_unique<Expr>();
    e->kind = kind;
    e->name = std::move(name);
    return e;
}

ExprPtr Parser::binary(int level) {
    const Deeper deeper(depth_);
    if (level == level_unary) return unary();
    if (level == level_not && is_word("not") && !is_word("exists", 1)) {
        take();
        return make(Expr::unary, "not", binary(level_not));
    }
    ExprPtr left = binary(level + 1);
    for (bool went_on = true; went_on;) {
        went_on = false;
        if ((level == level_or && accept("or")) || (level == level_and && accept("and"))) {
            left = make(Expr::binary, level == level_or ? "or" : "and", std::move(left), binary(level + 1));
            went_on = true;
            continue;
        }
        for (std::string_view symbol : symbols[static_cast<std::size_t>(level)]) {
            if (!accept_symbol(symbol)) continue;
            left = make(Expr::binary, std::string(symbol), std::move(left), binary(level + 1));
            went_on = true;
            break;
        }
        if (level == level_equal && !went_on) left = equality_tail(std::move(left), went_on);
    }
    return left;
}

// IS, IN, LIKE, BETWEEN, ISNULL...: what follows its left side at the level of equality.
ExprPtr Parser::equality_tail(ExprPtr left, bool& went_on) {
    went_on = true;
    if (accept("isnull") || accept("notnull")) return make(Expr::null_test, {}, std::move(left));
    if (accept("is")) {
        const bool negated = accept("not");
        if (accept("distinct")) expect("from");
        if (is_word("null")) {
            take();
            return make(Expr::null_test, {}, std::move(left));
        }
        return make(Expr::binary, negated ? "is not" : "is", std::move(left), binary(level_equal + 1));
    }
    const bool negated =
        is_word("not") && (is_word("in", 1) || is_word("like", 1) || is_word("glob", 1) || is_word("match", 1) ||
                           is_word("regexp", 1) || is_word("between", 1) || is_word("null", 1));
    if (negated) take();
    if (negated && accept("null")) return make(Expr::null_test, {}, std::move(left));
    if (accept("in")) return in_tail(std::move(left));
    if (accept("between")) {
        ExprPtr low = binary(level_equal + 1);
        expect("and");
        return make(Expr::between, {}, std::move(left), std::move(low), binary(level_equal + 1));
    }
    for (std::string_view word : {"like", "glob", "match", "regexp"}) {
        if (!accept(word)) continue;
        ExprPtr e = make(Expr::binary, std::string(word), std::move(left), binary(level_equal + 1));
        if (accept("escape")) e->args.push_back(binary(level_equal + 1));
        return e;
    }
    went_on = false;
    return left;
}

ExprPtr Parser::in_tail(ExprPtr left) {
    ExprPtr e = make(Expr::in, {}, std::move(left));
    if (!accept_symbol("(")) {
        name();  // IN table
        throw GaveUp();
    }
    if (is_word("select") || is_word("with") || is_word("values")) e->select = select();
    else if (!is_symbol(")")) {
        for (ExprPtr& item : list()) e->args.push_back(std::move(item));
    }
    expect_symbol(")");
    return e;
}

ExprPtr Parser::unary() {
    const Deeper deeper(depth_);
    for (std::string_view symbol : {"-", "+", "~"}) {
        if (accept_symbol(symbol)) return make(Expr::unary, std::string(symbol), unary());
    }
    return postfix();
}

ExprPtr Parser::postfix() {
    ExprPtr e = primary();
    while (accept("collate")) name();
    return e;
}

ExprPtr Parser::primary() {
    const Token& token = peek();
    switch (token.kind) {
        case Token::integer:
        case Token::real:
        case Token::text:
        case Token::blob: {
            ExprPtr e = make(Expr::literal);
            e->token = take();
            return e;
        }
        case Token::param: return make(Expr::param, take().value);
        case Token::symbol:
            if (token.value == "(") return parenthesised();
            throw GaveUp();
        case Token::end: throw GaveUp();
        default: break;
    }
    for (std::string_view word : {"null", "true", "false", "current_date", "current_time", "current_timestamp"}) {
        if (!is_word(word)) continue;
        ExprPtr e = make(Expr::literal);
        e->token = take();
        return e;
    }
    if (accept("case")) return case_of();
    if (is_word("cast") && is_symbol("(", 1)) return cast();
    if (is_word("not") && is_word("exists", 1)) take();
    if (is_word("exists") && is_symbol("(", 1)) {
        take(), take();
        ExprPtr e = make(Expr::exists);
        e->select = select();
        expect_symbol(")");
        return e;
    }
    if (is_word("raise") && is_symbol("(", 1)) throw GaveUp();
    return call_or_column();
}

ExprPtr Parser::parenthesised() {
    expect_symbol("(");
    if (is_word("select") || is_word("with") || is_word("values")) {
        ExprPtr e = make(Expr::subquery);
        e->select = select();
        expect_symbol(")");
        return e;
    }
    std::vector<ExprPtr> items = list();
    expect_symbol(")");
    if (items.size() == 1) return std::move(items.front());
    ExprPtr e = make(Expr::row);
    e->args = std::move(items);
    return e;
}

ExprPtr Parser::case_of() {
    ExprPtr e = make(Expr::when);
    if (!is_word("when")) {
        e->star = true;
        e->args.push_back(expr());
    }
    while (accept("when")) {
        e->args.push_back(expr());
        expect("then");
        e->args.push_back(expr());
    }
    if (accept("else")) {
        e->filter = true;
        e->args.push_back(expr());
    }
    expect("end");
    return e;
}

ExprPtr Parser::cast() {
    take(), take();
    ExprPtr inner = expr();
    expect("as");
    ExprPtr e = make(Expr::cast, type_name(), std::move(inner));
    expect_symbol(")");
    return e;
}

std::string Parser::type_name() {
    std::string type;
    while (peek().kind == Token::word || peek().kind == Token::quoted_word)
        type += (type.empty() ? "" : " ") + take().value;
    if (accept_symbol("(")) {
        while (!accept_symbol(")")) {
            if (take().kind == Token::end) throw GaveUp();
        }
    }
    return type;
}

ExprPtr Parser::call_or_column() {
    if (peek().kind == Token::word && is_reserved(peek().value)) throw GaveUp();
    std::string first = name();
    if (is_symbol("(")) return call(std::move(first));
    ExprPtr e = make(Expr::column, std::move(first));
    while (accept_symbol(".")) {
        e->table = std::move(e->name);  // a schema name before it is forgotten
        e->name = name();
    }
    return e;
}

ExprPtr Parser::call(std::string function) {
    ExprPtr e = make(Expr::call, lower(function));
    expect_symbol("(");
    if (accept_symbol("*")) e->star = true;
    else {
        accept("distinct");
        if (!is_symbol(")")) e->args = list();
        if (accept("order")) {
            expect("by");
            ordering();
        }
    }
    expect_symbol(")");
    if (is_word("filter") && is_symbol("(", 1)) {
        take(), take();
        expect("where");
        e->filter = true;
        e->args.push_back(make(Expr::row, "filter", expr()));
        expect_symbol(")");
    }
    if (accept("over")) {
        e->window = true;
        if (is_symbol("(")) window_definition();
        else name();
    }
    return e;
}

// What is in it cannot change types, and a parameter in it stays unknown.
void Parser::window_definition() {
    expect_symbol("(");
    for (int open = 1; open > 0;) {
        const Token token = take();
        if (token.kind == Token::end) throw GaveUp();
        if (token.kind == Token::symbol && token.value == "(") ++open;
        if (token.kind == Token::symbol && token.value == ")") --open;
    }
}

std::vector<ExprPtr> Parser::list() {
    std::vector<ExprPtr> items;
    do items.push_back(expr());
    while (accept_symbol(","));
    return items;
}

}  // namespace kaon::inline v0::sqlcheck
