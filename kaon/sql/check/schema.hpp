// The database that the migrations make, in memory: what the describe step asks.
//
//   Schema schema;
//   if (auto problem = schema.apply({{"0001_users.sql", text}})) ...
//   schema.find("users")->columns
//
// Threads: one at a time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaon/sql/described.hpp"

struct sqlite3;

namespace kaon::inline v0::sqlcheck {

// The type of a declared type or a cast: exact names in STRICT tables, else SQLite's rules of affinity.
SqlType type_of(std::string_view declared, bool strict);

struct TableColumn {
    std::string name;
    SqlType type = SqlType::unknown;
    bool nullable = true;       // can be NULL when read
    bool takes_null = true;     // NULL can be written to it: an INTEGER PRIMARY KEY makes a number of it
    bool hidden = false;        // not part of a star
};

struct Table {
    std::string name;
    std::vector<TableColumn> columns;
    std::string view;  // the SELECT of a view
    bool has_rowid = false;
};

// A migration: file name and text.
struct Script {
    std::string name;
    std::string text;
};

class Schema {
public:
    Schema();
    ~Schema();
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    // The engine's words about the first script that fails, "0002_x.sql: ..."; nothing when all is well.
    std::optional<std::string> apply(const std::vector<Script>& scripts);

    // Null when there is none.
    const Table* find(std::string_view name);
    std::vector<std::string> table_names() const;
    sqlite3* handle() const { return db_; }

private:
    std::unique_ptr<Table> load(std::string_view name);

    sqlite3* db_ = nullptr;
    std::map<std::string, std::unique_ptr<Table>, std::less<>> tables_;
};

}  // namespace kaon::inline v0::sqlcheck
