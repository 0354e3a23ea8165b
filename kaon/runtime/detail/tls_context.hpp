// Making OpenSSL contexts: what servers and clients set alike, certificates, keys and authorities from PEM.
//
//   Result<OwnedContext> context = new_context(TLS_server_method(), TlsVersion::tls_1_2);
//   Result<LoadedCertificate> loaded = read_certificate(certificate);
//   if (Result<> used = use_certificate(context->get(), *loaded); !used) return std::move(used).error();
//
// Errors: Errc::invalid, which names the file. Threads: pure functions.
#pragma once

#include "kaon/runtime/detail/openssl.hpp"
#include "kaon/runtime/tls.hpp"

namespace kaon::inline v0::runtime::detail {

Result<OwnedContext> new_context(const SSL_METHOD* method, TlsVersion lowest);

// A certificate, those above it and its key, as read once: a context may share it with others.
struct LoadedCertificate {
    std::string where;  // for messages
    OwnedCertificate leaf;
    std::vector<OwnedCertificate> above;
    OwnedKey key;

    int key_kind() const { return EVP_PKEY_get_base_id(key.get()); }  // of which a context holds one each
};
Result<LoadedCertificate> read_certificate(const TlsCertificate& certificate);
Result<> use_certificate(SSL_CTX* context, const LoadedCertificate& certificate);
// The text of a file, or `text` where none is named.
Result<std::string> pem_text(const std::string& file, const std::string& text);
// Those in the file, or the text where none is named, join the context's trusted ones; with Told::peers the peer hears
// their names. Gives the text that they were read from.
enum class Told { nobody, peers };
Result<std::string> trust(SSL_CTX* context, const std::string& file, const std::string& text, Told told);

}  // namespace kaon::inline v0::runtime::detail
