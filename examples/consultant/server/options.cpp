// The command line, through CLI11, on top of what files and the environment say.
#include "server/options.hpp"

#include <cstdio>

#include <CLI/CLI.hpp>

#include "kaon/web/config/config.hpp"

namespace consultant {

ParsedOptions parse_options(int argc, char** argv) {
    const Options defaults;
    std::optional<std::string> host, database;
    std::optional<std::uint16_t> port;
    bool log_json = false;
    CLI::App app("The Architecture Consultant: should this project move to Rust?");
    app.add_option("--host", host, "address to listen on")->default_str(defaults.host);
    app.add_option("--port", port, "port to listen on; 0 takes a free one")
        ->default_str(std::to_string(defaults.port))
        ->check([](const std::string& text) { return text.empty() ? "needs a number" : ""; });  // else read as 0
    app.add_option("--database", database, "SQLite file, made when it is missing")->default_str(defaults.database);
    app.add_flag("--log-json", log_json, "log as JSON lines");
    app.footer("The same settings are read from kaon.toml, .env and the environment (KAON_PORT and so on).");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {.options = {}, .exit_code = app.exit(error) == 0 ? 0 : 2};
    }
    kaon::ConfigSources sources;
    if (host) sources.overrides.emplace_back("host", *host);
    if (port) sources.overrides.emplace_back("port", std::to_string(*port));
    if (database) sources.overrides.emplace_back("database", *database);
    if (log_json) sources.overrides.emplace_back("log_json", "true");
    kaon::Result<Options> options = kaon::read_config<Options>(sources);
    if (options) return {.options = std::move(options).value()};
    for (const kaon::FieldError& mistake : options.error().fields())
        std::fprintf(stderr, "consultant: %s: %s\n", mistake.path.c_str(), mistake.message.c_str());
    return {.options = {}, .exit_code = 2};
}

}  // namespace consultant
