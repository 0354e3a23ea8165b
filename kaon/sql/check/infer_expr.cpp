// Expressions: what they give, and what they want of the parameters in them.
#include "kaon/sql/check/infer.hpp"

namespace kaon::inline v0::sqlcheck {

SqlType unify(SqlType a, SqlType b) { return a == b ? a : SqlType::unknown; }

void Inference::note(const std::string& param, SqlType type) {
    ParamInfo& info = params_[param];
    if (type == SqlType::unknown || info.type == type) return;
    if (info.type != SqlType::unknown) info.conflict = true;
    else info.type = type;
}

// The value of a place in a table: a parameter there takes its type, and NULL only if the place does.
Fact Inference::target(const Expr& e, const Scope& scope, const TableColumn& place) {
    const Fact fact = expr(e, scope, place.type);
    if (e.kind == Expr::param && !place.takes_null) params_[e.name].nullable = false;
    return fact;
}

Fact Inference::expr(const Expr& e, const Scope& scope, SqlType wanted) {
    if (++steps_ > 100'000) throw BeyondUs();  // some rules look at their parts twice
    switch (e.kind) {
        case Expr::literal: return literal(e.token);
        case Expr::param: note(e.name, wanted); return {params_[e.name].type, true};
        case Expr::column: return column(e, scope);
        case Expr::call: return call(e, scope, wanted);
        case Expr::cast: {
            const SqlType type = type_of(e.name, false);
            const Expr& inner = *e.args[0];
            // CAST($1 AS INTEGER) says what $1 is; a cast of anything larger says nothing of what is within.
            const Fact fact = expr(inner, scope, inner.kind == Expr::param ? type : SqlType::unknown);
            return {type, fact.nullable};
        }
        case Expr::unary: {
            const Fact fact = expr(*e.args[0], scope,
                                   e.name == "~"     ? SqlType::integer
                                   : e.name == "not" ? SqlType::unknown
                                                     : wanted);
            if (e.name == "not" || e.name == "~") return {SqlType::integer, fact.nullable};
            if (e.name == "-" && fact.type != SqlType::integer && fact.type != SqlType::real)
                return {SqlType::unknown, fact.nullable};
            return fact;
        }
        case Expr::binary: return binary(e, scope, wanted);
        case Expr::null_test: expr(*e.args[0], scope); return {SqlType::integer, false};
        case Expr::between: {
            const Fact low = compared(*e.args[0], *e.args[1], scope, false);
            const Fact high = compared(*e.args[0], *e.args[2], scope, false);
            return {SqlType::integer, low.nullable || high.nullable};
        }
        case Expr::in: return in(e, scope);
        case Expr::when: return when(e, scope, wanted);
        case Expr::subquery: return subquery(e, scope, wanted);
        case Expr::exists: select(*e.select, &scope, nullptr); return {SqlType::integer, false};
        case Expr::row:
            for (const ExprPtr& item : e.args) expr(*item, scope);
            return {};
    }
    throw BeyondUs();
}

Fact Inference::literal(const Token& token) {
    switch (token.kind) {
        case Token::integer: return {token.value.size() > 18 ? SqlType::unknown : SqlType::integer, false};
        case Token::real: return {SqlType::real, false};
        case Token::text: return {SqlType::text, false};
        case Token::blob: return {SqlType::bytes, false};
        default: break;
    }
    const std::string word = lower(token.value);
    if (word == "null") return {SqlType::unknown, true};
    if (word == "true" || word == "false") return {SqlType::integer, false};
    return {SqlType::text, false};  // CURRENT_TIMESTAMP and its kin
}

Fact Inference::column(const Expr& e, const Scope& scope) {
    for (const Scope* s = &scope; s; s = s->outer) {
        for (const Relation& r : s->relations) {
            if (!e.table.empty() && !same_name(e.table, r.name)) continue;
            const bool missing = r.nullable || s->lone_group;
            for (const ColumnInfo& c : r.columns) {
                if (!same_name(c.name, e.name) || (c.hidden && e.table.empty() && r.name == "excluded")) continue;
                return {c.fact.type, c.fact.nullable || missing};
            }
            const std::string name = lower(e.name);
            if (r.has_rowid && (name == "rowid" || name == "oid" || name == "_rowid_"))
                return {SqlType::integer, missing};
        }
    }
    return {};  // an alias of a result column, say
}

// A parameter beside something takes its type; two parameters side by side say nothing.
Fact Inference::compared(const Expr& a, const Expr& b, const Scope& scope, bool null_safe) {
    const Fact left = a.kind == Expr::param ? Fact() : expr(a, scope);
    const Fact right = expr(b, scope, left.type);
    if (a.kind == Expr::param) expr(a, scope, right.type);
    if (a.kind == Expr::row && b.kind == Expr::row && a.args.size() == b.args.size()) {
        for (std::size_t i = 0; i < a.args.size(); ++i) compared(*a.args[i], *b.args[i], scope, null_safe);
    }
    return {SqlType::integer, !null_safe && (left.nullable || right.nullable)};
}

Fact Inference::binary(const Expr& e, const Scope& scope, SqlType wanted) {
    const std::string& op = e.name;
    const Expr& a = *e.args[0];
    const Expr& b = *e.args[1];
    auto one_of = [&](std::initializer_list<std::string_view> names) {
        for (std::string_view name : names) {
            if (op == name) return true;
        }
        return false;
    };
    if (op == "and" || op == "or") {
        const Fact x = expr(a, scope), y = expr(b, scope);
        return {SqlType::integer, x.nullable || y.nullable};
    }
    if (one_of({"=", "==", "<>", "!=", "<", "<=", ">", ">="})) return compared(a, b, scope, false);
    if (op == "is" || op == "is not") return compared(a, b, scope, true);
    if (one_of({"like", "glob", "match", "regexp", "||"})) {
        bool nullable = op == "match" || op == "regexp";  // these call functions of somebody else's
        for (const ExprPtr& part : e.args) nullable |= expr(*part, scope, SqlType::text).nullable;
        return {op == "||" ? SqlType::text : SqlType::integer, nullable};
    }
    if (op == "->" || op == "->>") {
        expr(a, scope, SqlType::text);
        expr(b, scope);
        return {op == "->" ? SqlType::text : SqlType::unknown, true};
    }
    if (one_of({"&", "|", "<<", ">>"})) {
        const Fact x = expr(a, scope, SqlType::integer), y = expr(b, scope, SqlType::integer);
        return {SqlType::integer, x.nullable || y.nullable};
    }
    // Arithmetic. Division by zero is NULL.
    const Fact known = a.kind == Expr::param ? expr(b, scope, wanted) : expr(a, scope, wanted);
    const SqlType other = known.type == SqlType::integer || known.type == SqlType::real ? known.type : SqlType::unknown;
    const Fact rest = a.kind == Expr::param ? expr(a, scope, other) : expr(b, scope, other);
    const bool nullable = known.nullable || rest.nullable || op == "/" || op == "%";
    auto is_number = [](SqlType t) { return t == SqlType::integer || t == SqlType::real; };
    if (!is_number(known.type) || !is_number(rest.type)) return {SqlType::unknown, nullable};
    return {known.type == rest.type ? known.type : SqlType::real, nullable};
}

Fact Inference::in(const Expr& e, const Scope& scope) {
    const Expr& left = *e.args[0];
    bool nullable = false;
    if (e.select) {
        const Columns columns = select(*e.select, &scope, nullptr);
        const SqlType type = columns.size() == 1 ? columns[0].fact.type : SqlType::unknown;
        nullable = expr(left, scope, type).nullable;
        for (const ColumnInfo& c : columns) nullable |= c.fact.nullable;
        return {SqlType::integer, nullable};
    }
    for (std::size_t i = 1; i < e.args.size(); ++i) nullable |= compared(left, *e.args[i], scope, false).nullable;
    return {SqlType::integer, nullable};
}

// The types of several expressions of which one is the value; parameters among them take that of the others.
Fact Inference::merged(const std::vector<const Expr*>& parts, const Scope& scope, SqlType wanted) {
    SqlType type = wanted;
    bool known = false, mixed = false, nullable = false;
    auto is_null = [](const Expr& e) {
        return e.kind == Expr::literal && e.token.kind == Token::word && same_name(e.token.value, "null");
    };
    for (const Expr* part : parts) {
        if (part->kind == Expr::param) continue;
        const Fact fact = expr(*part, scope, wanted);
        nullable |= fact.nullable;
        if (is_null(*part)) continue;
        if (known && fact.type != type) mixed = true;
        type = fact.type;
        known = true;
    }
    if (mixed) type = SqlType::unknown;
    for (const Expr* part : parts) {
        if (part->kind == Expr::param) nullable |= expr(*part, scope, type).nullable;
    }
    return {type, nullable};
}

Fact Inference::when(const Expr& e, const Scope& scope, SqlType wanted) {
    const std::size_t first = e.star ? 1 : 0;
    std::vector<const Expr*> results;
    for (std::size_t i = first; i + 1 < e.args.size(); i += 2) {
        if (e.star) compared(*e.args[0], *e.args[i], scope, false);
        else expr(*e.args[i], scope);
        results.push_back(e.args[i + 1].get());
    }
    if (e.filter) results.push_back(e.args.back().get());
    Fact fact = merged(results, scope, wanted);
    fact.nullable |= !e.filter;
    return fact;
}

Fact Inference::subquery(const Expr& e, const Scope& scope, SqlType wanted) {
    const Types place{{"", {wanted, true}}};
    const Columns columns = select(*e.select, &scope, wanted == SqlType::unknown ? nullptr : &place);
    if (columns.size() != 1) return {};
    const Core& only = e.select->cores.front();
    const bool always_one_row = e.select->cores.size() == 1 && only.group_by.empty() && !only.having &&
                                !e.select->limit && !e.select->offset && has_aggregate(only.columns);
    return {columns[0].fact.type, columns[0].fact.nullable || !always_one_row};
}

}  // namespace kaon::inline v0::sqlcheck
