// Statements and queries, down to where expressions begin.
#include "kaon/sql/check/infer.hpp"

namespace kaon::inline v0::sqlcheck {

std::optional<std::vector<ColumnInfo>> Inference::run(const Statement& s) {
    try {
        define(s.with, nullptr);
        switch (s.kind) {
            case Statement::select: return select(*s.body, nullptr, nullptr);
            case Statement::insert: return insert(s);
            default: return change(s);
        }
    } catch (const BeyondUs&) {
        return std::nullopt;
    }
}

Inference::Columns Inference::insert(const Statement& s) {
    const Table* table = schema_.find(s.table);
    if (!table) throw BeyondUs();
    std::vector<const TableColumn*> targets;
    for (const TableColumn& column : table->columns) {
        if (s.columns.empty() && !column.hidden) targets.push_back(&column);
    }
    for (const std::string& name : s.columns) {
        const TableColumn* found = nullptr;
        for (const TableColumn& column : table->columns) {
            if (same_name(column.name, name)) found = &column;
        }
        targets.push_back(found);
    }
    Types wanted;
    for (const TableColumn* t : targets) {
        wanted.push_back(t ? ColumnInfo{t->name, {t->type, t->takes_null}} : ColumnInfo{"", {SqlType::integer, true}});
    }
    if (s.body) select(*s.body, nullptr, &wanted);

    Scope scope;
    scope.relations.push_back(table_relation(s.table, s.alias));
    Scope conflict = scope;
    conflict.relations.push_back(table_relation(s.table, "excluded"));
    for (const Upsert& upsert : s.upserts) {
        for (const ExprPtr& e : upsert.target) expr(*e, scope);
        if (upsert.target_where) expr(*upsert.target_where, scope);
        // Bare names mean the table: "excluded" is asked for by name only.
        for (ColumnInfo& column : conflict.relations.back().columns) column.hidden = true;
        assign(upsert.set, *table, conflict);
        if (upsert.where) expr(*upsert.where, conflict);
    }
    return results(s.returning, scope, nullptr);
}

Inference::Columns Inference::change(const Statement& s) {
    const Table* table = schema_.find(s.table);
    if (!table) throw BeyondUs();
    Scope target;
    target.relations.push_back(table_relation(s.table, s.alias));
    Scope scope = target;
    if (!s.from.empty()) {
        Scope from;
        add_sources(s.from, from);
        for (const Source& source : s.from) {
            if (source.on) expr(*source.on, from);
        }
        for (Relation& r : from.relations) scope.relations.push_back(std::move(r));
    }
    assign(s.set, *table, scope);
    if (s.where) expr(*s.where, scope);
    return results(s.returning, target, nullptr);
}

void Inference::assign(const std::vector<Assignment>& set, const Table& table, const Scope& scope) {
    for (const Assignment& a : set) {
        if (a.columns.size() != 1) {
            expr(*a.value, scope);
            continue;
        }
        bool found = false;
        for (const TableColumn& column : table.columns) {
            if (!same_name(column.name, a.columns.front())) continue;
            target(*a.value, scope, column);
            found = true;
        }
        if (!found) expr(*a.value, scope, SqlType::integer);  // rowid
    }
}

void Inference::define(const std::vector<Cte>& with, const Scope* outer) {
    for (const Cte& cte : with) define(cte, outer);
}

// A recursive CTE is first its initial part, then grows until nothing becomes nullable or unknown any more.
void Inference::define(const Cte& cte, const Scope* outer) {
    auto renamed = [&](Columns columns) {
        for (std::size_t i = 0; i < columns.size() && i < cte.columns.size(); ++i) columns[i].name = cte.columns[i];
        return columns;
    };
    const std::string key = lower(cte.name);
    if (cte.select->cores.size() < 2) {
        ctes_[key] = renamed(select(*cte.select, outer, nullptr));
        return;
    }
    define(cte.select->with, outer);
    Columns known = renamed(core(cte.select->cores.front(), outer, nullptr, nullptr));
    for (;;) {
        ctes_[key] = known;
        Columns next = renamed(select(*cte.select, outer, nullptr));
        if (next.size() != known.size()) throw BeyondUs();
        bool changed = false;
        for (std::size_t i = 0; i < known.size(); ++i) {
            const Fact before = known[i].fact;
            known[i].fact = {unify(before.type, next[i].fact.type), before.nullable || next[i].fact.nullable};
            changed |= known[i].fact.nullable != before.nullable || known[i].fact.type != before.type;
        }
        if (!changed) return;
    }
}

Inference::Columns Inference::select(const Select& s, const Scope* outer, const Types* wanted) {
    const auto saved = ctes_;
    define(s.with, outer);
    Columns all;
    for (const Core& c : s.cores) {
        // A parameter in one part of a UNION takes the type that an earlier part gives.
        const bool is_only = s.cores.size() == 1;  // the order of a UNION names columns of its result
        Columns columns = core(c, outer, wanted ? wanted : all.empty() ? nullptr : &all, is_only ? &s : nullptr);
        if (all.empty()) {
            all = std::move(columns);
            continue;
        }
        if (columns.size() != all.size()) throw BeyondUs();
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i].fact.nullable |= columns[i].fact.nullable;
            all[i].fact.type = unify(all[i].fact.type, columns[i].fact.type);
        }
    }
    Scope nothing;
    nothing.outer = outer;
    if (s.limit) expr(*s.limit, nothing, SqlType::integer);
    if (s.offset) expr(*s.offset, nothing, SqlType::integer);
    ctes_ = saved;
    return all;
}

