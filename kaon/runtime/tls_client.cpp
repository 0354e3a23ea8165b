// A client's context, and the name that the server must prove.
#include <openssl/x509v3.h>

#include "kaon/runtime/detail/system_authorities.hpp"
#include "kaon/runtime/detail/tls_context.hpp"
#include "kaon/runtime/tls.hpp"

namespace kaon::inline v0::runtime {

TlsClient::~TlsClient() { SSL_CTX_free(context_); }

Result<std::shared_ptr<TlsClient>> TlsClient::load(TlsClientOptions options) {
    Result<detail::OwnedContext> context = detail::new_context(TLS_client_method(), options.lowest);
    if (!context) return std::move(context).error();
    SSL_CTX* raw = context->get();
    SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, nullptr);
    const bool trusts_more = !options.authorities_file.empty() || !options.authorities.empty();
    if (Result<> trusted = detail::trust_the_systems(raw, trusts_more ? detail::Store::own : detail::Store::shared);
        !trusted)
        return std::move(trusted).error();
    if (trusts_more) {
        const Result<std::string> trusted =
            detail::trust(raw, options.authorities_file, options.authorities, detail::Told::nobody);
        if (!trusted) return trusted.error().copy();
    }
    if (!options.certificate.chain_file.empty() || !options.certificate.chain.empty()) {
        Result<detail::LoadedCertificate> shown = detail::read_certificate(options.certificate);
        if (!shown) return std::move(shown).error();
        if (Result<> used = detail::use_certificate(raw, *shown); !used) return std::move(used).error();
    }
    std::string offered;
    for (const std::string& protocol : options.protocols) {
        if (protocol.empty() || protocol.size() > 255)
            return Error(Errc::invalid, "'" + protocol + "' is no name for ALPN");
        offered += static_cast<char>(protocol.size());
        offered += protocol;
    }
    if (!offered.empty())
        SSL_CTX_set_alpn_protos(raw, reinterpret_cast<const unsigned char*>(offered.data()),
                                static_cast<unsigned>(offered.size()));
    return std::shared_ptr<TlsClient>(new TlsClient(context->release()));
}

// https://www.rfc-editor.org/rfc/rfc9525#section-6: a name is compared with names, an address with addresses, and only
// a name is sent (RFC 6066, section 3).
std::unique_ptr<TlsSession> TlsClient::connect(int fd, std::string_view host) const {
    SSL* ssl = SSL_new(context_);
    if (!ssl) return nullptr;
    std::unique_ptr<TlsSession> session(new TlsSession(ssl, fd));
    const std::string name(host);
    X509_VERIFY_PARAM* verified = SSL_get0_param(ssl);
    X509_VERIFY_PARAM_set_hostflags(verified, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (X509_VERIFY_PARAM_set1_ip_asc(verified, name.c_str()) != 1) {
        ERR_clear_error();
        if (name.empty() || X509_VERIFY_PARAM_set1_host(verified, name.data(), name.size()) != 1 ||
            SSL_set_tlsext_host_name(ssl, name.c_str()) != 1)
            return nullptr;
    }
    SSL_set_connect_state(ssl);
    return session;
}

}  // namespace kaon::inline v0::runtime
