// Addresses and certificates by the names of their options; sockets that were handed over before those that are bound.
#include "kaon/program/listening.hpp"

#include <algorithm>
#include <charconv>

#include "kaon/http/target.hpp"
#include "kaon/runtime/inherited.hpp"
#include "kaon/runtime/tls_development.hpp"
#include "kaon/telemetry/log.hpp"
#include "kaon/web/middleware/https_only.hpp"

namespace kaon::inline v0::program {

namespace {

using runtime::SocketAddress, runtime::TlsServer;
using transport::ListenOptions, transport::Server, transport::UseTls;

constexpr telemetry::Log tls_log("tls");
constexpr std::string_view unix_prefix = "unix:";
constexpr std::string_view in_the_clear = "http";  // the name of such a socket

// A server that gets its listeners one by one.
class Opening {
public:
    explicit Opening(transport::ServerOptions options) : options_(std::move(options)) {}

    void adopt(Fd socket, ListenOptions options) {
        if (server_) server_->listen(std::move(socket), std::move(options));
        else server_ = Server::adopt(std::move(socket), options_, std::move(options));
    }
    Result<> bind(const SocketAddress& address, ListenOptions options, std::string_view option) {
        Result<> bound;
        if (server_) {
            bound = server_->listen(address, std::move(options));
        } else {
            Result<Server> made = Server::bind(address, options_, std::move(options));
            if (made) server_ = std::move(made).value();
            else bound = std::move(made).error();
        }
        if (bound) return {};
        const std::string where = address.text();
        if (bound.error().is(Errc::conflict))
            return Error(Errc::conflict,
                         where + " is taken: stop what listens there, or choose another " + std::string(option));
        if (bound.error().is(Errc::forbidden))
            return Error(Errc::forbidden, "no right to listen on " + where + ": ports below 1024 are root's");
        return bound;
    }
    Server take() && { return std::move(*server_); }

private:
    transport::ServerOptions options_;
    std::optional<Server> server_;
};

Result<SocketAddress> address_of(const Listen& listen) {
    if (listen.host.starts_with(unix_prefix)) return read_listen_address(listen.host);
    Result<SocketAddress> address = SocketAddress::parse(listen.host, listen.port);
    if (address) return address;
    return Error(Errc::invalid, "'" + listen.host + "' is not an address: use numbers such as 127.0.0.1");
}

Result<> bind_all(Opening& opening, const Listen& listen, const ListenOptions& each) {
    if (listen.listen.empty()) {
        Result<SocketAddress> address = address_of(listen);
        if (!address) return std::move(address).error();
        return opening.bind(*address, each, "--port");
    }
    for (const std::string& text : listen.listen) {
        Result<SocketAddress> address = read_listen_address(text);
        if (!address) return std::move(address).error();
        if (Result<> bound = opening.bind(*address, each, "--listen"); !bound) return bound;
    }
    return {};
}

// Under the name, so that a successor knows which of its sockets it is.
Result<> bind_redirecting(Opening& opening, const Listen& listen, ListenOptions options) {
    if (listen.redirect_http.empty()) return {};
    Result<SocketAddress> address = read_listen_address(listen.redirect_http, listen.host);
    if (!address) return std::move(address).error();
    return opening.bind(*address, std::move(options), "--redirect-http");
}

Result<ListenOptions> options_for_each(const Listen& listen) {
    ListenOptions options;
    for (const std::string& text : listen.trusted_proxy) {
        Result<http::Network> network = http::Network::parse(text);
        if (!network)
            return Error(Errc::invalid,
                         "--trusted-proxy '" + text + "' is no network: use 10.0.0.0/8, 192.0.2.7, fd00::/8 or unix");
        options.proxies.push_back(*network);
    }
    return options;
}

std::string url_of(const SocketAddress& address, std::string_view scheme) {
    const std::string where = address.text();
    return where.starts_with(unix_prefix) ? where : std::string(scheme) + "://" + where;
}

Result<std::vector<runtime::TlsCertificate>> for_development(const Listen& listen) {
    if (!listen.tls_certificate.empty())
        return Error(Errc::invalid, "--tls-dev makes a certificate of its own: drop it, or --tls-certificate");
    Result<runtime::DevelopmentCertificate> own = runtime::development_certificate();
    if (!own) return std::move(own).error();
    tls_log.info("a certificate for development: browsers ask once",
                 {{"fingerprint", own->fingerprint}, {"file", own->file}});
    if (!own->unkept.empty())
        tls_log.warn("it cannot be kept: browsers ask again after a restart", {{"cause", own->unkept}});
    return std::vector{std::move(own->certificate)};
}

Result<std::vector<runtime::TlsCertificate>> from_files(const Listen& listen) {
    const auto& keys = listen.tls_key;
    if (!keys.empty() && keys.size() != listen.tls_certificate.size())
        return Error(Errc::invalid, "--tls-key: one for each --tls-certificate, in their order; none at all where "
                                    "the certificates' files hold the keys");
    std::vector<runtime::TlsCertificate> certificates;
    for (std::size_t i = 0; i < listen.tls_certificate.size(); ++i)
        certificates.push_back(
            {.chain_file = listen.tls_certificate[i], .key_file = keys.empty() ? std::string() : keys[i]});
    return certificates;
}

// A process before this one may have had the address once for each core.
void say_once(std::vector<std::string>& urls, std::string url) {
    if (std::find(urls.begin(), urls.end(), url) == urls.end()) urls.push_back(std::move(url));
}

// `clear`: which of the server's listeners, in order, are in the clear though it has TLS.
Listening described(Server server, const std::vector<bool>& clear) {
    Listening listening{.server = std::move(server), .urls = {}};
    const bool sealed = listening.server.options().tls != nullptr;
    std::uint16_t port = 0;
    const std::vector<SocketAddress> addresses = listening.server.addresses();
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        if (clear[i]) {
            say_once(listening.redirects, url_of(addresses[i], "http"));
            continue;
        }
        say_once(listening.urls, url_of(addresses[i], sealed ? "https" : "http"));
        if (port == 0) port = addresses[i].port();
    }
    if (port != 0) listening.https_port = port;
    return listening;
}

}  // namespace

