// development_certificate(): HTTPS on one's own machine: a self-signed certificate that stays the same.
//
//   Result<DevelopmentCertificate> own = development_certificate();
//   log.info("HTTPS for development", {{"fingerprint", own->fingerprint}, {"file", own->file}});
//   Result<std::shared_ptr<TlsServer>> tls = TlsServer::load({.certificates = {own->certificate}});
//
// For localhost, 127.0.0.1 and ::1. A browser asks once whether to trust it, and remembers the answer as long as the
// certificate stays: so it is kept, with its key, in one file of the user's (mode 0600) that all programs share. It is
// made anew when it has less than a month left of its year, lacks a name that is asked for, or when its file is not the
// user's own or can be read by others. Programs that start at once agree on one. What cannot be kept is made for this
// process alone, and `unkept` says why.
// Errors: Errc::internal when no key can be made. Threads: any; reads and writes files.
#pragma once

#include "kaon/runtime/tls_certificate.hpp"

namespace kaon::inline v0::runtime {

struct DevelopmentCertificateOptions {
    std::string folder = {};  // empty: $XDG_STATE_HOME/kaon, else ~/.local/state/kaon
    std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
};

struct DevelopmentCertificate {
    TlsCertificate certificate;  // as text
    std::string fingerprint;  // SHA-256, as browsers show it: "0F:A3:..."
    std::string file;  // where it is kept
    std::string unkept;  // why it is not
};

Result<DevelopmentCertificate> development_certificate(const DevelopmentCertificateOptions& options = {});

}  // namespace kaon::inline v0::runtime
