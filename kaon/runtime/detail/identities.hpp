// Identities: which certificates a server shows for which host. Replaced as a whole by a reload.
//
//   Identities fresh;
//   for (...) fresh.add(read_certificate(...).value());
//   if (Result<> made = fresh.make_contexts(new_context, nullptr); !made) return made;
//   SSL_CTX* context = fresh.find("example.org");       // null: no certificate is for it
//
// A context holds one certificate for each kind of key (RSA, ECDSA, Ed25519), and OpenSSL shows the one that the client
// can check. So each name has the context that holds, of each kind, the first certificate with that name; names with
// the same certificates share one. A host gets the context of the first name that stands for it.
// Threads: read by any once its contexts are made.
#pragma once

#include <functional>
#include <map>

#include "kaon/runtime/detail/tls_context.hpp"

namespace kaon::inline v0::runtime::detail {

class Identities {
public:
    void add(LoadedCertificate certificate);
    // `before_signing`: OpenSSL's, for contexts with a slow key, ahead of each signature; its argument leads to
    // will_sign_slowly().
    using BeforeSigning = int (*)(SSL*, void*);
    Result<> make_contexts(const std::function<Result<OwnedContext>()>& new_context, BeforeSigning before_signing);
    // Whether this handshake takes the slow key: one of its kind can do the first algorithm that both sides know.
    static bool will_sign_slowly(SSL* ssl, void* argument);

    SSL_CTX* find(std::string_view host) const;
    // For a client that names no host, or one that nobody knows.
    SSL_CTX* first() const { return first_; }

private:
    struct Name {
        std::string text;  // "example.org", "*.example.org", "192.0.2.1", "[::1]"
        SSL_CTX* context;
    };
    using Choice = std::vector<std::size_t>;  // of certificates, at most one for each kind of key
    // A context and the kinds of its keys that sign quickly.
    struct Shown {
        OwnedContext context;
        std::vector<int> quick_kinds;
    };
    Choice choice_for(std::string_view name, std::size_t owner) const;
    Result<> fill(Shown& shown, const Choice& choice, BeforeSigning before_signing) const;

    std::vector<LoadedCertificate> certificates_;
    std::vector<std::vector<std::string>> names_of_;  // of each certificate
    std::map<Choice, Shown> contexts_;
    std::vector<Name> names_;
    SSL_CTX* first_ = nullptr;
};

}  // namespace kaon::inline v0::runtime::detail
