// Building and signing X.509 certificates (RFC 5280, section 4).
#include "kaon/runtime/tls_certificate.hpp"

#include <ctime>

#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "kaon/runtime/detail/openssl.hpp"

namespace kaon::inline v0::runtime {

namespace {

using detail::Owned, detail::OwnedBio, detail::OwnedCertificate, detail::OwnedKey, detail::openssl_error;

OwnedKey new_key(KeyKind kind) {
    switch (kind) {
        case KeyKind::rsa_2048: return OwnedKey(EVP_RSA_gen(2048));
        case KeyKind::rsa_3072: return OwnedKey(EVP_RSA_gen(3072));
        case KeyKind::ecdsa_p256: break;
    }
    return OwnedKey(EVP_EC_gen("P-256"));
}

bool set_validity(X509* certificate, Duration starts, Duration ends) {
    const auto seconds = [](Duration d) { return static_cast<long>(d.nanoseconds / 1'000'000'000); };
    return X509_gmtime_adj(X509_getm_notBefore(certificate), seconds(starts)) &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), seconds(ends));
}

bool set_serial(X509* certificate) {
    std::uint64_t serial = 0;
    return RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1;
}

bool add_name(GENERAL_NAMES* names, const std::string& text) {
    Owned<GENERAL_NAME, GENERAL_NAME_free> name(GENERAL_NAME_new());
    if (!name) return false;
    if (ASN1_OCTET_STRING* address = a2i_IPADDRESS(text.c_str())) {
        GENERAL_NAME_set0_value(name.get(), GEN_IPADD, address);
    } else {
        ASN1_IA5STRING* host = ASN1_IA5STRING_new();
        if (!host || ASN1_STRING_set(host, text.data(), static_cast<int>(text.size())) != 1) return false;
        GENERAL_NAME_set0_value(name.get(), GEN_DNS, host);
    }
    ERR_clear_error();
    return sk_GENERAL_NAME_push(names, name.get()) > 0 && name.release() != nullptr;
}

bool set_names(X509* certificate, const std::vector<std::string>& wanted) {
    const Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(sk_GENERAL_NAME_new_null());
    for (const std::string& name : wanted) {
        if (!add_name(names.get(), name)) return false;
    }
    return wanted.empty() || X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0) == 1;
}

bool set_authority(X509* certificate, bool authority) {
    const Owned<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free> constraints(BASIC_CONSTRAINTS_new());
    if (!constraints) return false;
    constraints->ca = authority ? 255 : 0;
    return X509_add1_ext_i2d(certificate, NID_basic_constraints, constraints.get(), 1, 0) == 1;
}

// Some clients take no certificate that does not say what it is for (RFC 5280, section 4.2.1.12).
bool set_purposes(X509* certificate) {
    const Owned<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free> purposes(sk_ASN1_OBJECT_new_null());
    for (const int purpose : {NID_server_auth, NID_client_auth}) {
        if (sk_ASN1_OBJECT_push(purposes.get(), OBJ_nid2obj(purpose)) <= 0) return false;
    }
    return X509_add1_ext_i2d(certificate, NID_ext_key_usage, purposes.get(), 0, 0) == 1;
}

template <class F>
std::string as_text(F write) {
    const OwnedBio out(BIO_new(BIO_s_mem()));
    char* text = nullptr;
    if (!out || write(out.get()) != 1) return {};
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace

Result<TlsCertificate> make_certificate(const NewCertificate& wanted) {
    const OwnedKey key = new_key(wanted.key);
    const OwnedCertificate made(X509_new());
    if (!key || !made) return Error(Errc::internal, "no key could be made");
    const std::string common = wanted.names.empty() ? "kaon" : wanted.names.front();
    X509_NAME* subject = X509_get_subject_name(made.get());
    const bool filled =
        X509_set_version(made.get(), X509_VERSION_3) == 1 && set_serial(made.get()) &&
        set_validity(made.get(), wanted.starts, wanted.ends) &&
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common.data()),
                                   static_cast<int>(common.size()), -1, 0) == 1 &&
        X509_set_pubkey(made.get(), key.get()) == 1 && set_names(made.get(), wanted.names) &&
        set_authority(made.get(), wanted.authority) && (wanted.authority || set_purposes(made.get()));
    if (!filled) return openssl_error("a certificate cannot have the name " + common);

    OwnedCertificate issuer;
    OwnedKey issuer_key;
    if (wanted.issuer) {
        issuer.reset(
            PEM_read_bio_X509(detail::reading(wanted.issuer->chain).get(), nullptr, detail::no_password, nullptr));
        issuer_key.reset(
            PEM_read_bio_PrivateKey(detail::reading(wanted.issuer->key).get(), nullptr, detail::no_password, nullptr));
        if (!issuer || !issuer_key) return openssl_error("the issuer has no certificate and key as text");
    }
    X509_set_issuer_name(made.get(), issuer ? X509_get_subject_name(issuer.get()) : subject);
    if (X509_sign(made.get(), issuer_key ? issuer_key.get() : key.get(), EVP_sha256()) == 0)
        return openssl_error("the issuer cannot sign");

    TlsCertificate text;
    text.chain = as_text([&](BIO* out) { return PEM_write_bio_X509(out, made.get()); });
    text.key = as_text(
        [&](BIO* out) { return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    if (text.chain.empty() || text.key.empty()) return openssl_error("the certificate cannot be written as PEM");
    return text;
}

}  // namespace kaon::inline v0::runtime
