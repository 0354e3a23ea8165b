// What every file that calls OpenSSL shares: owners of its objects, its errors as ours.
//
//   Owned<X509, X509_free> certificate(X509_new());
//   return openssl_error("the key does not belong to the certificate");
//
// Threads: pure functions; OpenSSL's error queue is the thread's own.
#pragma once

#include <memory>
#include <string>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "kaon/base/peer_certificate.hpp"
#include "kaon/base/result.hpp"

namespace kaon::inline v0::runtime::detail {

template <auto free>
struct Freeing {
    template <class T>
    void operator()(T* object) const {
        free(object);
    }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, Freeing<free>>;

using OwnedBio = Owned<BIO, BIO_free>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedCertificate = Owned<X509, X509_free>;
using OwnedContext = Owned<SSL_CTX, SSL_CTX_free>;

// The last error in OpenSSL's words; empties its queue.
inline std::string_view openssl_reason() {
    const unsigned long code = ERR_peek_last_error();
    const char* reason = code ? ERR_reason_error_string(code) : nullptr;
    ERR_clear_error();
    return reason ? reason : "no reason given";
}
inline Error openssl_error(std::string text) {
    return Error(Errc::invalid, std::move(text)).with_detail(openssl_reason());
}

// Over the text, which outlives it.
inline OwnedBio reading(const std::string& text) {
    return OwnedBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}
// Instead of a question on the terminal.
inline int no_password(char*, int, int, void*) { return 0; }

// What the certificate says of its owner.
PeerCertificate facts_of(X509* certificate);

}  // namespace kaon::inline v0::runtime::detail
