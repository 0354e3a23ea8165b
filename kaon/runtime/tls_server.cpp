// A server's certificates by name, its callbacks, and taking new certificates while it runs.
#include <atomic>
#include <cstring>

#include "kaon/runtime/detail/identities.hpp"
#include "kaon/runtime/detail/ticket_keys.hpp"
#include "kaon/runtime/tls.hpp"
#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::runtime {

namespace {

constexpr telemetry::Log tls_log("tls");
using detail::Identities;

// A ticket holds what was verified when it was sealed: it is good for as long as the same authorities are trusted.
bool bind_tickets_to(SSL_CTX* context, std::string_view authorities) {
    unsigned char digest[SSL_MAX_SID_CTX_LENGTH];
    static_assert(sizeof digest == 32, "that of SHA-256");
    return EVP_Digest(authorities.data(), authorities.size(), digest, nullptr, EVP_sha256(), nullptr) == 1 &&
           SSL_CTX_set_session_id_context(context, digest, sizeof digest) == 1;
}

}  // namespace

struct TlsServer::State {
    TlsServerOptions options;
    detail::TicketKeys tickets;
    std::atomic<std::shared_ptr<const Identities>> identities;

    Result<detail::OwnedContext> new_context();
    Result<> set_clients(SSL_CTX* context) const;
    Result<> load();
};

// What OpenSSL calls; nothing here throws or allocates.
struct TlsCallbacks {
    static TlsSession& session(SSL* ssl) { return *static_cast<TlsSession*>(SSL_get_app_data(ssl)); }

    // https://www.rfc-editor.org/rfc/rfc6066#section-3: an unknown name gets the first certificate.
    static int choose_certificate(SSL* ssl, int*, void*) noexcept {
        const char* host = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
        const auto* identities = static_cast<const Identities*>(session(ssl).kept_.get());
        SSL_CTX* context = host ? identities->find(host) : nullptr;
        if (context && context != SSL_get_SSL_CTX(ssl)) SSL_set_SSL_CTX(ssl, context);
        return host ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
    }

    // https://www.rfc-editor.org/rfc/rfc7301#section-3.2
    static int choose_protocol(SSL* ssl, const unsigned char** chosen, unsigned char* size,
                               const unsigned char* offered, unsigned offered_size, void*) noexcept {
        for (std::string_view ours : session(ssl).protocols_) {
            for (unsigned at = 0; at < offered_size; at += offered[at] + 1u) {
                if (offered[at] != ours.size() || at + ours.size() >= offered_size) continue;
                if (std::memcmp(offered + at + 1, ours.data(), ours.size()) != 0) continue;
                *chosen = offered + at + 1;
                *size = offered[at];
                return SSL_TLSEXT_ERR_OK;
            }
        }
        return session(ssl).protocols_.empty() ? SSL_TLSEXT_ERR_NOACK : SSL_TLSEXT_ERR_ALERT_FATAL;
    }

    // Not for a resumed session, which signs nothing. The handshake stops here and is repeated from here.
    static int before_signing(SSL* ssl, void* argument) noexcept {
        if (session(ssl).signing_ == TlsSession::Signing::any) return 1;
        return Identities::will_sign_slowly(ssl, argument) ? -1 : 1;
    }

    // https://www.rfc-editor.org/rfc/rfc8446#appendix-C.4: a client of TLS 1.3 uses a ticket once. One that gets no
    // fresh ticket for it shakes hands in full the next time.
    static int ticket(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac,
                      int seals) noexcept {
        auto* keys = static_cast<detail::TicketKeys*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
        const int outcome = keys->seal_or_open(name, iv, cipher, mac, seals);
        const bool is_used_up = !seals && outcome == 1 && SSL_version(ssl) == TLS1_3_VERSION;
        return is_used_up ? 2 : outcome;
    }
};

Result<> TlsServer::State::set_clients(SSL_CTX* context) const {
    if (!bind_tickets_to(context, {})) return detail::openssl_error("no tickets");
    if (options.client_certificates == ClientCertificates::none) return {};
    Result<std::string> pem =
        detail::trust(context, options.client_authorities_file, options.client_authorities, detail::Told::peers);
    if (!pem) return std::move(pem).error();
    if (!bind_tickets_to(context, *pem)) return detail::openssl_error("no tickets");
    const bool required = options.client_certificates == ClientCertificates::required;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
    return {};
}

Result<detail::OwnedContext> TlsServer::State::new_context() {
    Result<detail::OwnedContext> context = detail::new_context(TLS_server_method(), options.lowest);
    if (!context) return context;
    SSL_CTX* raw = context->get();
    if (Result<> set = set_clients(raw); !set) return std::move(set).error();
    SSL_CTX_set_app_data(raw, &tickets);
    SSL_CTX_set_tlsext_ticket_key_evp_cb(raw, TlsCallbacks::ticket);
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);  // tickets alone: nothing is kept for a client
    SSL_CTX_set_timeout(raw, detail::TicketKeys::lifetime_seconds);
    SSL_CTX_set_tlsext_servername_callback(raw, TlsCallbacks::choose_certificate);
    SSL_CTX_set_alpn_select_cb(raw, TlsCallbacks::choose_protocol, nullptr);
    return context;
}

Result<> TlsServer::State::load() {
    if (options.certificates.empty()) return Error(Errc::invalid, "a TLS server needs a certificate");
    auto fresh = std::make_shared<Identities>();
    for (const TlsCertificate& certificate : options.certificates) {
        Result<detail::LoadedCertificate> loaded = detail::read_certificate(certificate);
        if (!loaded) return std::move(loaded).error();
        if (X509_cmp_current_time(X509_get0_notAfter(loaded->leaf.get())) < 0)
            tls_log.warn("a certificate has expired", {{"file", loaded->where}});
        fresh->add(std::move(loaded).value());
    }
    if (Result<> made = fresh->make_contexts([this] { return new_context(); }, TlsCallbacks::before_signing); !made)
        return made;
    identities = std::move(fresh);
    return {};
}

TlsServer::TlsServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsServer::~TlsServer() = default;

Result<std::shared_ptr<TlsServer>> TlsServer::load(TlsServerOptions options) {
    auto state = std::make_unique<State>();
    state->options = std::move(options);
    if (Result<> loaded = state->load(); !loaded) return std::move(loaded).error();
    return std::shared_ptr<TlsServer>(new TlsServer(std::move(state)));
}

Result<> TlsServer::reload() { return state_->load(); }
void TlsServer::rotate_ticket_keys() { state_->tickets.rotate(); }
bool TlsServer::is_for(std::string_view host) const { return state_->identities.load()->find(host) != nullptr; }

std::unique_ptr<TlsSession> TlsServer::accept(int fd, std::span<const std::string_view> protocols) const {
    const std::shared_ptr<const Identities> identities = state_->identities.load();
    SSL* ssl = SSL_new(identities->first());
    if (!ssl) return nullptr;
    std::unique_ptr<TlsSession> session(new TlsSession(ssl, fd));
    session->protocols_ = protocols;
    session->kept_ = identities;
    SSL_set_accept_state(ssl);
    return session;
}

}  // namespace kaon::inline v0::runtime
