// Settings: a server's own struct and what every server has, read from all sources as one. Internals of serve().
//
// Lifetime: the two structs lie in one object and outlive this.
#pragma once

#include <string>
#include <vector>

#include "kaon/program/command_line.hpp"
#include "kaon/program/serve.hpp"

namespace kaon::inline v0::program {

class Settings {
public:
    Settings(Listen& listen, const ServeCall& call, const ServeOptions& options);
    Settings(const Settings&) = delete;
    Settings& operator=(const Settings&) = delete;

    const Parameters& parameters() const { return parameters_; }
    const std::string& prefix() const { return prefix_; }
    const reflect::TypeInfo& info() const { return info_; }  // of both structs
    // From kaon.toml, .env, the environment and the command line. Errors: Errc::unprocessable with Error::fields().
    Result<> read(const CommandLine& line);
    // For help: where else settings come from, and the names of those that no command line takes.
    std::string notes() const;

private:
    Listen& listen_;
    const ServeCall& call_;
    std::string prefix_;
    std::vector<reflect::Field> fields_;  // of both structs
    reflect::ObjectInfo object_{};
    reflect::TypeInfo info_;
    Parameters parameters_;
};

}  // namespace kaon::inline v0::program
