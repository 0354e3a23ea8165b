// libcurl's multi interface driven by readiness and one timer (https://curl.se/libcurl/c/libcurl-multi.html).
#include "kaon/client/detail/engine.hpp"

#include <cstdlib>
#include <mutex>
#include <utility>

#include "kaon/client/detail/transfer.hpp"

namespace kaon::inline v0::client::detail {

namespace {

constexpr std::size_t most_idle = 16;

void start_library() {
    static std::once_flag once;
    // Without its TLS and its tables no request of ours can be made.
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) std::abort();
    });
}

}  // namespace

Engine::Engine(runtime::Reactor& reactor, EngineLimits limits, const Meters& meters)
    : reactor_(reactor), meters_(meters) {
    start_library();
    multi_ = curl_multi_init();
    if (!multi_) std::abort();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(limits.connections));
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(limits.connections_per_host));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(limits.connections));
    timer_.engine = wake_timer_.engine = this;
    timer_.fire = [](Timer& timer) { static_cast<OwnTimer&>(timer).engine->act(CURL_SOCKET_TIMEOUT, 0); };
    wake_timer_.fire = [](Timer& timer) { static_cast<OwnTimer&>(timer).engine->wake_marked(); };
}

Engine::~Engine() {
    while (first_) first_->abandon();
    for (CURL* easy : idle_) curl_easy_cleanup(easy);
    curl_multi_cleanup(multi_);
    for (auto& [fd, watch] : watches_) reactor_.unwatch(watch);
    reactor_.stop(timer_);
    reactor_.stop(wake_timer_);
}

CURL* Engine::take_easy() {
    if (idle_.empty()) return curl_easy_init();
    CURL* easy = idle_.back();
    idle_.pop_back();
    return easy;
}

void Engine::give_back(CURL* easy) {
    if (idle_.size() == most_idle) {
        curl_easy_cleanup(easy);
        return;
    }
    curl_easy_reset(easy);
    idle_.push_back(easy);
}

Result<> Engine::add(Transfer& transfer) {
    const CURLMcode code = curl_multi_add_handle(multi_, transfer.easy());
    if (code != CURLM_OK) return Error(Errc::internal).with_detail(curl_multi_strerror(code));
    transfer.added_ = true;
    return {};
}

void Engine::release(Transfer& transfer) {
    if (!std::exchange(transfer.added_, false)) return;
    curl_multi_remove_handle(multi_, transfer.easy());
}

void Engine::enlist(Transfer& transfer) {
    transfer.next_ = first_;
    if (first_) first_->previous_ = &transfer;
    first_ = &transfer;
}

void Engine::remove(Transfer& transfer) {
    release(transfer);
    if (std::exchange(transfer.marked_, false)) std::erase(marked_, &transfer);
    (transfer.previous_ ? transfer.previous_->next_ : first_) = transfer.next_;
    if (transfer.next_) transfer.next_->previous_ = transfer.previous_;
}

void Engine::resume(Transfer& transfer, int bits) { curl_easy_pause(transfer.easy(), bits); }

void Engine::mark(Transfer& transfer) {
    if (!std::exchange(transfer.marked_, true)) marked_.push_back(&transfer);
    if (busy_ || wake_timer_.started()) return;
    wake_timer_.at = reactor_.now();
    reactor_.start(wake_timer_);
}

// No exception leaves a callback: libcurl is C, and ends its transfers where one says that it failed.
int Engine::on_socket(CURL*, curl_socket_t fd, int what, void* engine, void*) {
    using runtime::Interest;
    auto& self = *static_cast<Engine*>(engine);
    try {
        switch (what) {
            case CURL_POLL_IN: self.watch(fd, Interest::read); break;
            case CURL_POLL_OUT: self.watch(fd, Interest::write); break;
            case CURL_POLL_INOUT: self.watch(fd, Interest::read_write); break;
            default:
                if (const auto at = self.watches_.find(fd); at != self.watches_.end()) {
                    self.reactor_.unwatch(at->second);
                    self.watches_.erase(at);
                }
        }
        return 0;
    } catch (...) {
        return -1;
    }
}

void Engine::watch(int fd, runtime::Interest interest) {
    const auto [at, is_new] = watches_.try_emplace(fd);
    SocketWatch& socket = at->second;
    if (!is_new) {
        reactor_.change(socket, interest);
        return;
    }
    socket.engine = this;
    socket.ready = [](runtime::Watch& watch, runtime::Readiness is) {
        const int what = (is.readable ? CURL_CSELECT_IN : 0) | (is.writable ? CURL_CSELECT_OUT : 0) |
                         (is.closed ? CURL_CSELECT_ERR : 0);
        static_cast<SocketWatch&>(watch).engine->act(watch.fd, what);  // the watch may be gone afterwards
    };
    // Without memory in the kernel the transfer ends by its timeouts.
    if (Result<> watched = reactor_.watch(socket, fd, interest); !watched) watches_.erase(at);
}

int Engine::on_timer(CURLM*, long milliseconds, void* engine) {
    auto& self = *static_cast<Engine*>(engine);
    self.reactor_.stop(self.timer_);
    if (milliseconds < 0) return 0;
    self.timer_.at = self.reactor_.now() + Duration::milliseconds(milliseconds);
    try {
        self.reactor_.start(self.timer_);
        return 0;
    } catch (...) {
        return -1;
    }
}

void Engine::act(curl_socket_t fd, int what) {
    busy_ = true;
    int running = 0;
    curl_multi_socket_action(multi_, fd, what, &running);
    take_outcomes();
    wake_marked();
}

void Engine::take_outcomes() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        Transfer* transfer = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        transfer->ended(message->data.result);
    }
}

void Engine::wake_marked() {
    busy_ = true;
    while (!marked_.empty()) {
        Transfer& transfer = *marked_.front();
        marked_.pop_front();
        transfer.marked_ = false;
        transfer.wake();
    }
    busy_ = false;
}

}  // namespace kaon::inline v0::client::detail
