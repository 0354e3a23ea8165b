// The program's settings: defaults, then kaon.toml, .env, KAON_* variables, then the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace consultant {

struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 3000;
    std::string database = "data/consultant.db";
    bool log_json = false;
};

struct ParsedOptions {
    std::optional<Options> options;  // empty: the program ends with exit_code (--help, a mistake)
    int exit_code = 0;
};

// Mistakes are printed, each with the place where it was made.
ParsedOptions parse_options(int argc, char** argv);

}  // namespace consultant
