// Transactions and options of Db, on a TestLoop: commit, rollback, savepoints, time limit, cancellation, waiting in
// line.
#include <cstdio>
#include <stdexcept>

#include <gtest/gtest.h>

#include "embedded/migrations.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/reflect/shareable.hpp"
#include "kaon/sql/db.hpp"
#include "kaon/sql/migrate/migrate.hpp"
#include "kaon/sql/query.hpp"
#include "kaon/telemetry/recorder.hpp"

using namespace kaon;

namespace {

static_assert(reflect::shareable<Db>);

Task<void> add(Executor db, std::string name) {
    co_await sql<"INSERT INTO users (username) VALUES ($1)">(name).execute(std::move(db));
}

class Transactions : public testing::Test {
protected:
    Transactions() { EXPECT_TRUE(loop.run(migrate(db, migrations::files()))); }

    std::vector<std::string> names() {
        return loop.run(sql<"SELECT username FROM users ORDER BY username">().as<std::string>().all(db)).value();
    }
    using Names = std::vector<std::string>;

    Db db = Db::in_memory();
    TestLoop loop;
};

}  // namespace

// A transaction that keeps the writer for a while.
Task<void> holds(Db db, Duration time) {
    co_await db.transaction([time](Tx& tx) -> Task<void> {
        co_await add(tx, "a");
        co_await sleep(time);
    });
}

TEST_F(Transactions, commit_when_the_function_ends_well) {
    auto work = [&]() -> Task<int> {
        co_return co_await db.transaction([&](Tx& tx) -> Task<int> {
            co_await add(tx, "a");
            co_await add(tx, "b");
            co_return 42;
        });
    };
    EXPECT_EQ(loop.run(work()).value(), 42);
    EXPECT_EQ(names(), (Names{"a", "b"}));
}

TEST_F(Transactions, roll_back_on_an_error_and_pass_it_on) {
    Result<> r = loop.run(db.transaction([&](Tx& tx) -> Task<void> {
        co_await add(tx, "a");
        co_await add(tx, "a");
    }));
    EXPECT_TRUE(r.error().is(SqlErrc::unique));
    EXPECT_EQ(names(), Names{});
    EXPECT_TRUE(loop.run(add(db, "after")));
}

TEST_F(Transactions, go_on_after_an_error_that_was_handled) {
    Result<> r = loop.run(db.transaction([&](Tx& tx) -> Task<void> {
        co_await add(tx, "a");
        EXPECT_FALSE(co_await attempt(add(tx, "a")));
        co_await add(tx, "b");
    }));
    EXPECT_TRUE(r);
    EXPECT_EQ(names(), (Names{"a", "b"}));
}

TEST_F(Transactions, roll_back_on_an_exception) {
    Result<> r = loop.run(db.transaction([&](Tx& tx) -> Task<void> {
        co_await add(tx, "a");
        throw std::runtime_error("boom");
    }));
    EXPECT_TRUE(r.error().is(Errc::internal));
    EXPECT_EQ(names(), Names{});
}

TEST_F(Transactions, roll_back_on_cancellation) {
    loop.cancel_after(1s);
    Result<> r = loop.run(db.transaction(
        [&](Tx& tx) -> Task<void> {
            co_await add(tx, "a");
            co_await sleep(1h);
        },
        {.limit = 2h}));
    EXPECT_TRUE(r.error().is(Errc::cancelled));
    EXPECT_EQ(names(), Names{});
}

TEST_F(Transactions, refuse_to_wait_for_themselves) {
    const auto inside = [&](auto use) {
        return loop.run(db.transaction([&](Tx& tx) -> Task<void> {
            co_await add(tx, "a");
            co_await use();
        }));
    };
    Result<> written = inside([&] { return add(db, "b"); });
    EXPECT_TRUE(written.error().is(SqlErrc::holds_writer));
    Result<> nested = inside([&] { return db.transaction([](Tx&) -> Task<void> { co_return; }); });
    EXPECT_TRUE(nested.error().is(SqlErrc::holds_writer));
    EXPECT_LT(loop.elapsed(), 1s);
    EXPECT_EQ(names(), Names{});
    EXPECT_TRUE(loop.run(add(db, "after")));
    Db other = Db::in_memory();
    Result<> elsewhere = inside([&] { return other.transaction([](Tx&) -> Task<void> { co_return; }); });
    EXPECT_TRUE(elsewhere);
}

