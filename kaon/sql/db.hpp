// Db: a handle to a database that all cores share; Tx: a transaction. Both are what checked queries run on.
//
//   Result<Db> db = Db::open({.path = "app.db"});
//   int id = co_await db->transaction([&](Tx& tx) -> Task<int> {
//       co_await sql<"UPDATE accounts SET cents = cents - $1 WHERE id = $2">(cents, from).execute(tx);
//       co_return co_await sql<"INSERT INTO ... RETURNING id">(...).as<int>().one(tx);
//   });                                  // committed; an error, an exception or cancellation rolls it back
//
// SQLite in WAL mode: one thread writes, a few read, the core never waits for the disk. Writes that wait together share
// a commit. A transaction holds the writer until it ends, at most TransactionOptions::limit; inside it, use `tx`: a
// write on the Db itself would wait for the transaction that waits for it, and is refused (SqlErrc::holds_writer).
// A database in memory (":memory:") runs on the calling core and works on a TestLoop.
// Threads: Db is a cheap copyable handle, usable from any core. Tx belongs to the Task that runs its function.
// Errors: SqlErrc; Errc::unavailable when too many calls wait; Errc::timeout; Errc::cancelled.
#pragma once

#include <memory>
#include <string>

#include "kaon/coro/group.hpp"
#include "kaon/sql/call.hpp"
#include "kaon/sql/error.hpp"

namespace kaon::inline v0 {

namespace sqlite {
class Pool;
struct Hold;
}  // namespace sqlite

enum class Create { if_missing, never };
enum class Synchronous { normal, full };  // normal: a power cut may lose the last commits, never the database

struct DbOptions {
    std::string path;
    Create create = Create::if_missing;
    Synchronous synchronous = Synchronous::normal;
    std::size_t readers = 2;
    std::size_t queue_limit = 1024;  // calls that wait, for the writer and for the readers
    std::size_t max_rows = 1'000'000;  // of one query
    Duration slow = Duration::seconds(1);  // queries that take longer are logged as warnings, others as debug
    Duration busy_timeout = Duration::seconds(5);  // how long another process may hold the database
};

struct TransactionOptions {
    Duration limit = Duration::seconds(5);
};

class Tx;

class Db {
public:
    static constexpr bool is_shareable = true;

    // Blocks; for start-up.
    static Result<Db> open(const DbOptions& options);
    // A new one, empty; its handles share it.
    static Db in_memory();

    // body: Task<T>(Tx&). Begins, runs the body, and commits or rolls back.
    template <class F>
    auto transaction(F body, TransactionOptions options = {}) const -> std::invoke_result_t<F&, Tx&>;

private:
    friend class Executor;
    friend class Tx;
    explicit Db(std::shared_ptr<sqlite::Pool> pool) : pool_(std::move(pool)) {}
    std::shared_ptr<sqlite::Pool> pool_;
};

class Tx {
public:
    Tx(const Tx&) = delete;
    Tx& operator=(const Tx&) = delete;

    // A transaction within this one, by savepoint: its failure undoes its own changes, and the outer one may go on.
    template <class F>
    auto transaction(F body) -> std::invoke_result_t<F&, Tx&>;

    // Internal: what Db::transaction() is made of.
    explicit Tx(const Db& db);
    Task<void> begin();
    Held writer() const;  // what the transaction's Task holds
    Task<void> end(detail::Call::What what);
    Task<void> command(std::string sql);

private:
    friend class Executor;
    std::shared_ptr<sqlite::Pool> pool_;
    std::shared_ptr<sqlite::Hold> hold_;
    int depth_ = 0;
};

// What a query runs on: a Db or a Tx, passed as it is.
class Executor {
public:
    Executor(const Db& db) : pool_(db.pool_) {}
    Executor(Tx& tx) : pool_(tx.pool_), hold_(tx.hold_) {}
    // State<Db> and pointers.
    template <class T>
        requires requires(const T& t) {
            { *t } -> std::convertible_to<const Db&>;
        }
    Executor(const T&) = delete("this only leads to a Db: write *db for db");

    // Runs the call and waits for it.
    detail::CallWait wait(std::unique_ptr<detail::Call> call) const;

private:
    std::shared_ptr<sqlite::Pool> pool_;
    std::shared_ptr<sqlite::Hold> hold_;
};

template <class F>
auto Db::transaction(F body, TransactionOptions options) const -> std::invoke_result_t<F&, Tx&> {
    using T = typename std::invoke_result_t<F&, Tx&>::value_type;
    Tx tx(*this);
    co_await tx.begin();
    Held held = tx.writer();
    auto holds_writer = [&]() -> Task<T> { co_return co_await holding(held, body(tx)); };
    Result<T> outcome = co_await attempt(timeout(options.limit, holds_writer()));
    if (!outcome) {
        co_await shield(tx.end(detail::Call::What::rollback));
        co_await std::move(outcome);
    }
    co_await shield(tx.end(detail::Call::What::commit));
    if constexpr (!std::is_void_v<T>) co_return std::move(outcome).value();
}

template <class F>
auto Tx::transaction(F body) -> std::invoke_result_t<F&, Tx&> {
    using T = typename std::invoke_result_t<F&, Tx&>::value_type;
    const std::string name = "kaon_" + std::to_string(++depth_);
    co_await command("SAVEPOINT " + name);
    Result<T> outcome = co_await attempt(body(*this));
    --depth_;
    if (!outcome) {
        co_await shield(command("ROLLBACK TO " + name + "; RELEASE " + name));
        co_await std::move(outcome);
    }
    co_await shield(command("RELEASE " + name));
    if constexpr (!std::is_void_v<T>) co_return std::move(outcome).value();
}

}  // namespace kaon::inline v0
