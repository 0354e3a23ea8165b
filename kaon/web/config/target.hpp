// ConfigTarget: a settings struct by dotted path, and the mistakes found on the way. Internals of read_config.
//
//   ConfigTarget target(type_info<Settings>(), &settings, Unknown::refused);
//   if (const auto port = target.find("server.port")) target.assign(*port, "8080", "--port");
//   else target.complain("--port", "unknown setting");
//   target.mistakes()
//
// Threads: one at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/error.hpp"
#include "kaon/reflect/type_info.hpp"
#include "kaon/web/config/config.hpp"

namespace kaon::inline v0::web {

// A member of the struct.
struct ConfigField {
    const reflect::TypeInfo* type;
    void* value;
};

class ConfigTarget {
public:
    ConfigTarget(const reflect::TypeInfo& info, void* value, Unknown unknown)
        : info_(info), value_(value), unknown_(unknown) {}

    // "server.port"; nothing when there is no such field.
    std::optional<ConfigField> find(std::string_view path) const;
    // "SERVER_PORT"; the dots and capitals of a path are lost in a variable's name, so fields are compared in that
    // form.
    std::optional<ConfigField> find_variable(std::string_view name) const;
    // Reads text as a variable or the command line gives it: lists are separated by commas.
    void assign(const ConfigField& field, std::string_view text, std::string_view where);
    void complain(std::string_view where, std::string_view message);
    // The same of a name that no field has.
    void complain_unknown(std::string_view where, std::string_view message);

    std::vector<FieldError>& mistakes() { return mistakes_; }

private:
    const reflect::TypeInfo& info_;
    void* value_;
    Unknown unknown_;
    std::vector<FieldError> mistakes_;
};

// The sources; each reports into the target.
void read_toml(ConfigTarget& target, const std::string& file);
void read_env_file(ConfigTarget& target, const std::string& file, std::string_view prefix);
void read_environment(ConfigTarget& target, std::string_view prefix);

// The whole of a file; nothing when it does not exist.
std::optional<std::string> read_whole_file(ConfigTarget& target, const std::string& file);

}  // namespace kaon::inline v0::web