TEST_F(Transactions, end_with_timeout_at_their_limit) {
    Result<> r = loop.run(db.transaction([&](Tx& tx) -> Task<void> {
        co_await add(tx, "a");
        co_await sleep(1h);
    }));
    EXPECT_TRUE(r.error().is(Errc::timeout));
    EXPECT_EQ(loop.elapsed(), 5s);
    EXPECT_EQ(names(), Names{});
}

TEST_F(Transactions, a_constraint_that_fails_at_the_commit_is_an_error) {
    Result<> r = loop.run(db.transaction([&](Tx& tx) -> Task<void> {
        co_await sql<"INSERT INTO posts (user_id, title) VALUES (99, 'x')">().execute(tx);  // a deferred reference
    }));
    EXPECT_TRUE(r.error().is(SqlErrc::foreign_key));
    EXPECT_TRUE(loop.run(add(db, "after")));
}

TEST_F(Transactions, nest_by_savepoints) {
    Result<> r = loop.run(db.transaction([&](Tx& tx) -> Task<void> {
        co_await add(tx, "outer");
        Result<> inner = co_await attempt(tx.transaction([&](Tx& nested) -> Task<void> {
            co_await add(nested, "lost");
            co_await Error(Errc::conflict);
        }));
        EXPECT_TRUE(inner.error().is(Errc::conflict));
        co_await tx.transaction([&](Tx& nested) -> Task<void> { co_await add(nested, "kept"); });
    }));
    EXPECT_TRUE(r);
    EXPECT_EQ(names(), (Names{"kept", "outer"}));
}

TEST_F(Transactions, others_wait_for_the_end_and_then_see_all_of_it) {
    auto work = [&]() -> Task<std::vector<std::int64_t>> {
        std::vector<std::int64_t> seen;
        co_await scope([&](Scope& scope) -> Task<void> {
            scope.spawn(db.transaction([&](Tx& tx) -> Task<void> {
                co_await add(tx, "a");
                co_await sleep(1s);
                co_await add(tx, "b");
            }));
            scope.spawn([](Db db, std::vector<std::int64_t>& to) -> Task<void> {
                co_await sleep(500ms);
                to.push_back(co_await sql<"SELECT count(*) FROM users">().as<std::int64_t>().one(db));
            }(db, seen));
            co_return;
        });
        co_return seen;
    };
    EXPECT_EQ(loop.run(work()).value(), std::vector<std::int64_t>{2});
}

TEST_F(Transactions, a_wait_for_the_writer_can_be_cancelled) {
    auto waits = [&]() -> Task<void> {
        co_await sleep(1ms);
        Result<> stuck = co_await attempt(timeout(1s, add(db, "outside")));
        EXPECT_TRUE(stuck.error().is(Errc::timeout));
        Result<> begin = co_await attempt(timeout(1s, db.transaction([](Tx&) -> Task<void> { co_return; })));
        EXPECT_TRUE(begin.error().is(Errc::timeout));
    };
    auto work = [&]() -> Task<void> {
        co_await when_all(holds(db, 3s), waits());
        co_await add(db, "later");
    };
    EXPECT_TRUE(loop.run(work()));
    EXPECT_EQ(names(), (Names{"a", "later"}));
}

TEST_F(Transactions, a_full_queue_refuses) {
    Db small = Db::open({.path = ":memory:", .queue_limit = 2}).value();
    ASSERT_TRUE(loop.run(migrate(small, migrations::files())));
    int refused = 0;
    auto one = [](Db to, int i, int& count) -> Task<void> {
        Result<> r = co_await attempt(add(to, std::to_string(i)));
        if (!r && r.error().is(Errc::unavailable)) ++count;
    };
    auto many = [&]() -> Task<void> {
        co_await sleep(1ms);
        co_await scope([&](Scope& scope) -> Task<void> {
            for (int i = 0; i < 5; ++i) scope.spawn(one(small, i, refused));
            co_return;
        });
    };
    auto both = [&]() -> Task<void> { co_await when_all(holds(small, 2s), many()); };
    EXPECT_TRUE(loop.run(both()));
    EXPECT_EQ(refused, 3);
}

