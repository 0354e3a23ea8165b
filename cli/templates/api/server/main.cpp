// The program: opens and migrates the database, serves until it is told to stop.
#include "embedded/migrations.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/sql/sql.hpp"
#include "server/notes.hpp"

using namespace kaon;

namespace {

struct Settings {
    std::string database = "myapi.db";
};

Task<Service> start(const Settings& settings) {
    Db db = co_await Db::open({.path = settings.database});
    co_await migrate(db, migrations::files());
    co_return co_await app::routes().with(db).build();
}

}  // namespace

int main(int argc, char** argv) {
    return kaon::serve(argc, argv, start, {.name = "myapi", .port = 3000, .routes = app::routes});
}
