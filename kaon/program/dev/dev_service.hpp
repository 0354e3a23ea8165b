// The dev mode of a program that `kaon dev` started: what kaon::serve puts around the application then.
//
//   if (const auto mode = dev::Mode::from_environment()) {          // only with KAON_DEV in the environment
//       dev::DevService wrapped(Handler(service), *mode);
//       ...                                                          // serve `wrapped` instead of `service`
//   }
//   runtime::say_ready();                                            // when the listener is served
//
// Adds /_kaon/dev/script.js and /_kaon/dev/state (answers when something has changed: a long poll), and puts the script
// at the end of every HTML page. The script is the site's own file, so a strict Content-Security-Policy allows it.
// Without KAON_DEV none of this exists: the paths are 404 and pages are sent as they are.
// Threads: any number of cores. Lifetime: the handler outlives it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kaon/transport/handler.hpp"

namespace kaon::inline v0::dev {

struct Mode {
    std::string folder;  // where the state is
    std::uint64_t generation = 0;  // of this program; 0: of `kaon dev` itself

    static std::optional<Mode> from_environment();
};

class DevService {
public:
    DevService(transport::Handler inner, Mode mode) : inner_(inner), mode_(std::move(mode)) {}
    Task<http::Response> operator()(http::Request& request) const;

private:
    Task<http::Response> state(http::Request& request) const;
    void add_script(const http::Request& request, http::Response& response) const;

    transport::Handler inner_;
    Mode mode_;
};

}  // namespace kaon::inline v0::dev
