// Maps result codes to SqlErrc and finds the columns that a constraint violation names.
#include "kaon/sql/sqlite/refusal.hpp"

#include <sqlite3.h>

namespace kaon::inline v0::sqlite {
namespace {

SqlErrc code_of(int rc) {
    switch (rc) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return SqlErrc::unique;
        case SQLITE_CONSTRAINT_FOREIGNKEY: return SqlErrc::foreign_key;
        case SQLITE_CONSTRAINT_NOTNULL: return SqlErrc::not_null;
        case SQLITE_CONSTRAINT_CHECK: return SqlErrc::check;
        case SQLITE_CONSTRAINT_DATATYPE: return SqlErrc::bad_value;
        default: break;
    }
    switch (rc & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return SqlErrc::busy;
        case SQLITE_FULL: return SqlErrc::full;
        case SQLITE_READONLY: return SqlErrc::read_only;
        case SQLITE_CANTOPEN:
        case SQLITE_PERM: return SqlErrc::cannot_open;
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT: return SqlErrc::not_a_database;
        case SQLITE_IOERR: return SqlErrc::io;
        case SQLITE_TOOBIG: return SqlErrc::bad_value;
        default: return SqlErrc::engine;
    }
}

// "UNIQUE constraint failed: users.name, users.tenant": one field error per column.
void name_columns(Error& error, std::string_view words, std::string_view message) {
    const auto colon = words.find(": ");
    if (colon == std::string_view::npos) return;
    words.remove_prefix(colon + 2);
    while (!words.empty()) {
        const auto comma = words.find(", ");
        const std::string_view item = words.substr(0, comma);
        // "index 'x'" (a key over expressions) names no column.
        if (const auto dot = item.rfind('.'); dot != std::string_view::npos && !item.starts_with("index ")) {
            error.add_field(item.substr(dot + 1), message);
        }
        words = comma == std::string_view::npos ? std::string_view() : words.substr(comma + 2);
    }
}

// The usual reason for a missing table: nobody has made any.
bool has_migrations(sqlite3* db) {
    return sqlite3_table_column_metadata(db, nullptr, "_kaon_migrations", nullptr, nullptr, nullptr, nullptr, nullptr,
                                         nullptr) == SQLITE_OK;
}

}  // namespace

Error refusal(sqlite3* db, int rc, std::string_view sql) {
    const char* words = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
    if ((rc & 0xff) == SQLITE_INTERRUPT) return Error(Errc::cancelled);
    const SqlErrc code = code_of(rc);
    Error error(code);
    if (code == SqlErrc::unique) name_columns(error, words, "is already taken");
    if (code == SqlErrc::not_null) name_columns(error, words, "is missing");
    std::string detail = words;
    if (detail.starts_with("no such table: ") && !has_migrations(db)) detail += " (was migrate() called?)";
    if (!sql.empty()) detail.append(": ").append(sql);
    return std::move(error).with_detail(detail);
}

}  // namespace kaon::inline v0::sqlite
