// FROM: tables, views, subqueries, and what outer joins do to them.
#include "kaon/sql/check/infer.hpp"
#include "kaon/sql/check/parse.hpp"

namespace kaon::inline v0::sqlcheck {

void Inference::add_sources(const std::vector<Source>& sources, Scope& scope) {
    const std::size_t first = scope.relations.size();
    for (const Source& source : sources) add_source(source, scope, first);
}

void Inference::add_source(const Source& source, Scope& scope, std::size_t first) {
    const std::size_t added = scope.relations.size();
    for (const ExprPtr& arg : source.args) expr(*arg, scope);
    if (!source.group.empty()) {
        Scope inner;
        inner.outer = scope.outer;
        add_sources(source.group, inner);
        for (const Source& member : source.group) {
            if (member.on) expr(*member.on, inner);
        }
        for (Relation& r : inner.relations) scope.relations.push_back(std::move(r));
    } else if (source.select) {
        scope.relations.emplace_back(source.alias, select(*source.select, scope.outer, nullptr));
    } else if (const auto cte = ctes_.find(lower(source.table)); cte != ctes_.end() && source.args.empty()) {
        scope.relations.emplace_back(source.alias, cte->second);
    } else {
        scope.relations.push_back(table_relation(source.table, source.alias));
    }
    join(source, scope, first, added);
}

void Inference::join(const Source& source, Scope& scope, std::size_t first, std::size_t added) {
    std::set<std::string> shared;
    for (const std::string& name : source.using_columns) shared.insert(lower(name));
    if (source.natural) {
        std::set<std::string> before;
        for (std::size_t i = first; i < added; ++i) {
            for (const ColumnInfo& c : scope.relations[i].columns) before.insert(lower(c.name));
        }
        for (std::size_t i = added; i < scope.relations.size(); ++i) {
            for (const ColumnInfo& c : scope.relations[i].columns) {
                if (before.contains(lower(c.name))) shared.insert(lower(c.name));
            }
        }
    }
    for (std::size_t i = added; i < scope.relations.size(); ++i) {
        scope.relations[i].merged.insert(shared.begin(), shared.end());
        scope.relations[i].nullable |= source.join == Join::left || source.join == Join::full;
    }
    if (source.join != Join::right && source.join != Join::full) return;
    // A column merged by USING would be the one side or the other here; called nullable, which is safe.
    for (std::size_t i = first; i < added; ++i) scope.relations[i].nullable = true;
}

Relation Inference::table_relation(std::string_view name, std::string_view alias) {
    const Table* table = schema_.find(name);
    if (!table) throw BeyondUs();
    Relation r;
    r.name = alias;
    r.has_rowid = table->has_rowid;
    if (!table->view.empty()) {
        r.columns = view_columns(*table);
        return r;
    }
    for (const TableColumn& c : table->columns) r.columns.push_back({c.name, {c.type, c.nullable}, c.hidden});
    return r;
}

// A view is its SELECT under the names that SQLite gives its columns.
Inference::Columns Inference::view_columns(const Table& table) {
    Columns columns;
    for (const TableColumn& c : table.columns) columns.push_back({c.name, {c.type, true}, c.hidden});
    std::size_t at = 0;
    for (const Token& token : tokenize(table.view)) {
        if (token.kind == Token::word && same_name(token.value, "as")) {
            at = token.offset + token.size;
            break;
        }
    }
    const std::optional<Statement> parsed = at ? parse(std::string_view(table.view).substr(at)) : std::nullopt;
    if (!parsed || parsed->kind != Statement::select || depth_ > 16) return columns;
    Inference own(schema_);
    own.depth_ = depth_ + 1;
    const std::optional<Columns> inner = own.run(*parsed);
    if (!inner || inner->size() != columns.size()) return columns;
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].fact = (*inner)[i].fact;
    return columns;
}

}  // namespace kaon::inline v0::sqlcheck
