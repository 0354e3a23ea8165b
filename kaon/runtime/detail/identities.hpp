// Identities: which certificates a server shows for which host. Replaced as a whole by a reload.
//
//   Identities fresh;
//   for (...) fresh.add(read_certificate(...).value());
//   if (Result<> made = fresh.make_contexts(new_context); !made) return made;
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
    Result<> make_contexts(const std::function<Result<OwnedContext>()>& new_context);

    SSL_CTX* find(std::string_view host) const;
    // For a client that names no host, or one that nobody knows.
    SSL_CTX* first() const { return first_; }
    // Some key takes more than a millisecond to sign with.
    bool sign_slowly() const;

private:
    struct Name {
        std::string text;  // "example.org", "*.example.org", "192.0.2.1", "[::1]"
        SSL_CTX* context;
    };
    using Choice = std::vector<std::size_t>;  // of certificates, at most one for each kind of key
    Choice choice_for(std::string_view name, std::size_t owner) const;

    std::vector<LoadedCertificate> certificates_;
    std::vector<std::vector<std::string>> names_of_;  // of each certificate
    std::map<Choice, OwnedContext> contexts_;
    std::vector<Name> names_;
    SSL_CTX* first_ = nullptr;
};

}  // namespace kaon::inline v0::runtime::detail
