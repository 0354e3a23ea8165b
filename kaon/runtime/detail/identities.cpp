// Names of certificates, compared as RFC 9525 says, and the contexts that they lead to.
#include "kaon/runtime/detail/identities.hpp"

#include <algorithm>

#include <arpa/inet.h>
#include <openssl/x509v3.h>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::runtime::detail {

namespace {

constexpr int slow_key_bits = 2048;  // RSA above this was measured at 1.6 ms and more (docs/decisions/tls.md)

bool signs_slowly(const LoadedCertificate& certificate) {
    return certificate.key_kind() == EVP_PKEY_RSA && EVP_PKEY_get_bits(certificate.key.get()) > slow_key_bits;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return ascii::lower(x) == ascii::lower(y); });
}

// https://www.rfc-editor.org/rfc/rfc9525#section-6.3: a wildcard is the whole first label and stands for one.
bool is_for(std::string_view pattern, std::string_view host) {
    if (!pattern.starts_with("*.")) return same_name(pattern, host);
    const std::size_t dot = host.find('.');
    return dot != 0 && dot != std::string_view::npos && same_name(pattern.substr(1), host.substr(dot));
}

// As it stands in a URL.
std::string address_text(const ASN1_STRING* address) {
    char text[INET6_ADDRSTRLEN];
    const int size = ASN1_STRING_length(address);
    if (size != 4 && size != 16) return {};
    if (!::inet_ntop(size == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(address), text, sizeof text)) return {};
    return size == 4 ? std::string(text) : "[" + std::string(text) + "]";
}

// A certificate without a subjectAltName has its common name, as old ones do.
std::vector<std::string> names_of(X509* leaf) {
    const PeerCertificate facts = facts_of(leaf);
    std::vector<std::string> names = facts.dns_names;
    const Owned<GENERAL_NAMES, GENERAL_NAMES_free> all(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(leaf, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
        int kind = 0;
        const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all.get(), i), &kind);
        if (kind != GEN_IPADD) continue;
        if (std::string text = address_text(static_cast<const ASN1_STRING*>(value)); !text.empty())
            names.push_back(std::move(text));
    }
    if (names.empty() && !facts.common_name.empty()) names.push_back(facts.common_name);
    return names;
}

}  // namespace

void Identities::add(LoadedCertificate certificate) {
    names_of_.push_back(names_of(certificate.leaf.get()));
    certificates_.push_back(std::move(certificate));
}

// `owner` is one that has the name.
Identities::Choice Identities::choice_for(std::string_view name, std::size_t owner) const {
    Choice choice;
    for (std::size_t i = 0; i < certificates_.size(); ++i) {
        const auto stands_for = [&](const std::string& pattern) { return is_for(pattern, name); };
        const bool good = i == owner || std::any_of(names_of_[i].begin(), names_of_[i].end(), stands_for);
        const auto same_kind = [&](std::size_t k) {
            return certificates_[k].key_kind() == certificates_[i].key_kind();
        };
        if (good && std::none_of(choice.begin(), choice.end(), same_kind)) choice.push_back(i);
    }
    return choice;
}

Result<> Identities::fill(Shown& shown, const Choice& choice, BeforeSigning before_signing) const {
    bool has_slow_key = false;
    for (const std::size_t i : choice) {
        const LoadedCertificate& certificate = certificates_[i];
        if (Result<> used = use_certificate(shown.context.get(), certificate); !used) return used;
        if (signs_slowly(certificate)) has_slow_key = true;
        else shown.quick_kinds.push_back(certificate.key_kind());
    }
    if (has_slow_key && before_signing) SSL_CTX_set_cert_cb(shown.context.get(), before_signing, &shown.quick_kinds);
    return {};
}

// https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.2: OpenSSL goes by the list that both know, in its order. Of a
// kind that signs slowly there is RSA alone.
bool Identities::will_sign_slowly(SSL* ssl, void* argument) {
    const auto& quick_kinds = *static_cast<const std::vector<int>*>(argument);
    int kind = 0;
    for (int i = 0; i < SSL_get_shared_sigalgs(ssl, i, &kind, nullptr, nullptr, nullptr, nullptr); ++i) {
        if (std::find(quick_kinds.begin(), quick_kinds.end(), kind) != quick_kinds.end()) return false;
        // That of RFC 8017, section 8.2, is for certificates in TLS 1.3, not for handshakes.
        if (kind == EVP_PKEY_RSA_PSS || (kind == EVP_PKEY_RSA && SSL_version(ssl) < TLS1_3_VERSION)) return true;
    }
    return false;
}

Result<> Identities::make_contexts(const std::function<Result<OwnedContext>()>& new_context,
                                   BeforeSigning before_signing) {
    const auto context_for = [&](const Choice& choice) -> Result<SSL_CTX*> {
        Shown& shown = contexts_[choice];
        if (shown.context) return shown.context.get();
        Result<OwnedContext> made = new_context();
        if (!made) return std::move(made).error();
        shown.context = std::move(made).value();
        if (Result<> filled = fill(shown, choice, before_signing); !filled) return std::move(filled).error();
        return shown.context.get();
    };
    for (std::size_t i = 0; i < certificates_.size(); ++i) {
        for (const std::string& name : names_of_[i]) {
            Result<SSL_CTX*> context = context_for(choice_for(name, i));
            if (!context) return std::move(context).error();
            names_.push_back({name, *context});
        }
    }
    const std::string_view first = names_of_[0].empty() ? std::string_view() : names_of_[0][0];
    Result<SSL_CTX*> context = context_for(choice_for(first, 0));
    if (!context) return std::move(context).error();
    first_ = *context;
    return {};
}

SSL_CTX* Identities::find(std::string_view host) const {
    for (const Name& name : names_) {
        if (is_for(name.text, host)) return name.context;
    }
    return nullptr;
}

}  // namespace kaon::inline v0::runtime::detail
