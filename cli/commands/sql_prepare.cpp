// kaon sql prepare: asks SQLite about every query of the project, as the build does, without compiling anything.
//
// The build needs no cache of descriptions (docs/decisions/cli.md), so nothing is written: what is printed is what the
// compiler will be told.
#include <cstdio>
#include <utility>

#include "cli/commands.hpp"
#include "cli/project.hpp"
#include "cli/say.hpp"
#include "cli/sql/files.hpp"
#include "kaon/sql/check/describe.hpp"
#include "kaon/sql/check/scan.hpp"

namespace kaon::inline v0::cli {

namespace {

using sqlcheck::Description;

std::string indented(const std::string& text) {
    std::string out = "  ";
    for (char c : text) {
        out += c;
        if (c == '\n') out += "  ";
    }
    return out;
}

std::string value_text(const std::string& name, SqlType type, bool nullable) {
    static constexpr const char* types[] = {"a type that SQLite does not know: annotate it", "INTEGER", "REAL", "TEXT",
                                            "BLOB"};
    return name + "  " + types[static_cast<int>(type)] + (nullable ? "" : " NOT NULL");
}

void print(const std::string& where, const Description& query) {
    std::printf("%s  %s\n%s\n", painted(Colour::bold, where).c_str(), query.read_only ? "reads" : "writes",
                indented(query.text).c_str());
    for (const auto& param : query.params)
        std::printf("    takes  %s\n", value_text(param.name, param.type, param.nullable).c_str());
    for (const auto& column : query.columns)
        std::printf("    gives  %s\n", value_text(column.name, column.type, column.nullable).c_str());
}

struct Found {
    int queries = 0;
    int mistakes = 0;
};

Found describe_all(const Project& project, const std::vector<TextFile>& sources, sqlcheck::Schema& schema, bool quiet) {
    Found found;
    for (const TextFile& source : sources) {
        const sqlcheck::Scanned scanned = sqlcheck::scan(source.text);
        for (std::size_t i = 0; i < scanned.queries.size(); ++i) {
            const std::string where =
                source.path.lexically_relative(project.folder).string() + ":" + std::to_string(scanned.lines[i]);
            const Description query = describe(schema, scanned.queries[i]);
            ++found.queries;
            if (!query.problem.empty()) {
                ++found.mistakes;
                std::fflush(stdout);
                fail(where + ": " + query.problem);
            } else if (!quiet) {
                print(where, query);
            }
        }
    }
    return found;
}

int run_prepare(bool check) {
    const Result<Project> project = find_project();
    if (!project) return fail(project.error());
    const Result<std::vector<TextFile>> migrations = read_migrations(project->folder / "migrations");
    if (!migrations) return fail(migrations.error());
    const Result<std::vector<TextFile>> sources = read_sources(project->folder);
    if (!sources) return fail(sources.error());
    std::vector<sqlcheck::Script> scripts;
    for (const TextFile& file : *migrations) scripts.push_back({file.name, file.text});
    sqlcheck::Schema schema;
    if (const auto problem = schema.apply(scripts)) return fail("migrations/" + *problem);
    const Found found = describe_all(*project, *sources, schema, check);
    if (found.mistakes != 0) return Exit::failed;
    if (!check) {
        std::printf("%d %s against %zu %s: no mistakes\n", found.queries, found.queries == 1 ? "query" : "queries",
                    scripts.size(), scripts.size() == 1 ? "migration" : "migrations");
    }
    return Exit::ok;
}

}  // namespace

void add_sql_prepare(Command to) {
    const auto check = std::make_shared<bool>(false);
    to.command("prepare", "Describes every checked query against the migrations")
        .flag("--check", *check, "print mistakes only")
        .examples("  kaon sql prepare\n  kaon sql prepare --check   in CI, before a long build\n")
        .fails("a query or a migration has a mistake")
        .runs([check] { return run_prepare(*check); });
}

}  // namespace kaon::inline v0::cli
