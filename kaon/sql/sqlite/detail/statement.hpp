// Statement: one prepared statement, finalised at its end; for what is no checked query (connection.hpp runs those).
//
//   Statement rows(db, "SELECT version, name FROM _kaon_migrations WHERE version > ?1");
//   rows.bind(1, std::int64_t{7});
//   while (rows.next()) use(rows.number(0), rows.text(1));
//   if (rows.status() != SQLITE_DONE) return refusal(db, rows.status(), "_kaon_migrations");
//
// Errors: status(), which a statement that was not prepared keeps. Lifetime: bound texts outlive it. Threads: its
// connection's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::sqlite {

class Statement {
public:
    Statement(sqlite3* db, std::string_view sql) {
        const char* end = sql.data();
        status_ = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &raw_, &end);
        rest_ = sql.substr(static_cast<std::size_t>(end - sql.data()));
    }
    ~Statement() { sqlite3_finalize(raw_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // What SQLite said last.
    int status() const { return status_; }
    // The text behind the first statement.
    std::string_view rest() const { return rest_; }
    sqlite3_stmt* handle() const { return raw_; }

    void bind(int parameter, std::int64_t number) { sqlite3_bind_int64(raw_, parameter, number); }
    void bind(int parameter, std::string_view text) {
        sqlite3_bind_text(raw_, parameter, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }

    // Steps; whether there is a row.
    bool next() {
        if (raw_) status_ = sqlite3_step(raw_);
        return status_ == SQLITE_ROW;
    }
    // Of the row; 0 and empty for NULL.
    std::int64_t number(int column) const { return sqlite3_column_int64(raw_, column); }
    std::string text(int column) const {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(raw_, column));
        return text ? text : "";
    }

private:
    sqlite3_stmt* raw_ = nullptr;
    std::string_view rest_;
    int status_ = SQLITE_OK;
};

}  // namespace kaon::inline v0::sqlite
