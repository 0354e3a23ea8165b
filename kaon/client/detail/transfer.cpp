// What a transfer notes of its answer, and who is woken by it.
#include "kaon/client/detail/transfer.hpp"

#include <charconv>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/ascii.hpp"
#include "kaon/client/detail/address_guard.hpp"
#include "kaon/client/error.hpp"

namespace kaon::inline v0::client::detail {

namespace {

Transfer& of(void* self) { return *static_cast<Transfer*>(self); }

}  // namespace

Transfer::Transfer(Engine& engine, const ClientOptions& options, CURLSH* share, std::shared_ptr<Outgoing> out)
    : engine_(&engine), options_(options), share_(share), out_(std::move(out)), easy_(engine.take_easy()) {
    if (out_->body) upload_.emplace(out_, static_cast<Upload::Listener&>(*this));
    engine.enlist(*this);
}

Transfer::~Transfer() {
    if (!engine_) return;
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
    Result<> added = engine_->add(*this);
    if (!added) return added;
    if (upload_) upload_->start(engine_->reactor());
    return {};
}

// The engine ends before the transfer: whoever still reads gets an error.
void Transfer::abandon() {
    engine_->remove(*this);
    engine_ = nullptr;
    curl_easy_cleanup(std::exchange(easy_, nullptr));
    if (!done_) stop_with(ClientErrc::broken, "the core has ended");
    done_ = true;
}

bool Transfer::is_ready(Until until) const {
    return done_ || failure_ || (until == Until::head ? head_done_ : !content_.empty());
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
        if (failure_ || result_ != CURLE_OK) co_return failure();
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
    engine_->release(*this);  // the connection is free for others from here on, whenever the content is read
    engine_->mark(*this);
}

bool Transfer::stop_with(ClientErrc code, std::string_view why) {
    if (!failure_) failure_ = Error(code).with_detail(about(why));
    return false;
}

// The same for every one of an answer's readers.
Error Transfer::failure() const {
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
        default: return as(ClientErrc::broken);
    }
}

// One line of the head, with its end; after the content, of trailers, which nobody reads.
std::size_t Transfer::on_head(char* line, std::size_t, std::size_t size, void* self) {
    Transfer& transfer = of(self);
    transfer.out_->touched = transfer.engine_->reactor().now();
    if (transfer.head_done_) return size;
    const bool good = transfer.head_fits(size) && transfer.head_line({line, size});
    transfer.engine_->mark(transfer);
    return good ? size : 0;
}

bool Transfer::head_fits(std::size_t size) {
    if (size > options_.head_bytes - head_bytes_ || headers_.size() >= options_.head_fields)
        return stop_with(ClientErrc::too_large, "the head of the answer is too large");
    head_bytes_ += static_cast<std::uint32_t>(size);
    return true;
}

bool Transfer::head_line(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (status_ == 0) return status_line(line);
    if (line.empty()) {
        // 100, 102 and 103 come before the answer (RFC 9110, section 15.2).
        if (status_ < 200) status_ = 0;
        else head_done_ = true;
        if (!head_done_) headers_.clear();
        return true;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (colon == std::string_view::npos || !http::is_token(name))
        return stop_with(ClientErrc::malformed, "a field of the head has no name");
    const std::string_view value = ascii::trimmed(line.substr(colon + 1));
    if (http::equals_ignoring_case(name, "content-length") && !is_length(value))
        return stop_with(ClientErrc::malformed, "the head has a length that is none, or two");
    headers_.append_copy(name, value);
    return !headers_.broken() || stop_with(ClientErrc::malformed, "a field of the head has control characters");
}

// RFC 9112, section 6.3: an answer whose length is in dispute is no answer.
bool Transfer::is_length(std::string_view value) const {
    std::int64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    return error == std::errc() && end == value.data() + value.size() && length >= 0 && value != "-0" &&
           headers_.get("content-length").value_or(value) == value;
}

// "HTTP/1.1 200 OK", "HTTP/2 200".
bool Transfer::status_line(std::string_view line) {
    const std::size_t space = line.find(' ');
    const std::string_view version = line.substr(0, space);
    const std::string_view digits = space == std::string_view::npos ? std::string_view() : line.substr(space + 1, 3);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), status_);
    if (!version.starts_with("HTTP/") || error != std::errc() || end != digits.data() + 3 || status_ < 100)
        return stop_with(ClientErrc::malformed, "the answer has no status");
    version_ = version == "HTTP/2"     ? http::Version::http_2
               : version == "HTTP/1.0" ? http::Version::http_1_0
                                       : http::Version::http_1_1;
    return true;
}

std::size_t Transfer::on_content(char* bytes, std::size_t, std::size_t size, void* self) {
    Transfer& transfer = of(self);
    if (transfer.content_.size() >= high_water) {
        transfer.receives_ = false;
        return CURL_WRITEFUNC_PAUSE;
    }
    transfer.out_->touched = transfer.engine_->reactor().now();
    transfer.content_.append({bytes, size});
    transfer.engine_->mark(transfer);
    return size;
}

std::size_t Transfer::on_upload(char* room, std::size_t, std::size_t size, void* self) {
    Transfer& transfer = of(self);
    const Upload::Taken taken = transfer.upload_->take(room, size);
    switch (taken.outcome) {
        case Upload::Taken::Outcome::wait:
            transfer.sends_ = false;
            transfer.engine_->mark(transfer);
            return CURL_READFUNC_PAUSE;
        case Upload::Taken::Outcome::failed: transfer.upload_broken_ = true; return CURL_READFUNC_ABORT;
        case Upload::Taken::Outcome::end:
        case Upload::Taken::Outcome::bytes: break;
    }
    transfer.out_->touched = transfer.engine_->reactor().now();
    transfer.engine_->mark(transfer);
    return taken.count;
}

int Transfer::on_rewind(void* self, curl_off_t offset, int origin) {
    const bool to_begin = offset == 0 && origin == SEEK_SET;
    return to_begin && of(self).upload_->rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

// The stream has a piece, has ended, or has failed.
void Transfer::upload_ready() {
    if (sends_ || !added_) return;
    sends_ = true;
    engine_->resume(*this, receives_ ? CURLPAUSE_CONT : CURLPAUSE_RECV);
}

// Before anything is sent there: even a connection attempt tells something about a network.
curl_socket_t Transfer::on_open(void* self, curlsocktype, curl_sockaddr* address) {
    Transfer& transfer = of(self);
    if (transfer.options_.reach == Reach::public_only && !is_public(&address->addr)) {
        transfer.refused_ = true;  // the host may have others
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// A request is about to be sent, for the first time or on another connection after one that was dead.
int Transfer::on_request(void* self, char* peer, char*, int, int) {
    Transfer& transfer = of(self);
    if (transfer.options_.reach == Reach::public_only && !is_public(peer)) {
        transfer.stop_with(ClientErrc::refused_address, "no public address");
        return CURL_PREREQFUNC_ABORT;
    }
    // What may have reached the server already is not sent again behind our back.
    if (++transfer.requests_ > 1 && !transfer.out_->may_repeat) {
        transfer.stop_with(ClientErrc::broken, "the connection ended before the answer");
        return CURL_PREREQFUNC_ABORT;
    }
    return CURL_PREREQFUNC_OK;
}

}  // namespace kaon::inline v0::client::detail
