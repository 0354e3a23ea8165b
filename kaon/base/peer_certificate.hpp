// PeerCertificate: who the other end of a TLS connection is, as a certificate says that has been verified.
//
//   const PeerCertificate* who = request.certificate;
//   if (!who || !who->names_dns("billing.internal")) return forbidden();
//
// A server has one only when the chain leads to an authority that it was told to trust and the certificate is valid
// now. Threads: a value; the same for all requests of a connection.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

struct PeerCertificate {
    std::string subject;      // RFC 2253: "CN=billing,O=Example"
    std::string common_name;  // of the subject; empty: none
    std::string issuer;
    std::string serial;                  // hexadecimal, in lower case
    std::string fingerprint;             // SHA-256 of the certificate, hexadecimal, in lower case
    std::vector<std::string> dns_names;  // subjectAltName (RFC 5280, section 4.2.1.6)
    std::vector<std::string> uris;
    std::vector<std::string> emails;

    bool names_dns(std::string_view name) const {
        for (const std::string& known : dns_names) {
            if (known == name) return true;
        }
        return false;
    }
};

}  // namespace kaon::inline v0
