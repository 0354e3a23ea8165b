// The rules of order, and the run of each migration; all on the writing thread, as one Call.
#include "kaon/sql/migrate/migrate.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include <sqlite3.h>

#include "kaon/base/fixed_text.hpp"
#include "kaon/sql/sqlite/connection.hpp"
#include "kaon/sql/sqlite/refusal.hpp"

namespace kaon {
namespace {

struct Step {
    std::int64_t version;
    const Migration* migration;
};

Error refuse(std::string text) { return Error(SqlErrc::migration).with_detail(text); }

// By number. "0012_users.sql" is 12; every file must have a number of its own.
Result<std::vector<Step>> sort_steps(const std::vector<Migration>& migrations) {
    std::vector<Step> steps;
    for (const Migration& m : migrations) {
        std::size_t digits = 0;
        while (digits < m.name.size() && m.name[digits] >= '0' && m.name[digits] <= '9') ++digits;
        if (digits == 0 || digits > 18 || m.name[digits] != '_' || !m.name.ends_with(".sql")) {
            return refuse("migration '" + m.name + "': the name is not like 0001_name.sql");
        }
        steps.push_back({std::stoll(m.name.substr(0, digits)), &m});
    }
    std::ranges::sort(steps, {}, &Step::version);
    const auto twice = std::ranges::adjacent_find(steps, {}, &Step::version);
    if (twice != steps.end()) {
        return refuse("migrations '" + twice->migration->name + "' and '" + std::next(twice)->migration->name +
                      "' have the same number");
    }
    return steps;
}

struct Applied {
    std::string name;
    std::string checksum;
};

class Runner {
public:
    Runner(sqlite::Connection& connection, const std::vector<Step>& steps) : db_(connection), steps_(steps) {}

    Result<Migrated> run() {
        Migrated done;
        if (steps_.size()) done.version = steps_.back().version;
        if (Result<> r = db_.run("PRAGMA foreign_keys=OFF"); !r) return std::move(r).error();
        Result<bool> more = true;
        while (more && *more) {
            more = next();
            if (db_.in_transaction()) static_cast<void>(db_.run("ROLLBACK").has_value());
            if (more && *more) ++done.applied;
        }
        if (Result<> r = db_.run("PRAGMA foreign_keys=ON"); !r) return std::move(r).error();
        if (!more) return std::move(more).error();
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

    Result<const Step*> find_pending() {
        std::map<std::int64_t, Applied> applied;
        sqlite3_stmt* raw = nullptr;
        const int rc =
            sqlite3_prepare_v2(db_.handle(), "SELECT version, name, checksum FROM _kaon_migrations", -1, &raw, nullptr);
        if (rc != SQLITE_OK) return sqlite::refusal(db_.handle(), rc, "_kaon_migrations");
        auto text = [&](int column) {
            return std::string(reinterpret_cast<const char*>(sqlite3_column_text(raw, column)));
        };
        while (sqlite3_step(raw) == SQLITE_ROW) applied[sqlite3_column_int64(raw, 0)] = {text(1), text(2)};
        sqlite3_finalize(raw);

        const Step* pending = nullptr;
        for (const Step& step : steps_) {
            const auto known = applied.find(step.version);
            if (known == applied.end()) {
                if (!pending) pending = &step;
                continue;
            }
            if (pending) {
                return refuse("migration '" + pending->migration->name + "' is out of order: '" + known->second.name +
                              "' was applied before it\n  remedy: give it a higher number");
            }
            if (known->second.checksum != migration_checksum(step.migration->text)) {
                return refuse("migration '" + step.migration->name +
                              "' was changed after it was applied\n  remedy: undo the change, "
                              "and make a new migration");
            }
            applied.erase(known);
        }
        if (!applied.empty()) {
            return refuse("migration '" + applied.begin()->second.name +
                          "' was applied to this database and is missing in the program");
        }
        return pending;
    }

    Result<> apply(const Step& step) {
        const std::string& name = step.migration->name;
        auto with_name = [&](Result<> r) -> Result<> {
            if (r) return r;
            return refuse("migration '" + name + "': " + sqlite3_errmsg(db_.handle())).with_cause(std::move(r).error());
        };
        if (Result<> r = with_name(db_.run(step.migration->text.c_str())); !r) return r;
        if (!db_.in_transaction()) return refuse("migration '" + name + "' ends the transaction that it runs in");
        if (Result<> r = check_foreign_keys(name); !r) return r;
        sqlite3_stmt* raw = nullptr;
        sqlite3_prepare_v2(db_.handle(),
                           "INSERT INTO _kaon_migrations VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                           -1, &raw, nullptr);
        const std::string checksum = migration_checksum(step.migration->text);
        sqlite3_bind_int64(raw, 1, step.version);
        sqlite3_bind_text(raw, 2, name.data(), static_cast<int>(name.size()), SQLITE_STATIC);
        sqlite3_bind_text(raw, 3, checksum.data(), static_cast<int>(checksum.size()), SQLITE_STATIC);
        const int rc = sqlite3_step(raw);
        sqlite3_finalize(raw);
        if (rc != SQLITE_DONE) return sqlite::refusal(db_.handle(), rc, "_kaon_migrations");
        return with_name(db_.run("COMMIT"));
    }

    Result<> check_foreign_keys(const std::string& name) {
        sqlite3_stmt* raw = nullptr;
        sqlite3_prepare_v2(db_.handle(), "PRAGMA foreign_key_check", -1, &raw, nullptr);
        std::string table;
        if (sqlite3_step(raw) == SQLITE_ROW) table = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
        sqlite3_finalize(raw);
        if (table.empty()) return {};
        return refuse("migration '" + name + "' leaves rows in '" + table + "' that refer to nothing");
    }

    sqlite::Connection& db_;
    const std::vector<Step>& steps_;
};

struct MigrateCall final : detail::Call {
    std::vector<Migration> migrations;
    Migrated done;

    Result<> perform(sqlite::Connection& connection) override {
        Result<std::vector<Step>> steps = sort_steps(migrations);
        if (!steps) return std::move(steps).error();
        Result<Migrated> outcome = Runner(connection, *steps).run();
        if (!outcome) return std::move(outcome).error();
        done = *outcome;
        return {};
    }
};

}  // namespace

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
    co_return made.done;
}

}  // namespace kaon
