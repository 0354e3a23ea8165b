// kaon-sql-describe: describes the checked queries of one C++ source for the compiler.
//
//   kaon-sql-describe --migrations DIR --root DIR --output HEADER [--depfile FILE] SOURCE
//   kaon-sql-describe --migrations DIR --query "SELECT ..."         (prints what is known of it)
//
// Builds the database of the migrations in memory, finds the queries in SOURCE and in the files below ROOT that it
// includes by quotes, and writes HEADER if its content changed. Mistakes in queries are for the compiler to report;
// status 1 means that the migrations or the files are broken.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "kaon/sql/check/describe.hpp"
#include "kaon/sql/check/generate.hpp"
#include "kaon/sql/check/scan.hpp"

namespace fs = std::filesystem;
using namespace kaon::sqlcheck;

namespace {

constexpr const char* help =
    "kaon-sql-describe: describes the checked queries of one C++ source for the compiler\n"
    "Usage: kaon-sql-describe --migrations DIR --root DIR --output HEADER [--depfile FILE] SOURCE\n"
    "       kaon-sql-describe --migrations DIR --query SQL\n"
    "\n"
    "The build of a project calls it (kaon_app in CMake). It makes the database of the\n"
    "migrations in memory, finds the queries in SOURCE and in the files below the root\n"
    "that it includes, and writes HEADER if its content changed.\n"
    "\n"
    "Options:\n"
    "  --migrations DIR    folder of the .sql files that make the database\n"
    "  --root DIR          where includes by quotes are looked for\n"
    "  --output HEADER     what to write\n"
    "  --depfile FILE      the files that were read, for Ninja\n"
    "  --query SQL         prints what is known of one query instead\n"
    "\n"
    "Exit codes:\n"
    "  0  done; mistakes in queries are for the compiler to report\n"
    "  1  the migrations, the files or the command line are broken\n";

struct Arguments {
    fs::path migrations, root, output, depfile, source;
    std::string query;
};

int fail(const std::string& words) {
    std::fprintf(stderr, "kaon-sql-describe: %s\n", words.c_str());
    return 1;
}

bool read(const fs::path& path, std::string& text) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return false;
    std::ostringstream out;
    out << in.rdbuf();
    text = std::move(out).str();
    return true;
}

bool read_arguments(int argc, char** argv, Arguments& to) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (!name.starts_with("--")) {
            to.source = name;
            continue;
        }
        if (i + 1 == argc) return false;
        const char* value = argv[++i];
        if (name == "--migrations") to.migrations = value;
        else if (name == "--root") to.root = value;
        else if (name == "--output") to.output = value;
        else if (name == "--depfile") to.depfile = value;
        else if (name == "--query") to.query = value;
        else return false;
    }
    return !to.migrations.empty() && (!to.query.empty() || (!to.output.empty() && !to.source.empty()));
}

bool read_migrations(const fs::path& folder, std::vector<Script>& scripts) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        if (entry.path().extension() != ".sql") continue;
        Script script{entry.path().filename().string(), {}};
        if (!read(entry.path(), script.text)) return false;
        scripts.push_back(std::move(script));
    }
    std::ranges::sort(scripts, {}, &Script::name);
    return !problem;
}

// The source and what it includes below the root.
struct Collected {
    std::vector<std::string> queries;
    std::set<fs::path> files;
};
void collect(const fs::path& file, const fs::path& root, Collected& to) {
    std::string text;
    if (to.files.size() > 2000 || to.files.contains(file) || !read(file, text)) return;
    to.files.insert(file);
    const Scanned scanned = scan(text);
    for (const std::string& query : scanned.queries) {
        if (std::ranges::find(to.queries, query) == to.queries.end()) to.queries.push_back(query);
    }
    for (const std::string& include : scanned.includes) {
        for (const fs::path& base : {file.parent_path(), root}) {
            const fs::path candidate = (base / include).lexically_normal();
            const fs::path inside = candidate.lexically_relative(root);
            if (inside.empty() || *inside.begin() == ".." || !fs::exists(candidate)) continue;
            collect(candidate, root, to);
            break;
        }
    }
}

bool write_if_changed(const fs::path& path, const std::string& text) {
    std::string old;
    if (read(path, old) && old == text) return true;
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text;
    return static_cast<bool>(out.flush());
}

std::string escaped(const fs::path& path) {
    std::string out;
    for (char c : path.string()) {
        if (c == ' ' || c == '#') out += '\\';
        if (c == '$') out += '$';
        out += c;
    }
    return out;
}

void print(const Description& d) {
    static constexpr const char* types[] = {"unknown", "INTEGER", "REAL", "TEXT", "BLOB"};
    if (!d.problem.empty()) {
        std::printf("%s\n", d.problem.c_str());
        return;
    }
    std::printf("%s\n", d.read_only ? "reads" : "writes");
    for (const auto& p : d.params)
        std::printf("  parameter %s: %s%s\n", p.name.c_str(), types[static_cast<int>(p.type)],
                    p.nullable ? "" : " NOT NULL");
    for (const auto& c : d.columns)
        std::printf("  column %s: %s%s\n", c.name.c_str(), types[static_cast<int>(c.type)],
                    c.nullable ? "" : " NOT NULL");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--help") {
        std::fputs(help, stdout);
        return 0;
    }
    Arguments arguments;
    if (!read_arguments(argc, argv, arguments)) {
        return fail("usage: --migrations DIR --root DIR --output HEADER [--depfile FILE] SOURCE, or --migrations DIR "
                    "--query SQL. Try kaon-sql-describe --help");
    }
    std::vector<Script> scripts;
    if (!read_migrations(arguments.migrations, scripts)) return fail("cannot read " + arguments.migrations.string());
    Schema schema;
    if (auto problem = schema.apply(scripts)) return fail((arguments.migrations / *problem).string());
    if (!arguments.query.empty()) {
        const Description d = describe(schema, arguments.query);
        print(d);
        return d.problem.empty() ? 0 : 1;
    }

    const fs::path source = fs::absolute(arguments.source).lexically_normal();
    const fs::path root =
        fs::absolute(arguments.root.empty() ? source.parent_path() : arguments.root).lexically_normal();
    Collected collected;
    collect(source, root, collected);
    if (collected.files.empty()) return fail("cannot read " + source.string());
    std::vector<Description> described;
    for (const std::string& query : collected.queries) described.push_back(describe(schema, query));
    if (!write_if_changed(arguments.output, generate(described, source.filename().string()))) {
        return fail("cannot write " + arguments.output.string());
    }
    if (!arguments.depfile.empty()) {
        std::string text = escaped(arguments.output) + ":";
        for (const fs::path& file : collected.files) text += " \\\n  " + escaped(file);
        if (!write_if_changed(arguments.depfile, text + "\n"))
            return fail("cannot write " + arguments.depfile.string());
    }
    return 0;
}
