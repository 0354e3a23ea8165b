// A transfer from its beginning to its end, and who is woken by what came.
#include "kaon/client/detail/transfer.hpp"

#include <utility>

#include "kaon/client/error.hpp"

namespace kaon::inline v0::client::detail {

Transfer::Transfer(Engine& engine, const ClientOptions& options, CURLSH* share, std::shared_ptr<Outgoing> out)
    : engine_(&engine), options_(options), share_(share), out_(std::move(out)), easy_(engine.take_easy()) {
    if (out_->body) upload_.emplace(out_, static_cast<Upload::Listener&>(*this));
    engine.enlist(*this);
}

Transfer::~Transfer() {
    if (!engine_) return;
    gone();
    engine_->remove(*this);
    // Libcurl 7.88 forgets to free its list of cookie files when a handle is reset.
    if (share_) curl_easy_cleanup(easy_);
    else if (easy_) engine_->give_back(easy_);
}

Result<> Transfer::start() {
    if (!easy_) return Error(Errc::internal).with_detail("no memory for a transfer");
    set_method();
    set_callbacks();
    set_connection();
    set_trust();
    if (failure_) return failure();
    Result<> added = engine_->add(*this);
    if (!added) return added;
    stage_ = Stage::waiting;
    engine_->meters().waiting.up();
    if (upload_) upload_->start(engine_->reactor());
    return {};
}

// The engine ends before the transfer: whoever still reads gets an error.
void Transfer::abandon() {
    gone();
    engine_->remove(*this);
    engine_ = nullptr;
    curl_easy_cleanup(std::exchange(easy_, nullptr));
    if (!done_) stop_with(ClientErrc::broken, "the core has ended");
    done_ = true;
}

bool Transfer::is_ready(Until until) const {
    return done_ || failure_ || out_of_memory_ || (until == Until::head ? head_done_ : !content_.empty());
}

Begun Transfer::Wait::start(Core&) {
    if (transfer_.is_ready(until_)) {
        finish(until_ == Until::head && !transfer_.head_done_ ? Result<>(transfer_.failure()) : Result<>());
        return Begun::finished;
    }
    transfer_.waiting_ = this;
    return Begun::waiting;
}

// Libcurl has returned: the Tasks may do anything now, even end this transfer.
void Transfer::wake() {
    if (upload_ && !done_ && upload_->is_empty()) {
        engine_->mark(*this);  // whoever waits for the answer comes next, if this leaves anything of the transfer
        upload_->wake();
        return;
    }
    if (!waiting_ || !is_ready(waiting_->until_)) return;
    Wait& waiting = *std::exchange(waiting_, nullptr);
    const bool lost = waiting.until_ == Until::head && !head_done_;
    waiting.complete(lost ? Result<>(failure()) : Result<>());
}

Task<std::optional<std::string_view>> Transfer::read() {
    co_await Wait(*this, Until::content);
    piece_.clear();
    if (content_.empty()) {
        if (failure_ || out_of_memory_ || result_ != CURLE_OK) co_return failure();
        co_return std::nullopt;
    }
    std::swap(content_, piece_);
    if (!receives_ && added_) {
        receives_ = true;
        engine_->resume(*this, sends_ ? CURLPAUSE_CONT : CURLPAUSE_SEND);
    }
    co_return piece_.view();
}

void Transfer::ended(CURLcode result) {
    done_ = true;
    result_ = result;
    gone();
    engine_->release(*this);  // the connection is free for others from here on, whenever the content is read
    engine_->mark(*this);
}

bool Transfer::stop_with(ClientErrc code, std::string_view why) {
    if (!failure_) failure_ = Error(code).with_detail(about(why));
    return false;
}

// The same for every one of an answer's readers.
Error Transfer::failure() const {
    if (out_of_memory_) failure_ = Error(Errc::internal).with_detail("no memory for an answer");
    if (upload_broken_) {
        if (auto error = const_cast<std::optional<Upload>&>(upload_)->take_error()) failure_ = *std::move(error);
    }
    if (!failure_) failure_ = error_of(result_);
    return failure_->copy();
}

std::string Transfer::about(std::string_view why) const {
    return std::string(http::text(out_->method)) + " " + out_->url.shown() + ": " + std::string(why);
}

Error Transfer::error_of(CURLcode code) const {
    const std::string_view words = words_[0] ? std::string_view(words_) : curl_easy_strerror(code);
    const auto as = [&](ClientErrc errc) { return Error(errc).with_detail(about(words)); };
    switch (code) {
        case CURLE_OK: return as(ClientErrc::broken);  // an end within the head
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY: return as(ClientErrc::unresolved);
        case CURLE_COULDNT_CONNECT:
            if (refused_) return Error(ClientErrc::refused_address).with_detail(about("no public address"));
            return as(ClientErrc::unconnected);
        case CURLE_PROXY: return as(ClientErrc::unconnected);
        case CURLE_OPERATION_TIMEDOUT: return as(ClientErrc::timeout);
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ENGINE_NOTFOUND:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_SSL_CLIENTCERT: return as(ClientErrc::tls);
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_HTTP2: return as(ClientErrc::malformed);
        case CURLE_OUT_OF_MEMORY:
        case CURLE_FAILED_INIT: return Error(Errc::internal).with_detail(about(words));
        case CURLE_RECV_ERROR:
            // TLS 1.3 refuses our certificate after the handshake, by an alert in the place of an answer.
            if (words.find(" alert ") != std::string_view::npos) return as(ClientErrc::tls);
            [[fallthrough]];
        default: return as(requests_ > 0 ? ClientErrc::broken : ClientErrc::unconnected);
    }
}

void Transfer::gone() {
    const Stage before = std::exchange(stage_, Stage::outside);
    if (before == Stage::waiting) engine_->meters().waiting.down();
    if (before == Stage::in_use) engine_->meters().in_use.down();
    if (connecting_) connecting_->end({{"error", words_}});
    connecting_.reset();
}

}  // namespace kaon::inline v0::client::detail
