// The sources of one setting, read as read_config() reads them.
#include "cli/sql/database.hpp"

#include "kaon/reflect/type_of.hpp"
#include "kaon/web/config/target.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

struct Named {
    std::string database;
};

}  // namespace

Result<fs::path> find_database(const Project& project, const std::string& given) {
    if (!given.empty()) return fs::absolute(given);
    // Mistakes in other settings are for the program to tell.
    Named named{.database = project.database.value_or("")};
    web::ConfigTarget target(reflect::type_info<Named>(), &named, Unknown::ignored);
    web::read_env_file(target, (project.folder / ".env").string(), project.prefix());
    web::read_environment(target, project.prefix());
    if (named.database == ":memory:")
        return Error(Errc::invalid, "the database of the settings is in memory and empty each time: --database PATH");
    if (!named.database.empty()) return project.folder / named.database;
    return Error(Errc::not_found, "no database is named: --database PATH, " + project.prefix() +
                                      "DATABASE, or database = \"" + project.name + ".db\" in kaon.toml");
}

}  // namespace kaon::inline v0::cli
