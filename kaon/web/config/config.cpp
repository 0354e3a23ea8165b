// The sources in their order, then the struct's own rules.
#include "kaon/web/config/config.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "kaon/base/fd.hpp"
#include "kaon/reflect/validate.hpp"
#include "kaon/web/config/target.hpp"

namespace kaon::inline v0::web {

std::optional<std::string> read_whole_file(ConfigTarget& target, const std::string& file) {
    constexpr std::size_t limit = 1 << 20;
    if (file.empty()) return std::nullopt;
    const Fd in(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in) {
        if (errno != ENOENT) target.complain(file, "cannot be read");
        return std::nullopt;
    }
    std::string text;
    char piece[4096];
    ssize_t got = 0;
    while ((got = read(in.number(), piece, sizeof piece)) > 0 && text.size() <= limit) {
        text.append(piece, static_cast<std::size_t>(got));
    }
    if (got == 0) return text;
    target.complain(file, got < 0 ? "cannot be read" : "is larger than 1 MiB");
    return std::nullopt;
}

Result<> read_config(const reflect::TypeInfo& info, void* value, const ConfigSources& sources) {
    ConfigTarget target(info, value, sources.unknown);
    read_toml(target, sources.file);
    read_env_file(target, sources.env_file, sources.prefix);
    read_environment(target, sources.prefix);
    for (const auto& [path, text] : sources.overrides) {
        if (const auto field = target.find(path)) target.assign(*field, text, path);
        else target.complain(path, "unknown setting");
    }
    for (FieldError& broken : reflect::validate(info, value)) target.mistakes().push_back(std::move(broken));
    if (target.mistakes().empty()) return {};
    Error error(Errc::unprocessable, "the configuration is not usable");
    for (const FieldError& mistake : target.mistakes()) error.add_field(mistake.path, mistake.message);
    return error;
}

}  // namespace kaon::inline v0::web
