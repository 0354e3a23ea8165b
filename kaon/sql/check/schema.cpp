// Runs the migrations and reads what SQLite knows of tables.
#include "kaon/sql/check/schema.hpp"

#include "kaon/sql/check/token.hpp"
#include "kaon/sql/sqlite/detail/statement.hpp"

namespace kaon::inline v0::sqlcheck {
namespace {

// "12" of "0012_users.sql"; empty when the name has no number, which migrate() refuses.
std::string_view number_of(std::string_view name) {
    name = name.substr(0, name.find_first_not_of("0123456789"));
    while (name.size() > 1 && name.starts_with('0')) name.remove_prefix(1);
    return name;
}

}  // namespace

SqlType type_of(std::string_view declared, bool strict) {
    const std::string name = lower(declared);
    auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
    if (strict && name == "any") return SqlType::unknown;
    if (has("int")) return SqlType::integer;
    if (has("char") || has("clob") || has("text")) return SqlType::text;
    if (has("blob")) return SqlType::bytes;
    if (has("real") || has("floa") || has("doub")) return SqlType::real;
    if (has("bool")) return SqlType::integer;
    return SqlType::unknown;  // DATE, DECIMAL...: SQLite keeps whatever it is given
}

Schema::Schema() {
    sqlite3_open_v2(":memory:", &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
}

Schema::~Schema() { sqlite3_close_v2(db_); }

std::optional<std::string> Schema::apply(const std::vector<Script>& scripts) {
    std::map<std::string_view, std::string_view> names;
    for (const Script& script : scripts) {
        const auto [known, is_new] = names.emplace(number_of(script.name), script.name);
        if (!is_new && !known->first.empty())
            return script.name + ": has the number of " + std::string(known->second) + "; give the newer one the next";
        char* words = nullptr;
        if (sqlite3_exec(db_, script.text.c_str(), nullptr, nullptr, &words) == SQLITE_OK) continue;
        std::string problem = script.name + ": " + (words ? words : "refused");
        sqlite3_free(words);
        return problem;
    }
    tables_.clear();
    return std::nullopt;
}

const Table* Schema::find(std::string_view name) {
    const std::string key = lower(name);
    auto known = tables_.find(key);
    if (known == tables_.end()) known = tables_.emplace(key, load(name)).first;
    return known->second.get();
}

std::vector<std::string> Schema::table_names() const {
    std::vector<std::string> names;
    sqlite::Statement rows(db_, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')");
    while (rows.next()) names.push_back(rows.text(0));
    return names;
}

std::unique_ptr<Table> Schema::load(std::string_view name) {
    auto table = std::make_unique<Table>();
    table->name = name;
    bool strict = false, without_rowid = false, is_table = false;
    sqlite::Statement kind(db_, "SELECT type, wr, strict FROM pragma_table_list WHERE name = ?1 COLLATE NOCASE");
    kind.bind(1, name);
    if (kind.next()) {
        is_table = kind.text(0) == "table";
        without_rowid = kind.number(1);
        strict = kind.number(2);
    }
    table->has_rowid = is_table && !without_rowid;
    sqlite::Statement view(db_, "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?1 COLLATE NOCASE");
    view.bind(1, name);
    if (view.next()) table->view = view.text(0);
    // The rowid under another name has no index of its own.
    sqlite::Statement index(db_, "SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk'");
    index.bind(1, name);
    const bool key_has_index = index.next();

    sqlite::Statement rows(db_, "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?1)");
    rows.bind(1, name);
    while (rows.next()) {
        TableColumn column;
        column.name = rows.text(0);
        column.type = type_of(rows.text(1), strict);
        const bool not_null = rows.number(2);
        const bool key = rows.number(3) > 0;
        const bool is_rowid = key && is_table && !without_rowid && !key_has_index;
        column.nullable = !(not_null || is_rowid || (key && without_rowid));
        column.takes_null = is_rowid || column.nullable;
        column.hidden = rows.number(4) == 1;
        table->columns.push_back(std::move(column));
    }
    return table->columns.empty() ? nullptr : std::move(table);
}

}  // namespace kaon::inline v0::sqlcheck
