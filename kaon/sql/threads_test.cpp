// Db on files: the writing and reading threads, several cores, cancellation, what other processes and disks do to it.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "embedded/migrations.hpp"
#include "kaon/base/clock.hpp"
#include "kaon/coro/group.hpp"
#include "kaon/sql/migrate/migrate.hpp"
#include "kaon/sql/query.hpp"
#include "kaon/sql/sqlite/connection.hpp"

using namespace kaon;

namespace {

// The least that is a Core on the calling thread: jobs from anywhere, timers by real time.
class ThreadCore final : public Core {
public:
    template <class T>
    Result<T> run(Task<T> task) {
        Context context{.core = this, .cancel = &cancel};
        bool ended = false;
        struct Waiter : TaskWaiter {
            bool* flag;
        } own;
        own.flag = &ended;
        own.done = [](TaskWaiter& w) { *static_cast<Waiter&>(w).flag = true; };
        task.start(own, context);
        while (!ended) turn();
        if (own.error) return *std::move(own.error);
        if constexpr (std::is_void_v<T>) return {};
        else return task.take();
    }
    // Runs what is left: outcomes that nobody waits for any more.
    void drain(int milliseconds) {
        const Instant end = now() + Duration::milliseconds(milliseconds);
        while (now() < end) turn();
    }

    Instant now() const override { return monotonic_now(); }
    void post(Job& job) override { post_from_anywhere(job); }
    void post_from_anywhere(Job& job) override {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(&job);
        wake_.notify_one();  // under the lock: whom the job wakes may end this core
    }
    void start(Timer& timer) override {
        timer.heap_index = 0;
        timers_.push_back(&timer);
    }
    void stop(Timer& timer) override {
        std::erase(timers_, &timer);
        timer.heap_index = Timer::not_started;
    }
    Result<> run_blocking(BlockingJob&) override { return Error(Errc::unimplemented); }

    CancelSource cancel;

private:
    void turn() {
        std::vector<Job*> jobs;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, std::chrono::milliseconds(1), [&] { return !jobs_.empty(); });
            jobs.swap(jobs_);
        }
        for (Job* job : jobs) job->run(*job);
        for (Timer* timer : std::vector<Timer*>(timers_)) {
            if (!timer->started() || timer->at > now()) continue;
            stop(*timer);
            timer->fire(*timer);
            return;
        }
    }
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job*> jobs_;
    std::vector<Timer*> timers_;
};

class Files : public testing::Test {
protected:
    Files() {
        std::string name = (std::filesystem::temp_directory_path() / "kaon_sql_XXXXXX").string();
        folder = mkdtemp(name.data());
    }
    ~Files() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    Db open(DbOptions options = {}) {
        options.path = (folder / "test.db").string();
        Db db = Db::open(options).value();
        EXPECT_TRUE(core.run(migrate(db, migrations::files())));
        return db;
    }
    std::int64_t count(const Db& db) {
        return core.run(sql<"SELECT count(*) FROM users">().as<std::int64_t>().one(db)).value();
    }

    std::filesystem::path folder;
    ThreadCore core;
};

Task<void> add(Executor db, std::string name) {
    co_await sql<"INSERT INTO users (username) VALUES ($1)">(name).execute(std::move(db));
}
Task<void> move_score(Db db, int from, int to) {
    co_await db.transaction([=](Tx& tx) -> Task<void> {
        const auto score = co_await sql<"SELECT score FROM users WHERE id = $1">(from).as<double>().one(tx);
        co_await sql<"UPDATE users SET score = $1 WHERE id = $2">(score - 1, from).execute(tx);
        co_await sql<"UPDATE users SET score = score + 1 WHERE id = $1">(to).execute(tx);
    });
}
Task<double> total(Db db) { co_return co_await sql<"SELECT total(score) FROM users">().as<double>().one(db); }

// Runs for as long as anybody waits.
Task<std::int64_t> endless(Executor db) {
    co_return co_await sql<
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) AS \"m!\" FROM c">()
        .as<std::int64_t>()
        .one(std::move(db));
}

}  // namespace

TEST_F(Files, keep_what_was_written) {
    {
        ASSERT_TRUE(core.run(add(open(), "ada")));
    }
    EXPECT_EQ(count(open()), 1);
}

TEST_F(Files, sixty_four_tasks_on_two_cores_lose_nothing) {
    Db db = open();
    for (int i = 1; i <= 8; ++i) ASSERT_TRUE(core.run(add(db, std::to_string(i))));
    std::atomic<int> bad = 0;
    auto work = [&](int seed) {
        ThreadCore own;
        std::vector<Task<void>> tasks;
        auto mixed = [](Db to, int n, std::atomic<int>& failed) -> Task<void> {
            for (int i = 0; i < 8; ++i) {
                if (!co_await attempt(move_score(to, n % 8 + 1, (n + i) % 8 + 1))) ++failed;
                if (!co_await attempt(add(to, std::to_string(n) + "/" + std::to_string(i)))) ++failed;
                if (co_await total(to) != 0) ++failed;
            }
        };
        for (int i = 0; i < 32; ++i) tasks.push_back(mixed(db, seed + i, bad));
        if (!own.run(when_all(std::move(tasks)))) ++bad;
    };
    std::thread first(work, 100), second(work, 200);
    first.join();
    second.join();
    EXPECT_EQ(bad, 0);
    EXPECT_EQ(count(db), 8 + 64 * 8);
    EXPECT_EQ(core.run(total(db)).value(), 0);
}

