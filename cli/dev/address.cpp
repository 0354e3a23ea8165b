// Host and port, read as the program itself reads them.
#include "cli/dev/address.hpp"

#include "kaon/web/config/config.hpp"

namespace kaon::inline v0::cli::dev {

namespace {

struct Listen {
    std::string host = "127.0.0.1";
    std::uint16_t port = 3000;
};

}  // namespace

Result<runtime::SocketAddress> address_of(const Project& project, const DevOptions& options) {
    ConfigSources sources{.file = (project.folder / "kaon.toml").string(),
                          .env_file = (project.folder / ".env").string(),
                          .prefix = project.prefix(),
                          .unknown = Unknown::ignored};
    if (!options.host.empty()) sources.overrides.emplace_back("host", options.host);
    if (!options.port.empty()) sources.overrides.emplace_back("port", options.port);
    const Result<Listen> listen = read_config<Listen>(sources);
    if (!listen) {
        const FieldError& first = listen.error().fields().front();
        return Error(Errc::invalid, (first.path == "port" ? "--port" : first.path) + ": " + first.message);
    }
    Result<runtime::SocketAddress> address = runtime::SocketAddress::parse(listen->host, listen->port);
    if (address) return address;
    return Error(Errc::invalid,
                 "'" + listen->host + "' is no address to listen on: use numbers such as 127.0.0.1 or 0.0.0.0");
}

}  // namespace kaon::inline v0::cli::dev
