// kaon sql migrate add, run, info: the project's migrations and the database that its program would open.
#include <cstdio>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/project.hpp"
#include "cli/say.hpp"
#include "cli/sql/database.hpp"
#include "cli/sql/files.hpp"
#include "kaon/runtime/runtime.hpp"
#include "kaon/sql/migrate/info.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* no_statement = "it holds no statement yet";

struct Wanted {
    std::string name, database;
};

int run_add(const Wanted& wanted) {
    const Result<Project> project = find_project();
    if (!project) return fail(project.error());
    if (const std::string mistake = migration_name_mistake(wanted.name); !mistake.empty()) return fail(mistake);
    const fs::path folder = project->folder / "migrations";
    std::error_code problem;
    const bool is_first = fs::create_directory(folder, problem);
    const Result<std::vector<TextFile>> present = read_migrations(folder);
    if (!present) return fail(present.error());
    const fs::path path = folder / next_migration(*present, wanted.name);
    std::ofstream out(path, std::ios::binary);
    out << "-- What changes, and why.\n";
    if (!out.flush()) return fail("cannot write " + path.string());
    // A folder that was not there was not looked at: kaon_app() has to run again.
    if (is_first) fs::last_write_time(project->folder / "CMakeLists.txt", fs::file_time_type::clock::now(), problem);
    std::printf("%s\n", path.lexically_relative(fs::current_path()).c_str());
    return Exit::ok;
}

// What both need: files as migrations, and the path of the database.
struct Place {
    std::vector<Migration> migrations;
    fs::path database;
};

Result<Place> find_place(const Wanted& wanted) {
    Result<Project> project = find_project();
    if (!project) return std::move(project).error();
    Result<std::vector<TextFile>> files = read_migrations(project->folder / "migrations");
    if (!files) return std::move(files).error();
    Result<fs::path> database = find_database(*project, wanted.database);
    if (!database) return std::move(database).error();
    Place place{.migrations = {}, .database = *database};
    for (TextFile& file : *files) place.migrations.push_back({file.name, std::move(file.text)});
    return place;
}

// In one line, and with the file when it is about none.
std::string one_line(const Error& error, const fs::path& database) {
    std::string line(error.detail().empty() ? error.text() : error.detail());
    for (std::size_t at; (at = line.find("\n  remedy: ")) != line.npos;) line.replace(at, 11, "; remedy: ");
    return database.string() + ": " + line;
}

Task<Migrated> migrate_file(std::string path, std::vector<Migration> migrations) {
    Db db = co_await Db::open({.path = path, .readers = 1});
    co_return co_await migrate(db, std::move(migrations));
}

int run_run(const Wanted& wanted) {
    Result<Place> place = find_place(wanted);
    if (!place) return fail(place.error());
    runtime::Runtime runtime({.cores = 1});
    const Result<Migrated> done = runtime.run(migrate_file(place->database.string(), place->migrations));
    if (!done) return fail(one_line(done.error(), place->database));
    std::printf("%s: %zu applied, now at %lld\n", place->database.c_str(), done->applied,
                static_cast<long long>(done->version));
    for (const std::string& name : done->waiting) std::printf("%s: not applied, %s\n", name.c_str(), no_statement);
    return Exit::ok;
}

Task<std::vector<MigrationInfo>> ask_file(std::string path, std::vector<Migration> migrations) {
    Db db = co_await Db::open({.path = path, .create = Create::never, .readers = 1});
    co_return co_await migration_info(db, std::move(migrations));
}

int print(const std::vector<MigrationInfo>& all) {
    int mistakes = 0;
    std::size_t pending = 0;
    for (const MigrationInfo& info : all) {
        const std::string mistake = migration_mistake(info);
        const char* state = !mistake.empty()                        ? "wrong  "
                            : info.state == MigrationState::applied ? "applied"
                                                                    : "pending";
        const Colour colour = !mistake.empty()                        ? Colour::red
                              : info.state == MigrationState::applied ? Colour::green
                                                                      : Colour::yellow;
        const bool is_empty = info.state == MigrationState::empty;
        std::printf("%s  %-20s  %s%s%s\n", painted(colour, state).c_str(),
                    info.applied_at.empty() ? "-" : info.applied_at.c_str(), info.name.c_str(), is_empty ? ": " : "",
                    is_empty ? no_statement : "");
        if (info.state == MigrationState::pending || is_empty) ++pending;
        if (!mistake.empty()) ++mistakes;
    }
    std::printf("%zu %s, %zu pending\n", all.size(), all.size() == 1 ? "migration" : "migrations", pending);
    return mistakes;
}

int run_info(const Wanted& wanted) {
    Result<Place> place = find_place(wanted);
    if (!place) return fail(place.error());
    Result<std::vector<MigrationInfo>> all = std::vector<MigrationInfo>();
    std::error_code problem;
    const bool is_there = fs::exists(place->database, problem);
    std::printf("%s%s\n", place->database.c_str(), is_there ? "" : ": not there yet; 'kaon sql migrate run' makes it");
    runtime::Runtime runtime({.cores = 1});
    all = runtime.run(ask_file(is_there ? place->database.string() : ":memory:", place->migrations));
    if (!all) return fail(one_line(all.error(), place->database));
    if (print(*all) == 0) return Exit::ok;
    for (const MigrationInfo& info : *all) {
        std::string mistake = migration_mistake(info);
        if (!mistake.empty()) fail(one_line(Error(Errc::conflict, mistake), place->database));
    }
    return Exit::failed;
}

}  // namespace

void add_sql_migrate(Command to) {
    Command migrate = to.command("migrate", "Adds migrations, applies them, shows their state");
    migrate.examples("  kaon sql migrate add votes\n  kaon sql migrate run\n  kaon sql migrate info\n");
    const std::string about = "SQLite file; else NAME_DATABASE, .env or kaon.toml names it";
    const auto wanted = std::make_shared<Wanted>();
    migrate.command("add", "Makes the next file in migrations/")
        .argument("NAME", wanted->name, "what it does: a-z, 0-9 and _")
        .examples("  kaon sql migrate add votes      migrations/0002_votes.sql\n")
        .fails("the name cannot be one, or the file cannot be written")
        .runs([wanted] { return run_add(*wanted); });
    migrate.command("run", "Applies what the database does not have yet, as the program does when it starts")
        .option("--database", wanted->database, "FILE", about)
        .examples("  kaon sql migrate run\n  kaon sql migrate run --database /var/lib/guestbook/guestbook.db\n")
        .fails("a migration failed, was changed after it was applied, is missing or out of order")
        .runs([wanted] { return run_run(*wanted); });
    migrate.command("info", "Lists migrations: applied and when, pending, or wrong")
        .option("--database", wanted->database, "FILE", about)
        .examples("  kaon sql migrate info\n")
        .fails("one was changed after it was applied, is missing or out of order")
        .runs([wanted] { return run_info(*wanted); });
}

}  // namespace kaon::inline v0::cli