TEST_F(Files, reads_go_on_while_a_transaction_holds_the_writer) {
    Db db = open();
    auto work = [&]() -> Task<void> {
        co_await db.transaction([&](Tx& tx) -> Task<void> {
            co_await add(tx, "a");
            EXPECT_EQ(co_await sql<"SELECT count(*) FROM users">().as<int>().one(db), 0);
            EXPECT_EQ(co_await sql<"SELECT count(*) FROM users">().as<int>().one(tx), 1);
        });
    };
    EXPECT_TRUE(core.run(work()));
    EXPECT_EQ(count(db), 1);
}

TEST_F(Files, a_group_of_writes_keeps_the_good_and_reports_the_bad) {
    Db db = open();
    std::vector<Task<void>> tasks;
    int refused = 0;
    auto one = [](Db to, int i, int& bad) -> Task<void> {
        Result<> r = co_await attempt(add(to, std::to_string(i % 50)));
        if (!r && r.error().is(SqlErrc::unique)) ++bad;
    };
    for (int i = 0; i < 100; ++i) tasks.push_back(one(db, i, refused));
    // A deferred reference makes the commit of its whole group fail.
    auto dangling = [](Db to) -> Task<void> {
        Result<Executed> r =
            co_await attempt(sql<"INSERT INTO posts (user_id, title) VALUES (999, 'x')">().execute(to));
        EXPECT_TRUE(!r && r.error().is(SqlErrc::foreign_key));
    };
    tasks.insert(tasks.begin() + 20, dangling(db));
    ASSERT_TRUE(core.run(when_all(std::move(tasks))));
    EXPECT_EQ(refused, 50);
    EXPECT_EQ(count(db), 50);
}

TEST_F(Files, a_query_stops_when_nobody_waits_for_it) {
    Db db = open({.readers = 1});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(core.run(timeout(50ms, endless(db))).error().is(Errc::timeout));
    EXPECT_EQ(count(db), 0);  // the only reader is free again
    EXPECT_TRUE(core.run(timeout(50ms, db.transaction([](Tx& tx) -> Task<void> { co_await endless(tx); })))
                    .error()
                    .is(Errc::timeout));
    EXPECT_TRUE(core.run(add(db, "a")));
    core.drain(20);
}

TEST_F(Files, cancelled_waits_leave_nothing_behind) {
    Db db = open();
    for (int i = 0; i < 200; ++i) {
        auto task = timeout(Duration::microseconds(i),
                            db.transaction([&](Tx& tx) -> Task<void> { co_await add(tx, std::to_string(i)); }));
        static_cast<void>(core.run(std::move(task)).has_value());
        static_cast<void>(core.run(timeout(Duration::microseconds(i), add(db, "x" + std::to_string(i)))).has_value());
    }
    EXPECT_TRUE(core.run(add(db, "last")));
    core.drain(20);
}

TEST_F(Files, another_process_that_holds_the_database_makes_it_busy) {
    Db db = open({.busy_timeout = 50ms});
    auto other = sqlite::Connection::open({.path = (folder / "test.db").string()});
    ASSERT_TRUE(other->run("BEGIN IMMEDIATE"));
    Result<> refused = core.run(add(db, "a"));
    EXPECT_TRUE(refused.error().is(SqlErrc::busy)) << refused.error().describe_all();
    EXPECT_EQ(refused.error().kind(), Errc::unavailable);
    EXPECT_EQ(count(db), 0);
    ASSERT_TRUE(other->run("COMMIT"));
    EXPECT_TRUE(core.run(add(db, "a")));
}

TEST_F(Files, what_is_no_database_is_refused) {
    std::ofstream(folder / "test.db") << std::string(4096, 'x');
    Result<Db> db = Db::open({.path = (folder / "test.db").string()});
    ASSERT_FALSE(db);
    EXPECT_TRUE(db.error().is(SqlErrc::not_a_database)) << db.error().describe_all();
}

TEST_F(Files, a_missing_file_is_not_created_when_that_is_not_wanted) {
    Result<Db> db = Db::open({.path = (folder / "none.db").string(), .create = Create::never});
    ASSERT_FALSE(db);
    EXPECT_TRUE(db.error().is(SqlErrc::cannot_open));
    EXPECT_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST_F(Files, a_full_disk_undoes_the_write_and_leaves_the_rest) {
    Db db = open();
    ASSERT_TRUE(core.run(add(db, "a")));
    // A limit on the number of pages is as good as a small disk.
    struct Limit final : detail::Call {
        Result<> perform(sqlite::Connection& c) override { return c.run("PRAGMA max_page_count=20"); }
    };
    auto limit = [&]() -> Task<void> { co_await Executor(db).wait(std::make_unique<Limit>()); };
    ASSERT_TRUE(core.run(limit()));
    Result<> full = core.run(add(db, std::string(1'000'000, 'x')));
    EXPECT_TRUE(full.error().is(SqlErrc::full)) << full.error().describe_all();
    Result<> in_tx = core.run(db.transaction([](Tx& tx) -> Task<void> {
        co_await add(tx, "b");
        co_await add(tx, std::string(1'000'000, 'y'));
    }));
    EXPECT_TRUE(in_tx.error().is(SqlErrc::full));
    EXPECT_EQ(count(db), 1);
    EXPECT_TRUE(core.run(add(db, "c")));
}

TEST_F(Files, a_table_that_changed_since_the_query_was_described_is_an_error) {
    struct Name {
        std::string username;
    };
    Db db = open();
    ASSERT_TRUE(core.run(add(db, "a")));
    auto star = [&] { return core.run(sql<"SELECT * FROM users">().as<Name>().one(db)); };
    EXPECT_TRUE(star());
    auto other = sqlite::Connection::open({.path = (folder / "test.db").string()});
    ASSERT_TRUE(other->run("ALTER TABLE users ADD COLUMN more TEXT"));
    Result<Name> now = star();
    ASSERT_FALSE(now);
    EXPECT_TRUE(now.error().is(SqlErrc::mismatch));
}
