// Reading the table, and the one place that decides what state a migration is in.
#include "kaon/sql/migrate/detail/history.hpp"

#include <algorithm>

#include "kaon/base/ascii.hpp"
#include "kaon/sql/sqlite/detail/statement.hpp"
#include "kaon/sql/sqlite/refusal.hpp"

namespace kaon::inline v0::detail {

Error refuse_migration(std::string text) { return Error(SqlErrc::migration).with_detail(text); }

Result<std::vector<Step>> sort_steps(const std::vector<Migration>& migrations) {
    std::vector<Step> steps;
    for (const Migration& m : migrations) {
        std::size_t digits = 0;
        while (digits < m.name.size() && ascii::is_digit(m.name[digits])) ++digits;
        if (digits == 0 || digits > 18 || m.name[digits] != '_' || !m.name.ends_with(".sql")) {
            return refuse_migration("migration '" + m.name + "': the name is not like 0001_name.sql");
        }
        steps.push_back({std::stoll(m.name.substr(0, digits)), &m});
    }
    std::ranges::sort(steps, {}, &Step::version);
    const auto twice = std::ranges::adjacent_find(steps, {}, &Step::version);
    if (twice != steps.end()) {
        return refuse_migration("migrations '" + twice->migration->name + "' and '" +
                                std::next(twice)->migration->name + "' have the same number");
    }
    return steps;
}

Result<History> read_history(sqlite::Connection& connection) {
    History history;
    sqlite::Statement table(connection.handle(), "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = "
                                                 "'_kaon_migrations'");
    if (table.status() != SQLITE_OK) return sqlite::refusal(connection.handle(), table.status(), "sqlite_master");
    if (!table.next()) {
        if (table.status() != SQLITE_DONE) return sqlite::refusal(connection.handle(), table.status(), "sqlite_master");
        return history;
    }
    sqlite::Statement rows(connection.handle(), "SELECT version, name, checksum, applied_at FROM _kaon_migrations");
    if (rows.status() != SQLITE_OK) return sqlite::refusal(connection.handle(), rows.status(), "_kaon_migrations");
    while (rows.next()) history[rows.number(0)] = {rows.text(1), rows.text(2), rows.text(3)};
    if (rows.status() != SQLITE_DONE) return sqlite::refusal(connection.handle(), rows.status(), "_kaon_migrations");
    return history;
}

std::vector<MigrationInfo> compare(const std::vector<Step>& steps, const History& history) {
    std::map<std::int64_t, MigrationInfo> all;
    for (const auto& [version, applied] : history) all[version] = {applied.name, MigrationState::missing, applied.at};
    const std::int64_t last = history.empty() ? 0 : history.rbegin()->first;
    std::int64_t last_written = 0;
    for (const Step& step : steps) {
        if (holds_statement(step.migration->text)) last_written = step.version;
    }
    const auto state_of_new = [&](const Step& step) {
        if (step.version < last) return MigrationState::out_of_order;
        if (holds_statement(step.migration->text)) return MigrationState::pending;
        return step.version < last_written ? MigrationState::empty_between : MigrationState::empty;
    };
    for (const Step& step : steps) {
        const std::string& name = step.migration->name;
        const auto known = history.find(step.version);
        if (known == history.end()) {
            all[step.version] = {name, state_of_new(step), {}};
        } else {
            const bool is_same = known->second.checksum == migration_checksum(step.migration->text);
            all[step.version] = {name, is_same ? MigrationState::applied : MigrationState::changed, known->second.at};
        }
    }
    std::vector<MigrationInfo> out;
    for (auto& [version, info] : all) out.push_back(std::move(info));
    return out;
}

}  // namespace kaon::inline v0::detail