TEST_F(Transactions, too_many_rows_are_an_error) {
    Db small = Db::open({.path = ":memory:", .max_rows = 2}).value();
    ASSERT_TRUE(loop.run(migrate(small, migrations::files())));
    for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(loop.run(add(small, name)));
    auto all = loop.run(sql<"SELECT username FROM users">().as<std::string>().all(small));
    EXPECT_TRUE(all.error().is(Errc::too_large));
}

TEST_F(Transactions, queries_are_logged_without_their_parameters_and_slow_ones_as_warnings) {
    telemetry::Recorder recorder;
    auto installed = telemetry::install(recorder, telemetry::Level::debug);
    ASSERT_TRUE(loop.run(add(db, "a secret")));
    EXPECT_FALSE(loop.run(add(db, "a secret")));
    auto slow = [&]() -> Task<void> {
        co_await scope([&](Scope& scope) -> Task<void> {
            scope.spawn(db.transaction([](Tx&) -> Task<void> { co_await sleep(2s); }));
            scope.spawn(add(db, "waits"));
            co_return;
        });
    };
    ASSERT_TRUE(loop.run(slow()));
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_EQ(entries[0].target, "sql");
    EXPECT_EQ(entries[0].field("sql"), "INSERT INTO users (username) VALUES ($1)");
    EXPECT_EQ(entries[0].field("rows"), "1");
    EXPECT_EQ(entries[1].field("error"), "unique");
    EXPECT_EQ(entries[2].message, "slow query");
    EXPECT_EQ(entries[2].level, telemetry::Level::warn);
    for (const auto& entry : entries) {
        for (const auto& [name, value] : entry.fields) EXPECT_EQ(value.find("secret"), std::string::npos);
    }
}

TEST(db, without_its_tables_asks_for_the_migrations) {
    TestLoop loop;
    Db db = Db::in_memory();
    const auto before = loop.run(add(db, "a"));
    ASSERT_FALSE(before);
    EXPECT_EQ(before.error().detail().find("no such table: users (was migrate() called?): INSERT"), 0u);
    ASSERT_TRUE(loop.run(migrate(db, std::vector<Migration>{{"0001_other.sql", "CREATE TABLE other (id INTEGER);"}})));
    EXPECT_EQ(loop.run(add(db, "a")).error().detail().find("no such table: users: INSERT"), 0u);
}

TEST(db, that_is_opened_says_where) {
    telemetry::Recorder recorder;
    const auto installed = telemetry::install(recorder, telemetry::Level::info);
    Db::in_memory();
    EXPECT_TRUE(recorder.entries().empty());
    const std::string path = testing::TempDir() + "kaon-opened.db";
    ASSERT_TRUE(Db::open({.path = path}));
    ASSERT_EQ(recorder.entries().size(), 1u);
    EXPECT_EQ(recorder.entries()[0].message, "database opened");
    EXPECT_EQ(recorder.entries()[0].field("path"), path);
    for (const char* end : {"", "-wal", "-shm"}) std::remove((path + end).c_str());
}

TEST(db, in_a_folder_that_is_missing_names_it) {
    const Result<Db> db = Db::open({.path = "/nowhere/at/all.db"});
    ASSERT_FALSE(db);
    EXPECT_EQ(db.error().detail(), "open /nowhere/at/all.db: there is no folder '/nowhere/at': make it");
}

TEST(db, that_cannot_be_opened_says_why) {
    for (const char* path : {"", "/nowhere/at/all.db", "/", "/proc/kaon.db"}) {
        Result<Db> db = Db::open({.path = path});
        ASSERT_FALSE(db) << path;
        EXPECT_TRUE(db.error().is(SqlErrc::cannot_open)) << db.error().describe_all();
        EXPECT_EQ(db.error().text().find("nowhere"), std::string_view::npos);
    }
}
