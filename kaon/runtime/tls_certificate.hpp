// make_certificate(): a certificate and its key, for development and for tests.
//
//   Result<TlsCertificate> made = make_certificate({.names = {"localhost", "127.0.0.1", "::1"}});
//   Result<std::shared_ptr<TlsServer>> tls = TlsServer::load({.certificates = {*made}});
//
// Signed by itself, so that every client has to be told to trust it, unless an issuer is given. Errors: Errc::invalid
// (an issuer that cannot sign), Errc::internal. Threads: any; an RSA key takes its time.
#pragma once

#include "kaon/base/duration.hpp"
#include "kaon/runtime/tls.hpp"

namespace kaon::inline v0::runtime {

enum class KeyKind : std::uint8_t { ecdsa_p256, rsa_2048, rsa_3072 };

struct NewCertificate {
    std::vector<std::string> names = {};  // host names and addresses in numbers; the first is the common name
    Duration starts = Duration() - 1h;               // from now
    Duration ends = 24h * 30;
    KeyKind key = KeyKind::ecdsa_p256;
    bool authority = false;                  // may issue others
    const TlsCertificate* issuer = nullptr;  // as text
};

Result<TlsCertificate> make_certificate(const NewCertificate& wanted);

}  // namespace kaon::inline v0::runtime
