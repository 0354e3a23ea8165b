// A point select and an insert through checked queries, against the same statements prepared and stepped by hand: the
// CPU that binding, the statement cache and decoding cost on the engine's thread.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include "kaon/sql/query.hpp"
#include "kaon/sql/sqlite/connection.hpp"

using namespace kaon;

namespace {

struct User {
    std::int64_t id;
    std::string username;
    double score;
};
constexpr std::int64_t users = 10'000;

// A database in a file, so that a read begins as it does in earnest.
struct Base {
    sqlite::Connection connection;
    Base() : connection(make()) {}
    static sqlite::Connection make() {
        for (const char* suffix : {"", "-wal", "-shm"})
            std::remove((std::string("kaon_sql_bench.db") + suffix).c_str());
        auto c = sqlite::Connection::open({.path = "kaon_sql_bench.db"});
        static_cast<void>(
            c->run(
                 "CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, email TEXT, age INTEGER, "
                 "score REAL NOT NULL DEFAULT 0, avatar BLOB, role TEXT NOT NULL DEFAULT 'reader') STRICT;"
                 "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000) INSERT INTO users "
                 "(id, username) SELECT n, 'a user name of some length ' || n FROM c")
                .has_value());
        return std::move(c).value();
    }
};

template <class Rows>
void run(sqlite::Connection& connection, detail::Request request, Rows& rows) {
    auto call = std::move(request).call<detail::CollectCall<Rows>>();
    if (!call->perform(connection)) std::abort();
    rows = std::move(call->rows);
}

constexpr char select_text[] = "SELECT id, username, score FROM users WHERE id = $1";
constexpr char insert_text[] = "INSERT INTO users (username, score) VALUES ($1, $2)";

void select_by_hand(benchmark::State& state) {
    Base base;
    if (state.range(0)) static_cast<void>(base.connection.run("BEGIN").has_value());
    sqlite3_stmt* s = nullptr;
    sqlite3_prepare_v2(base.connection.handle(), select_text, -1, &s, nullptr);
    std::int64_t id = 0;
    for (auto _ : state) {
        sqlite3_bind_int64(s, 1, id++ * 7919 % users + 1);
        if (sqlite3_step(s) != SQLITE_ROW) std::abort();
        User user;
        user.id = sqlite3_column_int64(s, 0);
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(s, 1));
        user.username.assign(text, static_cast<std::size_t>(sqlite3_column_bytes(s, 1)));
        user.score = sqlite3_column_double(s, 2);
        benchmark::DoNotOptimize(user);
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
}

void select_checked(benchmark::State& state) {
    Base base;
    if (state.range(0)) static_cast<void>(base.connection.run("BEGIN").has_value());
    std::int64_t id = 0;
    for (auto _ : state) {
        std::optional<User> user;
        auto rows = sql<"SELECT id, username, score FROM users WHERE id = $1">(id++ * 7919 % users + 1).as<User>();
        detail::Request request = std::move(rows).request();
        request.plan.first_only = true;
        run(base.connection, std::move(request), user);
        benchmark::DoNotOptimize(user);
    }
}

void insert_by_hand(benchmark::State& state) {
    Base base;
    static_cast<void>(base.connection.run("BEGIN").has_value());
    sqlite3_stmt* s = nullptr;
    sqlite3_prepare_v2(base.connection.handle(), insert_text, -1, &s, nullptr);
    std::int64_t n = 0;
    for (auto _ : state) {
        const std::string name = "another name of some length " + std::to_string(n++);
        sqlite3_bind_text(s, 1, name.data(), static_cast<int>(name.size()), SQLITE_STATIC);
        sqlite3_bind_double(s, 2, 1.5);
        if (sqlite3_step(s) != SQLITE_DONE) std::abort();
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
}

void insert_checked(benchmark::State& state) {
    Base base;
    static_cast<void>(base.connection.run("BEGIN").has_value());
    std::int64_t n = 0;
    for (auto _ : state) {
        const std::string name = "another name of some length " + std::to_string(n++);
        std::optional<int> none;
        run(base.connection, sql<"INSERT INTO users (username, score) VALUES ($1, $2)">(name, 1.5).request(), none);
    }
}

}  // namespace

BENCHMARK(select_by_hand)->Arg(0)->Arg(1);
BENCHMARK(select_checked)->Arg(0)->Arg(1);
BENCHMARK(insert_by_hand);
BENCHMARK(insert_checked);
