// The program: opens and migrates the database, serves until it is told to stop.
#include "embedded/migrations.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/sql/sql.hpp"
#include "server/users.hpp"

using namespace kaon;

namespace {

struct Settings {
    std::string database = "users.db";
};

Task<Service> start(const Settings& settings) {
    Db db = co_await Db::open({.path = settings.database});
    co_await migrate(db, migrations::files());
    co_return co_await users().with(db).build();
}

}  // namespace

int main(int argc, char** argv) {
    return kaon::serve(argc, argv, start, {.name = "users", .port = 3001, .routes = users});
}
