// The command line, through CLI11.
#include "server/options.hpp"

#include <CLI/CLI.hpp>

namespace consultant {

ParsedOptions parse_options(int argc, char** argv) {
    Options options;
    CLI::App app("The Architecture Consultant: should this project move to Rust?");
    app.add_option("--host", options.host, "address to listen on")->capture_default_str();
    app.add_option("--port", options.port, "port to listen on; 0 takes a free one")
        ->capture_default_str()
        ->check([](const std::string& text) { return text.empty() ? "needs a number" : ""; });  // else read as 0
    app.add_option("--database", options.database, "SQLite file, made when it is missing")->capture_default_str();
    app.add_flag("--log-json", options.log_json, "log as JSON lines");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {.options = {}, .exit_code = app.exit(error) == 0 ? 0 : 2};
    }
    return {.options = options};
}

}  // namespace consultant
