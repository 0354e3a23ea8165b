// The run of each migration that is missing; all on the writing thread, as one Call.
#include "kaon/sql/migrate/migrate.hpp"

#include <cstdio>

#include "kaon/base/fnv1a.hpp"
#include "kaon/sql/detail/log.hpp"
#include "kaon/sql/migrate/detail/history.hpp"
#include "kaon/sql/sqlite/detail/statement.hpp"
#include "kaon/sql/sqlite/refusal.hpp"

namespace kaon::inline v0 {
namespace {

using detail::refuse_migration;
using detail::Step;

class Runner {
public:
    Runner(sqlite::Connection& connection, const std::vector<Step>& steps) : db_(connection), steps_(steps) {}

    Result<Migrated> run() {
        Migrated done;
        if (Result<> r = db_.run("PRAGMA foreign_keys=OFF"); !r) return std::move(r).error();
        Result<bool> more = true;
        while (more && *more) {
            more = next();
            if (db_.in_transaction()) static_cast<void>(db_.run("ROLLBACK").has_value());
            if (more && *more) ++done.applied;
        }
        if (Result<> r = db_.run("PRAGMA foreign_keys=ON"); !r) return std::move(r).error();
        if (!more) return std::move(more).error();
        done.version = version_;
        done.waiting = std::move(waiting_);
        return done;
    }

private:
    // Applies the first that is missing, in one transaction; false when none is.
    Result<bool> next() {
        if (Result<> r =
                db_.run("BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS _kaon_migrations (version INTEGER PRIMARY KEY, "
                        "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT");
            !r) {
            return std::move(r).error();
        }
        Result<const Step*> pending = find_pending();
        if (!pending) return std::move(pending).error();
        if (!*pending) {
            if (Result<> r = db_.run("COMMIT"); !r) return std::move(r).error();
            return false;
        }
        if (Result<> r = apply(**pending); !r) return std::move(r).error();
        return true;
    }

    // Null when all are applied; an error when files and database do not fit.
    Result<const Step*> find_pending() {
        Result<detail::History> history = detail::read_history(db_);
        if (!history) return std::move(history).error();
        waiting_.clear();
        for (const MigrationInfo& info : detail::compare(steps_, *history)) {
            if (std::string mistake = migration_mistake(info); !mistake.empty()) return refuse_migration(mistake);
            if (info.state == MigrationState::empty) waiting_.push_back(info.name);
        }
        version_ = history->empty() ? 0 : history->rbegin()->first;
        for (const Step& step : steps_) {
            if (!history->contains(step.version) && holds_statement(step.migration->text)) return &step;
        }
        return nullptr;
    }

    Result<> apply(const Step& step) {
        const std::string& name = step.migration->name;
        auto with_name = [&](Result<> r) -> Result<> {
            if (r) return r;
            return refuse_migration("migration '" + name + "': " + sqlite3_errmsg(db_.handle()))
                .with_cause(std::move(r).error());
        };
        if (Result<> r = with_name(db_.run(step.migration->text.c_str())); !r) return r;
        if (!db_.in_transaction())
            return refuse_migration("migration '" + name + "' ends the transaction that it runs in");
        if (Result<> r = check_foreign_keys(name); !r) return r;
        sqlite::Statement done(db_.handle(), "INSERT INTO _kaon_migrations VALUES (?1, ?2, ?3, "
                                             "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
        const std::string checksum = migration_checksum(step.migration->text);
        done.bind(1, step.version);
        done.bind(2, name);
        done.bind(3, checksum);
        done.next();
        if (done.status() != SQLITE_DONE) return sqlite::refusal(db_.handle(), done.status(), "_kaon_migrations");
        return with_name(db_.run("COMMIT"));
    }

    Result<> check_foreign_keys(const std::string& name) {
        sqlite::Statement dangling(db_.handle(), "PRAGMA foreign_key_check");
        if (!dangling.next()) return {};
        return refuse_migration("migration '" + name + "' leaves rows in '" + dangling.text(0) +
                                "' that refer to nothing");
    }

    sqlite::Connection& db_;
    const std::vector<Step>& steps_;
    std::int64_t version_ = 0;
    std::vector<std::string> waiting_;
};

struct MigrateCall final : detail::Call {
    std::vector<Migration> migrations;
    Migrated done;

    Result<> perform(sqlite::Connection& connection) override {
        Result<std::vector<Step>> steps = detail::sort_steps(migrations);
        if (!steps) return std::move(steps).error();
        Result<Migrated> outcome = Runner(connection, *steps).run();
        if (!outcome) return std::move(outcome).error();
        done = *std::move(outcome);
        return {};
    }
};

}  // namespace

bool holds_statement(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (;;) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n\f;");
        if (begin == text.npos) return false;
        text.remove_prefix(begin);
        if (!text.starts_with("--") && !text.starts_with("/*")) return true;
        const bool is_line = text.starts_with("--");
        const std::size_t end = is_line ? text.find('\n') : text.find("*/", 2);
        if (end == text.npos) return false;
        text.remove_prefix(end + (is_line ? 1 : 2));
    }
}

std::string migration_checksum(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (char c : text) {
        if (c != '\r') plain += c;
    }
    char out[40];
    std::snprintf(out, sizeof out, "%016llx%016llx", static_cast<unsigned long long>(fnv1a(plain)),
                  static_cast<unsigned long long>(fnv1a(plain, 0x9e3779b97f4a7c15u)));
    return out;
}

Task<Migrated> migrate(Db db, std::vector<Migration> migrations) {
    auto call = std::make_unique<MigrateCall>();
    call->migrations = std::move(migrations);
    MigrateCall& made = *call;
    detail::CallWait wait = Executor(db).wait(std::move(call));
    co_await wait;
    for (const std::string& name : made.done.waiting)
        detail::sql_log.warn("migration not applied: it holds no statement yet", {{"file", name}});
    detail::sql_log.info("database migrated", {{"applied", made.done.applied}, {"version", made.done.version}});
    co_return std::move(made.done);
}

}  // namespace kaon::inline v0
