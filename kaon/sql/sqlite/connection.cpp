// Opening, the statement cache, binding and stepping.
#include "kaon/sql/sqlite/connection.hpp"

#include <sqlite3.h>

#include "kaon/base/utf8.hpp"
#include "kaon/sql/sqlite/decode.hpp"
#include "kaon/sql/sqlite/refusal.hpp"

namespace kaon::inline v0 {

// Here, since it is all that a Call needs to know of this engine.
Result<> detail::Call::perform(sqlite::Connection& connection) { return connection.execute(*this); }

namespace sqlite {
namespace {

// How many steps of SQLite's machine pass between two looks at whether anybody still waits.
constexpr int steps_between_looks = 4000;

Result<> bind(sqlite3_stmt* statement, int index, const detail::Value& value) {
    using detail::Value;
    int rc = SQLITE_OK;
    switch (value.kind) {
        case Value::null: rc = sqlite3_bind_null(statement, index); break;
        case Value::integer: rc = sqlite3_bind_int64(statement, index, value.whole); break;
        case Value::real: rc = sqlite3_bind_double(statement, index, value.number); break;
        case Value::text:
            if (!is_utf8({value.range.data, value.range.size})) {
                return Error(SqlErrc::bad_value).with_detail("a text parameter is not valid UTF-8");
            }
            rc = sqlite3_bind_text64(statement, index, value.range.data ? value.range.data : "", value.range.size,
                                     SQLITE_STATIC, SQLITE_UTF8);
            break;
        case Value::bytes:
            rc = value.range.size
                     ? sqlite3_bind_blob64(statement, index, value.range.data, value.range.size, SQLITE_STATIC)
                     : sqlite3_bind_zeroblob(statement, index, 0);
            break;
        case Value::unfit:
            return Error(SqlErrc::bad_value)
                .with_detail("a parameter is above the range of 64-bit integers, or no enumerator");
    }
    if (rc != SQLITE_OK) return refusal(sqlite3_db_handle(statement), rc, {});
    return {};
}

// Leaves the statement ready for its next use, whatever happens. The parameters stay bound to memory that goes away,
// which nothing looks at before they are bound again.
struct Resetting {
    sqlite3_stmt* statement;
    ~Resetting() { sqlite3_reset(statement); }
};

}  // namespace

Connection::Connection(Connection&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)), statements_(std::move(other.statements_)),
      watch_(std::move(other.watch_)), max_rows_(other.max_rows_) {}

Connection::~Connection() {
    for (const auto& [hash, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close_v2(db_);
}

Result<Connection> Connection::open(const ConnectionOptions& options) {
    Connection connection;
    const int flags =
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
        (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (options.create ? SQLITE_OPEN_CREATE : 0));
    const int rc = sqlite3_open_v2(options.path.c_str(), &connection.db_, flags, nullptr);
    if (rc != SQLITE_OK) return refusal(connection.db_, rc, "open " + options.path);
    connection.max_rows_ = options.max_rows;
    if (Result<> done = connection.configure(options); !done) {
        return Error(
            std::move(done).error().with_detail("open " + options.path + ": " + std::string(done.error().detail())));
    }
    return connection;
}

Result<> Connection::configure(const ConnectionOptions& options) {
    sqlite3_busy_timeout(db_, static_cast<int>(options.busy_timeout.whole_milliseconds()));
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    watch_ = std::make_unique<Watch>();
    sqlite3_progress_handler(
        db_, steps_between_looks,
        [](void* watch) -> int {
            const detail::Call* call = static_cast<Watch*>(watch)->call;
            return call && call->is_abandoned();
        },
        watch_.get());
    if (!options.read_only) {
        if (Result<> r = run("PRAGMA journal_mode=WAL"); !r) return r;
    }
    if (Result<> r = run(options.full_sync ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"); !r) return r;
    return run("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; SELECT count(*) FROM sqlite_schema");
}

Result<> Connection::run(const char* sql) {
    const int rc = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
    if (rc != SQLITE_OK) return refusal(db_, rc, sql);
    return {};
}

bool Connection::in_transaction() const { return !sqlite3_get_autocommit(db_); }

Result<sqlite3_stmt*> Connection::statement(const detail::QueryFacts& query) {
    if (const auto known = statements_.find(query.hash); known != statements_.end()) return known->second;
    sqlite3_stmt* prepared = nullptr;
    const int rc = sqlite3_prepare_v3(db_, query.text.data(), static_cast<int>(query.text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (rc != SQLITE_OK) return refusal(db_, rc, query.text);
    if (!prepared) return Error(SqlErrc::engine).with_detail("an empty statement");
    statements_.emplace(query.hash, prepared);
    return prepared;
}

Result<> Connection::execute(detail::Call& call) {
    Result<sqlite3_stmt*> prepared = statement(*call.query);
    if (!prepared) return std::move(prepared).error();
    const Resetting at_end{*prepared};
    for (std::uint16_t i = 0; i < call.query->slot_count; ++i) {
        if (Result<> r = bind(*prepared, i + 1, call.params[call.query->slots[i]]); !r) return r;
    }
    if (call.query->read_only) watch_->call = &call;
    Result<> outcome = step_all(*prepared, call);
    watch_->call = nullptr;
    return outcome;
}

Result<> Connection::step_all(sqlite3_stmt* statement, detail::Call& call) {
    bool wants_rows = call.plan.row;
    for (std::size_t rows = 0;; ++rows) {
        const int rc = sqlite3_step(statement);
        if (rc == SQLITE_DONE) break;
        if (rc != SQLITE_ROW) return refusal(db_, rc, call.query->text);
        // SQLite has a changed schema re-prepared behind our back; a SELECT * may have other columns then.
        if (rows == 0 && sqlite3_data_count(statement) != call.query->column_count) {
            return Error(SqlErrc::mismatch)
                .with_detail("the table changed since the query was described: " + std::string(call.query->text));
        }
        if (!wants_rows) continue;
        if (rows >= max_rows_)
            return Error(Errc::too_large)
                .with_detail("more rows than DbOptions::max_rows: " + std::string(call.query->text));
        if (Result<> r = decode_row(statement, call.plan, call.add_row()); !r) {
            return std::move(r).error().with_detail(std::string(r.error().detail()) + ": " +
                                                    std::string(call.query->text));
        }
        if (!call.plan.first_only) continue;
        if (call.query->read_only) break;
        wants_rows = false;  // a write is stepped to its end: that is where it is committed, or refused
    }
    if (!call.query->read_only) {
        call.executed = {sqlite3_changes64(db_), sqlite3_last_insert_rowid(db_)};
    }
    return {};
}

}  // namespace sqlite
}  // namespace kaon::inline v0