Task<http::Response> HttpsFirst::operator()(http::Request& request) const {
    if (request.scheme == "https") return served_(request);
    const auto lead = [](const HttpsFirst& self, const http::Request& asked) -> Task<http::Response> {
        if (self.tls_->is_for(http::split_authority(asked.authority).host))
            co_return web::lead_to_https(asked, self.port_);
        http::Response refusal;
        refusal.status = http::Status::misdirected_request;
        refusal.headers.set("content-type", "text/plain; charset=utf-8");
        refusal.body = http::Body(std::string("this server has no certificate for that host\n"));
        co_return refusal;
    };
    return lead(*this, request);
}

transport::Handler::Started HttpsFirst::start(http::Request& request, Context& context,
                                              http::Response& response) const {
    if (request.scheme == "https") return served_.start(request, context, response);
    return (*this)(request);
}

Result<SocketAddress> read_listen_address(std::string_view text, std::string_view host) {
    if (text.starts_with(unix_prefix)) return SocketAddress::unix_path(text.substr(unix_prefix.size()));
    const std::size_t colon = text.rfind(':');
    std::string_view name = colon == text.npos ? host : text.substr(0, colon);
    const std::string_view digits = colon == text.npos ? text : text.substr(colon + 1);
    const bool bracketed = name.starts_with('[') && name.ends_with(']');
    if (bracketed) name = name.substr(1, name.size() - 2);
    std::uint16_t port = 0;
    const auto [end, mistake] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool is_port = mistake == std::errc() && end == digits.data() + digits.size();
    // Without its brackets the last group of an IPv6 address would be read as a port.
    const bool is_ambiguous = colon != text.npos && !bracketed && name.find(':') != name.npos;
    if (is_port && !is_ambiguous && !name.empty()) {
        if (Result<SocketAddress> address = SocketAddress::parse(name, port)) return address;
    }
    return Error(Errc::invalid, "'" + std::string(text) + "' is not an address with a port: use 127.0.0.1:3000, " +
                                    "[::1]:3000 or unix:/run/app.sock");
}

Result<std::shared_ptr<TlsServer>> load_certificates(const Listen& listen) {
    Result<std::vector<runtime::TlsCertificate>> certificates =
        listen.tls_dev ? for_development(listen) : from_files(listen);
    if (!certificates) return std::move(certificates).error();
    if (certificates->empty()) {
        if (listen.tls_client_ca.empty()) return std::shared_ptr<TlsServer>();
        return Error(Errc::invalid, "--tls-client-ca asks clients for certificates in HTTPS, which needs "
                                    "--tls-certificate or --tls-dev");
    }
    runtime::TlsServerOptions options{.certificates = std::move(certificates).value()};
    if (!listen.tls_client_ca.empty()) {
        options.client_authorities_file = listen.tls_client_ca;
        options.client_certificates = listen.tls_clients == TlsClients::optional
                                          ? runtime::ClientCertificates::optional
                                          : runtime::ClientCertificates::required;
    }
    Result<std::shared_ptr<TlsServer>> loaded = TlsServer::load(std::move(options));
    if (loaded || loaded.error().fields().empty() || loaded.error().fields()[0].path != "key_file") return loaded;
    return Error(Errc::invalid, std::string(loaded.error().text()) + ": name the key's file by --tls-key");
}

Result<Listening> open_listeners(const Listen& listen, const ServeOptions& options) {
    Result<std::shared_ptr<TlsServer>> loaded = load_certificates(listen);
    if (!loaded) return std::move(loaded).error();
    transport::ServerOptions served = options.server;
    // Whoever set it may ask clients for certificates: nobody is to take that away in passing.
    if (*loaded && served.tls)
        return Error(Errc::invalid, "this program brings its own certificates: drop the options that begin with --tls");
    if (*loaded) served.tls = *loaded;
    if (!listen.redirect_http.empty() && !served.tls)
        return Error(Errc::invalid, "--redirect-http leads to HTTPS, which needs --tls-certificate or --tls-dev");
    Result<ListenOptions> each = options_for_each(listen);
    if (!each) return std::move(each).error();
    Result<std::vector<runtime::InheritedListener>> inherited = runtime::inherited_listeners();
    if (!inherited) return std::move(inherited).error();

    ListenOptions redirecting = *each;
    redirecting.tls = UseTls::no;
    redirecting.name = in_the_clear;
    Opening opening(served);
    std::vector<bool> clear;
    bool binds_redirecting = !listen.redirect_http.empty();
    for (runtime::InheritedListener& given : *inherited) {
        clear.push_back(served.tls && given.name == in_the_clear);
        if (clear.back()) binds_redirecting = false;
        opening.adopt(std::move(given.socket), clear.back() ? redirecting : *each);
    }
    if (inherited->empty()) {
        if (Result<> bound = bind_all(opening, listen, *each); !bound) return std::move(bound).error();
        clear.resize(std::max<std::size_t>(listen.listen.size(), 1), false);
    }
    if (binds_redirecting) {
        if (Result<> bound = bind_redirecting(opening, listen, redirecting); !bound) return std::move(bound).error();
        clear.push_back(true);
    }
    return described(std::move(opening).take(), clear);
}

}  // namespace kaon::inline v0::program
