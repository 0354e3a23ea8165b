// One connection to SQLite: prepares each query once, binds, steps, decodes rows through tables.
//
//   Result<Connection> connection = Connection::open({.path = "app.db"});
//   connection->execute(call);           // a checked query with its arguments
//   connection->run("PRAGMA optimize");
//
// Threads: one at a time. A query that only reads stops early when its Call is abandoned; a write that began is
// finished, since stopping it would roll back the transaction around it.
#pragma once

#include <string>
#include <unordered_map>

#include "kaon/base/duration.hpp"
#include "kaon/sql/call.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace kaon::inline v0::sqlite {

struct ConnectionOptions {
    std::string path;
    bool read_only = false;
    bool create = true;
    bool full_sync = false;
    Duration busy_timeout = Duration::seconds(5);
    std::size_t max_rows = 1'000'000;
};

class Connection {
public:
    Connection() = default;
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&&) = delete;
    ~Connection();

    static Result<Connection> open(const ConnectionOptions& options);

    // Runs the call's statement and collects its rows.
    Result<> execute(detail::Call& call);
    // Runs statements without parameters and rows.
    Result<> run(const char* sql);
    bool in_transaction() const;
    sqlite3* handle() const { return db_; }

private:
    struct Watch {
        const detail::Call* call = nullptr;
    };
    Result<> configure(const ConnectionOptions& options);
    Result<sqlite3_stmt*> statement(const detail::QueryFacts& query);
    Result<> step_all(sqlite3_stmt* statement, detail::Call& call);

    sqlite3* db_ = nullptr;
    std::unordered_map<std::uint64_t, sqlite3_stmt*> statements_;
    std::unique_ptr<Watch> watch_;
    std::size_t max_rows_ = 0;
};

}  // namespace kaon::inline v0::sqlite
