// read_config: settings as a plain struct, from kaon.toml, then .env, then the environment, then the command line.
//
//   struct Settings {
//       struct Server { std::string host = "127.0.0.1"; std::uint16_t port = 3000; } server;
//       std::string database = "app.db";
//       Secret api_key;
//       static consteval auto describe() { return reflect::rules({{.field = "database", .min_length = 1}}); }
//   };
//   Result<Settings> settings = read_config<Settings>({.overrides = {{"server.port", "0"}}});
//
//   # kaon.toml                 # .env or environment: prefix, then the path in capitals
//   database = "app.db"         KAON_SERVER_PORT=8080
//   [server]                    KAON_API_KEY=...
//   port = 8080
//
// Defaults are the member initialisers; later sources win. Fields: text, numbers, bool, enums by name, classes with
// from_text, std::optional and std::vector of these (separated by commas outside TOML), structs of these. Rules of
// describe() are applied at the end. Errors: Errc::unprocessable with every mistake at once in Error::fields():
// "kaon.toml:7", "KAON_SERVER_PORT" or the path, and what is wrong, unknown keys of files included; values of Secrets
// are never repeated. A file that is absent is no mistake; its table [project] is for the program `kaon` and is passed
// over. Blocks on reading files: for start-up. Threads: any, while nobody changes the environment.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kaon/reflect/type_of.hpp"
#include "kaon/web/config/secret.hpp"

namespace kaon::inline v0 {

// What becomes of keys and variables that no field has.
enum class Unknown : std::uint8_t {
    refused,  // a mistake: most often one of spelling
    ignored,  // the same files are read by others
};

struct ConfigSources {
    std::string file = "kaon.toml";
    std::string env_file = ".env";
    std::string prefix = "KAON_";  // of variables
    std::vector<std::pair<std::string, std::string>> overrides{};  // dotted path, text
    Unknown unknown = Unknown::refused;
};

namespace web {
Result<> read_config(const reflect::TypeInfo& info, void* value, const ConfigSources& sources);
}

template <class T>
Result<T> read_config(const ConfigSources& sources = {}) {
    T value{};
    Result<> read = web::read_config(reflect::type_info<T>(), &value, sources);
    if (!read) return std::move(read).error();
    return value;
}

}  // namespace kaon::inline v0
