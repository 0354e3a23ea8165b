// Contexts with the settings of RFC 9325, and what is read from PEM.
#include "kaon/runtime/detail/tls_context.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <openssl/x509v3.h>

namespace kaon::inline v0::runtime::detail {

namespace {

constexpr std::size_t largest_file = 4 * 1024 * 1024;
constexpr long longest_chain_bytes = 32 * 1024;  // that a peer may show

std::string hexadecimal(const unsigned char* bytes, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += "0123456789abcdef"[bytes[i] >> 4];
        text += "0123456789abcdef"[bytes[i] & 15];
    }
    return text;
}

std::string name_text(const X509_NAME* name) {
    const OwnedBio out(BIO_new(BIO_s_mem()));
    char* text = nullptr;
    if (!out || X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253) < 0) return {};
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

void add_names(X509* certificate, PeerCertificate& facts) {
    auto* names = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    const Owned<GENERAL_NAMES, GENERAL_NAMES_free> owned(names);
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names); ++i) {
        int kind = 0;
        const auto* value =
            static_cast<const ASN1_IA5STRING*>(GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, i), &kind));
        if (kind != GEN_DNS && kind != GEN_URI && kind != GEN_EMAIL) continue;
        std::string text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                         static_cast<std::size_t>(ASN1_STRING_length(value)));
        (kind == GEN_DNS ? facts.dns_names : kind == GEN_URI ? facts.uris : facts.emails).push_back(std::move(text));
    }
}

// OpenSSL's own words for these ("unsupported", "no start line") would only hide what is meant.
Error said(std::string text) {
    ERR_clear_error();
    return Error(Errc::invalid, std::move(text));
}

// Signed by itself, a certificate vouches for itself at least.
bool vouches_for_nobody(X509* certificate) {
    return X509_check_ca(certificate) == 0 && (X509_get_extension_flags(certificate) & EXFLAG_SS) == 0;
}

}  // namespace

PeerCertificate facts_of(X509* certificate) {
    PeerCertificate facts;
    facts.subject = name_text(X509_get_subject_name(certificate));
    facts.issuer = name_text(X509_get_issuer_name(certificate));
    char name[256];
    const int length = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
    if (length > 0) facts.common_name.assign(name, static_cast<std::size_t>(length));
    const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
    facts.serial = hexadecimal(ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial)));
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &size) == 1) facts.fingerprint = hexadecimal(digest, size);
    add_names(certificate, facts);
    return facts;
}

Result<OwnedContext> new_context(const SSL_METHOD* method, TlsVersion lowest) {
    OwnedContext context(SSL_CTX_new(method));
    if (!context) return openssl_error("no TLS");
    SSL_CTX* raw = context.get();
    SSL_CTX_set_min_proto_version(raw, lowest == TlsVersion::tls_1_3 ? TLS1_3_VERSION : TLS1_2_VERSION);
    // https://www.rfc-editor.org/rfc/rfc9325#section-4.2; those of TLS 1.3 are all good.
    if (SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) return openssl_error("no ciphers");
    if (SSL_CTX_set1_groups_list(raw, "X25519:P-256:P-384") != 1) return openssl_error("no groups");
    SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_PRIORITIZE_CHACHA |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE);
    // A caller may repeat a write from elsewhere.
    SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // A record with one recv(2): otherwise its five bytes of head are asked for by themselves.
    SSL_CTX_set_read_ahead(raw, 1);
    SSL_CTX_set_max_cert_list(raw, longest_chain_bytes);
    SSL_CTX_set_default_passwd_cb(raw, no_password);
    return context;
}

Result<std::string> pem_text(const std::string& file, const std::string& text) {
    if (file.empty()) return text;
    const Owned<std::FILE, std::fclose> in(std::fopen(file.c_str(), "re"));
    if (!in) return Error(Errc::invalid, "cannot read " + file + ": " + std::strerror(errno));
    std::string read;
    char piece[4096];
    while (const std::size_t n = std::fread(piece, 1, sizeof piece, in.get())) {
        read.append(piece, n);
        if (read.size() > largest_file) return Error(Errc::invalid, file + " is too large for certificates");
    }
    return read;
}

// A file that holds the key as well needs no other.
Result<LoadedCertificate> read_certificate(const TlsCertificate& certificate) {
    LoadedCertificate loaded{.where = certificate.chain_file.empty() ? "the certificate" : certificate.chain_file,
                             .leaf = {},
                             .above = {},
                             .key = {}};
    Result<std::string> chain = pem_text(certificate.chain_file, certificate.chain);
    if (!chain) return std::move(chain).error();
    const bool together = certificate.key_file.empty() && certificate.key.empty();
    Result<std::string> key = together ? *chain : pem_text(certificate.key_file, certificate.key);
    if (!key) return std::move(key).error();

    const OwnedBio in = reading(*chain);
    loaded.leaf.reset(PEM_read_bio_X509(in.get(), nullptr, no_password, nullptr));
    if (!loaded.leaf) return said(loaded.where + " has no certificate in PEM form");
    while (OwnedCertificate above{PEM_read_bio_X509(in.get(), nullptr, no_password, nullptr)})
        loaded.above.push_back(std::move(above));
    ERR_clear_error();  // that nothing more was found is how the loop ends
    const std::string key_where = !certificate.key_file.empty() ? certificate.key_file
                                  : together                    ? loaded.where
                                                                : "the key";
    loaded.key.reset(PEM_read_bio_PrivateKey(reading(*key).get(), nullptr, no_password, nullptr));
    if (!loaded.key) {
        Error missing = said(key_where + " has no private key in PEM form that needs no password");
        if (together) missing.add_field("key_file", "is missing");
        return missing;
    }
    if (X509_check_private_key(loaded.leaf.get(), loaded.key.get()) != 1)
        return said(key_where + " does not belong to " + loaded.where);
    return loaded;
}

Result<> use_certificate(SSL_CTX* context, const LoadedCertificate& certificate) {
    bool used = SSL_CTX_use_certificate(context, certificate.leaf.get()) == 1;
    for (const OwnedCertificate& above : certificate.above)
        used = used && SSL_CTX_add1_chain_cert(context, above.get()) == 1;
    if (used && SSL_CTX_use_PrivateKey(context, certificate.key.get()) == 1) return {};
    return openssl_error(certificate.where + " cannot be used");
}

Result<std::string> trust(SSL_CTX* context, const std::string& file, const std::string& text, Told told) {
    Result<std::string> pem = pem_text(file, text);
    if (!pem) return pem;
    const std::string where = file.empty() ? "the text of the authorities" : file;
    const OwnedBio in = reading(*pem);
    int count = 0;
    while (const OwnedCertificate authority{PEM_read_bio_X509(in.get(), nullptr, no_password, nullptr)}) {
        if (vouches_for_nobody(authority.get()))
            return said(where + " holds the certificate of " + name_text(X509_get_subject_name(authority.get())) +
                        ", which is not that of an authority");
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get());
        if (told == Told::peers) SSL_CTX_add_client_CA(context, authority.get());
        ++count;
    }
    const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (count == 0) return said(where + " has no certificate of an authority in PEM form");
    // Else some of the authorities would be missing, and nobody would know.
    if (!at_end) return said(where + " is damaged behind its certificate number " + std::to_string(count));
    ERR_clear_error();
    return pem;
}

}  // namespace kaon::inline v0::runtime::detail
