// One Call that reads and compares.
#include "kaon/sql/migrate/info.hpp"

#include "kaon/sql/migrate/detail/history.hpp"

namespace kaon::inline v0 {
namespace {

struct InfoCall final : detail::Call {
    std::vector<Migration> migrations;
    std::vector<MigrationInfo> all;

    Result<> perform(sqlite::Connection& connection) override {
        Result<std::vector<detail::Step>> steps = detail::sort_steps(migrations);
        if (!steps) return std::move(steps).error();
        Result<detail::History> history = detail::read_history(connection);
        if (!history) return std::move(history).error();
        all = detail::compare(*steps, *history);
        return {};
    }
};

}  // namespace

std::string migration_mistake(const MigrationInfo& info) {
    const std::string head = "migration '" + info.name + "' ";
    switch (info.state) {
        case MigrationState::applied:
        case MigrationState::pending:
        case MigrationState::empty: return {};
        case MigrationState::changed:
            return head + "was changed after it was applied\n  remedy: undo the change, and make a new migration";
        case MigrationState::missing: return head + "was applied to this database and is missing in the program";
        case MigrationState::out_of_order:
            return head +
                   "is out of order: one with a higher number was applied before it\n  remedy: give it a higher number";
        case MigrationState::empty_between:
            return head + "holds no statement, and others come after it\n  remedy: write it, or remove it";
    }
    return {};
}

Task<std::vector<MigrationInfo>> migration_info(Db db, std::vector<Migration> migrations) {
    auto call = std::make_unique<InfoCall>();
    call->migrations = std::move(migrations);
    InfoCall& made = *call;
    detail::CallWait wait = Executor(db).wait(std::move(call));
    co_await wait;
    co_return std::move(made.all);
}

}  // namespace kaon::inline v0
