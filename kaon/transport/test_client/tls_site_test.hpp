// A site that TLS tests serve: its authority, its certificate, and clients that trust it.
//
//   expect_served(service, {.tls = tls()}, ...)
//   RawClient client = co_await RawClient::connect_tls(address, *client_with());
//
// Threads: any.
#pragma once

#include "kaon/runtime/tls_certificate.hpp"

namespace kaon::inline v0::transport::test_client {

// Made once: making keys takes its time.
inline const runtime::TlsCertificate& authority() {
    static const runtime::TlsCertificate made =
        runtime::make_certificate({.names = {"authority"}, .authority = true}).value();
    return made;
}
inline const runtime::TlsCertificate& site() {
    static const runtime::TlsCertificate made =
        runtime::make_certificate({.names = {"localhost"}, .issuer = &authority()}).value();
    return made;
}
inline std::shared_ptr<runtime::TlsServer> tls(runtime::TlsServerOptions options = {}) {
    if (options.certificates.empty()) options.certificates = {site()};
    return runtime::TlsServer::load(std::move(options)).value();
}
inline std::shared_ptr<runtime::TlsClient> client_with(runtime::TlsCertificate certificate = {},
                                                       std::vector<std::string> protocols = {}) {
    return runtime::TlsClient::load({.authorities = authority().chain,
                                     .protocols = std::move(protocols),
                                     .certificate = std::move(certificate)})
        .value();
}

}  // namespace kaon::inline v0::transport::test_client
