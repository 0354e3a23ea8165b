// What libcurl calls: the head and the content of the answer are noted, content is given, connections are counted.
#include <algorithm>
#include <charconv>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "kaon/base/ascii.hpp"
#include "kaon/client/detail/address_guard.hpp"
#include "kaon/client/detail/transfer.hpp"
#include "kaon/client/error.hpp"
#include "kaon/telemetry/log.hpp"

namespace kaon::inline v0::client::detail {

namespace {

constexpr telemetry::Log log("client");

Transfer& of(void* self) { return *static_cast<Transfer*>(self); }

}  // namespace

template <class R, class F>
R Transfer::guarded(R failed, F act) {
    try {
        return act();
    } catch (...) {
        out_of_memory_ = true;
        return failed;
    }
}

// One line of the head, with its end; after the content, of trailers, which nobody reads.
std::size_t Transfer::on_head(char* line, std::size_t, std::size_t size, void* self) {
    Transfer& transfer = of(self);
    transfer.out_->touched = transfer.engine_->reactor().now();
    if (transfer.head_done_) return size;
    return transfer.guarded(std::size_t{0}, [&] {
        const bool good = transfer.head_fits(size) && transfer.head_line({line, size});
        transfer.engine_->mark(transfer);
        return good ? size : 0;
    });
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
    return of(self).guarded(std::size_t{0}, [&] { return of(self).take_content({bytes, size}); });
}

std::size_t Transfer::take_content(std::string_view bytes) {
    if (content_.size() >= high_water) {
        receives_ = false;
        return CURL_WRITEFUNC_PAUSE;
    }
    out_->touched = engine_->reactor().now();
    content_.append(bytes);
    engine_->mark(*this);
    return bytes.size();
}

std::size_t Transfer::on_upload(char* room, std::size_t, std::size_t size, void* self) {
    return of(self).guarded(std::size_t{CURL_READFUNC_ABORT}, [&] { return of(self).give_content(room, size); });
}

std::size_t Transfer::give_content(char* room, std::size_t size) {
    const Upload::Taken taken = upload_->take(room, size);
    switch (taken.outcome) {
        case Upload::Taken::Outcome::wait:
            sends_ = false;
            engine_->mark(*this);
            return CURL_READFUNC_PAUSE;
        case Upload::Taken::Outcome::failed: upload_broken_ = true; return CURL_READFUNC_ABORT;
        case Upload::Taken::Outcome::end:
        case Upload::Taken::Outcome::bytes: break;
    }
    out_->touched = engine_->reactor().now();
    engine_->mark(*this);
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
    return of(self).guarded(curl_socket_t{CURL_SOCKET_BAD}, [&] { return of(self).open_socket(*address); });
}

curl_socket_t Transfer::open_socket(const curl_sockaddr& address) {
    if (options_.reach == Reach::public_only && !is_public(&address.addr)) {
        refused_ = true;  // the host may have others
        return CURL_SOCKET_BAD;
    }
    begin_connecting();
    const int fd = ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
    if (fd >= 0) engine_->meters().connections.up();
    return fd;
}

// Of a connection, whichever transfer has opened it.
int Transfer::on_close(void* meters, curl_socket_t fd) {
    static_cast<const Meters*>(meters)->connections.down();
    return ::close(fd);
}

// A request is about to be sent, for the first time or on another connection after one that was dead.
int Transfer::on_request(void* self, char* peer, char*, int, int) {
    return of(self).guarded(CURL_PREREQFUNC_ABORT, [&] { return of(self).may_send(peer); });
}

int Transfer::may_send(const char* peer) {
    if (options_.reach == Reach::public_only && !is_public(peer)) {
        stop_with(ClientErrc::refused_address, "no public address");
        return CURL_PREREQFUNC_ABORT;
    }
    // What may have reached the server already is not sent again behind our back.
    if (++requests_ > 1 && !out_->may_repeat) {
        stop_with(ClientErrc::broken, "the connection ended before the answer");
        return CURL_PREREQFUNC_ABORT;
    }
    placed(peer);
    return CURL_PREREQFUNC_OK;
}

int Transfer::on_resolve(void*, void*, void* self) {
    return of(self).guarded(1, [&] {
        of(self).begin_connecting();
        return 0;
    });
}

void Transfer::begin_connecting() {
    if (connecting_) return;
    connecting_.emplace(log, "connect", telemetry::Fields{{"host", out_->url.host}},
                        telemetry::SpanOptions{.parent = out_->span, .level = telemetry::Level::debug});
}

void Transfer::placed(const char* peer) {
    if (std::exchange(stage_, Stage::in_use) == Stage::waiting) {
        engine_->meters().waiting.down();
        engine_->meters().in_use.up();
    }
    if (!connecting_) return;
    curl_off_t tcp = 0, tls = 0;  // microseconds since its beginning
    curl_easy_getinfo(easy_, CURLINFO_CONNECT_TIME_T, &tcp);
    curl_easy_getinfo(easy_, CURLINFO_APPCONNECT_TIME_T, &tls);
    engine_->meters().connecting.record(Duration::microseconds(std::max(tcp, tls)));
    connecting_->end({{"peer", peer}});
    connecting_.reset();
}

}  // namespace kaon::inline v0::client::detail
