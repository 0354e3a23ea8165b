// Opening, and the calls that begin and end a transaction.
#include "kaon/sql/db.hpp"

#include <cstdio>
#include <cstdlib>

#include "kaon/sql/sqlite/detail/lane.hpp"
#include "kaon/sql/sqlite/pool.hpp"

namespace kaon::inline v0 {

Result<Db> Db::open(const DbOptions& options) {
    Result<std::shared_ptr<sqlite::Pool>> pool = sqlite::Pool::open(options);
    if (!pool) return std::move(pool).error();
    return Db(std::move(pool).value());
}

Db Db::in_memory() {
    Result<Db> db = open({.path = ":memory:"});
    if (db) return std::move(db).value();
    std::fprintf(stderr, "kaon: %s\n", db.error().describe_all().c_str());  // no memory is left
    std::abort();
}

Tx::Tx(const Db& db) : pool_(db.pool_), hold_(pool_->make_hold()) {}

Task<void> Tx::begin() { co_await detail::CallWait(*pool_, std::make_unique<sqlite::BeginCall>(hold_)); }

Held Tx::writer() const { return {.what = static_cast<const detail::Engine*>(pool_.get())}; }

Task<void> Tx::end(detail::Call::What what) {
    auto call = std::make_unique<detail::Call>();
    call->what = what;
    call->tx = hold_.get();
    co_await detail::CallWait(*pool_, std::move(call));
}

namespace {
struct CommandCall final : detail::Call {
    std::string sql;
    Result<> perform(sqlite::Connection& connection) override { return connection.run(sql.c_str()); }
};
}  // namespace

Task<void> Tx::command(std::string sql) {
    auto call = std::make_unique<CommandCall>();
    call->sql = std::move(sql);
    call->tx = hold_.get();
    co_await detail::CallWait(*pool_, std::move(call));
}

detail::CallWait Executor::wait(std::unique_ptr<detail::Call> call) const {
    call->tx = hold_.get();
    return detail::CallWait(*pool_, std::move(call));
}

}  // namespace kaon::inline v0
