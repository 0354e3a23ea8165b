// Where `kaon dev` listens: the command line, then what the program itself would take.
//
//   address_of(project, {.port = "8080"})     // 127.0.0.1:8080
//
// Then GUESTBOOK_PORT and GUESTBOOK_HOST of the environment, .env, kaon.toml; then 127.0.0.1:3000. Errors: one line
// that names the source and what is wrong with it.
#pragma once

#include <string>

#include "cli/project.hpp"
#include "kaon/runtime/socket_address.hpp"

namespace kaon::inline v0::cli::dev {

struct DevOptions {
    std::string host, port;  // empty: not given
};

Result<runtime::SocketAddress> address_of(const Project& project, const DevOptions& options);

}  // namespace kaon::inline v0::cli::dev
