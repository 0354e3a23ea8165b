// The consultant's program: opens and migrates the database, loads what it knows, serves until it is told to stop.
#include "advisor/load.hpp"
#include "embedded/migrations.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/sql/sql.hpp"
#include "server/routes.hpp"

using namespace kaon;

namespace {

struct Settings {
    std::string database = "data/consultant.db";
    static consteval auto command_line() {
        return arguments({{.field = "database", .value = "FILE", .help = "SQLite file, made when it is missing"}});
    }
};

Task<Service> start(const Settings& settings) {
    Db db = co_await Db::open({.path = settings.database});
    co_await migrate(db, migrations::files());
    consultant::Advisor advisor(co_await consultant::load_embedded_knowledge());
    co_return co_await consultant::routes().with(db).with(advisor).build();
}

}  // namespace

int main(int argc, char** argv) {
    return kaon::serve(argc, argv, start,
                       {.name = "consultant",
                        .about = "The Architecture Consultant: should this project move to Rust?",
                        .prefix = "KAON_",
                        .routes = consultant::routes});
}