Inference::Columns Inference::core(const Core& c, const Scope* outer, const Types* wanted, const Select* ordered) {
    if (!c.values.empty()) return values(c, outer, wanted);
    Scope scope;
    scope.outer = outer;
    add_sources(c.from, scope);
    for (const Source& source : c.from) {
        if (source.on) expr(*source.on, scope);
    }
    if (c.where) expr(*c.where, scope);
    for (const ExprPtr& e : c.group_by) expr(*e, scope);
    scope.grouped = !c.group_by.empty();
    scope.lone_group = !scope.grouped && (has_aggregate(c.columns) || (c.having && has_aggregate(*c.having)));
    if (c.having) expr(*c.having, scope);
    Columns columns = results(c.columns, scope, wanted);
    if (!ordered) return columns;
    scope.relations.emplace_back("", columns);  // a name that no table has is a column of the result
    for (const ExprPtr& e : ordered->order_by) expr(*e, scope);
    return columns;
}

Inference::Columns Inference::values(const Core& c, const Scope* outer, const Types* wanted) {
    Scope nothing;
    nothing.outer = outer;
    Columns all;
    for (const auto& row : c.values) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            Fact fact;
            if (wanted && i < wanted->size()) {
                const ColumnInfo& place = (*wanted)[i];
                fact =
                    target(*row[i], nothing, {place.name, place.fact.type, place.fact.nullable, place.fact.nullable});
            } else {
                fact = expr(*row[i], nothing);
            }
            if (&row == &c.values.front()) {
                all.push_back({"column" + std::to_string(i + 1), fact});
            } else if (i < all.size()) {
                all[i].fact.nullable |= fact.nullable;
                all[i].fact.type = unify(all[i].fact.type, fact.type);
            }
        }
    }
    return all;
}

Inference::Columns Inference::results(const std::vector<ResultColumn>& columns, const Scope& scope,
                                      const Types* wanted) {
    Columns all;
    for (const ResultColumn& c : columns) {
        if (c.expr) {
            const ColumnInfo* place = wanted && all.size() < wanted->size() ? &(*wanted)[all.size()] : nullptr;
            const Fact fact = place
                                  ? target(*c.expr, scope,
                                           {place->name, place->fact.type, place->fact.nullable, place->fact.nullable})
                                  : expr(*c.expr, scope);
            const std::string& own = c.expr->kind == Expr::column ? c.expr->name : std::string();
            all.push_back({c.alias.empty() ? own : c.alias, fact});
            continue;
        }
        for (const Relation& r : scope.relations) {
            if (!c.table.empty() && !same_name(c.table, r.name)) continue;
            for (const ColumnInfo& column : r.columns) {
                if (column.hidden || (c.table.empty() && r.merged.contains(lower(column.name)))) continue;
                all.push_back(column);
                all.back().fact.nullable |= r.nullable || scope.lone_group;
            }
        }
    }
    return all;
}

}  // namespace kaon::inline v0::sqlcheck
