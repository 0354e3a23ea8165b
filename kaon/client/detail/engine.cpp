// libcurl's multi interface driven by readiness and one timer (https://curl.se/libcurl/c/libcurl-multi.html).
#include "kaon/client/detail/engine.hpp"

#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>

#include "kaon/client/detail/transfer.hpp"

namespace kaon::inline v0::client::detail {

namespace {

constexpr std::size_t most_idle = 16;

void start_library() {
    static std::once_flag once;
    // Without its TLS and its tables no request of ours can be made; the next one tries again.
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl does not start");
    });
}

}  // namespace

Engine::Engine(runtime::Reactor& reactor, EngineLimits limits, const Meters& meters)
    : reactor_(reactor), meters_(meters) {
    start_library();
    idle_.reserve(most_idle);  // so that giving back never allocates
    multi_ = curl_multi_init();
    if (!multi_) throw std::bad_alloc();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(limits.connections));
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(limits.connections_per_host));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(limits.connections));
    timer_.engine = wake_timer_.engine = this;
    timer_.fire = [](Timer& timer) {
        Engine& self = *static_cast<OwnTimer&>(timer).engine;
        self.set(self.timer_, Instant::never());
        self.act(CURL_SOCKET_TIMEOUT, 0);
    };
    wake_timer_.fire = [](Timer& timer) {
        Engine& self = *static_cast<OwnTimer&>(timer).engine;
        self.set(self.wake_timer_, Instant::never());
        self.wake_marked();
    };
    try {
        set(timer_, Instant::never());
        set(wake_timer_, Instant::never());
    } catch (...) {
        end();
        throw;
    }
}

Engine::~Engine() {
    while (first_) first_->abandon();
    for (CURL* easy : idle_) curl_easy_cleanup(easy);
    end();
}

void Engine::end() {
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
    unmark(transfer);
    (transfer.previous_ ? transfer.previous_->next_ : first_) = transfer.next_;
    if (transfer.next_) transfer.next_->previous_ = transfer.previous_;
}

void Engine::resume(Transfer& transfer, int bits) {
    const CURLcode code = curl_easy_pause(transfer.easy(), bits);
    if (code != CURLE_OK) transfer.ended(code);
}

void Engine::mark(Transfer& transfer) {
    if (!std::exchange(transfer.marked_, true)) {
        transfer.next_marked_ = nullptr;
        *last_marked_ = &transfer;
        last_marked_ = &transfer.next_marked_;
    }
    if (!busy_ && wake_timer_.at == Instant::never()) set(wake_timer_, reactor_.now());
}

// A timer of ours is always with the reactor, so that its next start takes no memory.
void Engine::set(OwnTimer& timer, Instant at) {
    reactor_.stop(timer);
    timer.at = at;
    reactor_.start(timer);
}

// No exception leaves a callback, libcurl is C; and none says that it failed: that would end this core's handle for
// good, with all its transfers to come.
int Engine::on_socket(CURL* easy, curl_socket_t fd, int what, void* engine, void*) {
    auto& self = *static_cast<Engine*>(engine);
    if (what == CURL_POLL_REMOVE) {
        if (const auto at = self.watches_.find(fd); at != self.watches_.end()) {
            self.reactor_.unwatch(at->second);
            self.watches_.erase(at);
        }
        return 0;
    }
    const auto interest = what == CURL_POLL_IN    ? runtime::Interest::read
                          : what == CURL_POLL_OUT ? runtime::Interest::write
                                                  : runtime::Interest::read_write;
    if (!self.watch(fd, interest)) self.lose(easy);
    return 0;
}

// What it waits for is not watched.
void Engine::lose(CURL* easy) {
    Transfer* transfer = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    if (!transfer) return;  // a connection that libcurl keeps
    transfer->out_of_memory_ = true;
    mark(*transfer);
}

// False: without memory, here or in the kernel.
bool Engine::watch(int fd, runtime::Interest interest) try {
    const auto [at, is_new] = watches_.try_emplace(fd);
    SocketWatch& socket = at->second;
    if (!is_new) {
        reactor_.change(socket, interest);
        return true;
    }
    socket.engine = this;
    socket.ready = [](runtime::Watch& watch, runtime::Readiness is) {
        const int what = (is.readable ? CURL_CSELECT_IN : 0) | (is.writable ? CURL_CSELECT_OUT : 0) |
                         (is.closed ? CURL_CSELECT_ERR : 0);
        static_cast<SocketWatch&>(watch).engine->act(watch.fd, what);  // the watch may be gone afterwards
    };
    const bool is_watched = reactor_.watch(socket, fd, interest).has_value();
    if (!is_watched) watches_.erase(at);
    return is_watched;
} catch (const std::bad_alloc&) {
    return false;
}

int Engine::on_timer(CURLM*, long milliseconds, void* engine) {
    auto& self = *static_cast<Engine*>(engine);
    const Duration wait = Duration::milliseconds(milliseconds);
    self.set(self.timer_, milliseconds < 0 ? Instant::never() : self.reactor_.now() + wait);
    return 0;
}

void Engine::act(curl_socket_t fd, int what) {
    busy_ = true;
    int running = 0;
    const CURLMcode code = curl_multi_socket_action(multi_, fd, what, &running);
    take_outcomes();
    if (code == CURLM_OUT_OF_MEMORY) end_all();
    wake_marked();
}

// Libcurl has lost a descriptor from sight, and does not say whose: one of them would wait for ever.
void Engine::end_all() {
    for (Transfer* transfer = first_; transfer; transfer = transfer->next_) {
        if (transfer->added_) transfer->ended(CURLE_OUT_OF_MEMORY);
    }
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
    while (Transfer* transfer = take_marked()) transfer->wake();
    busy_ = false;
}

Transfer* Engine::take_marked() {
    Transfer* const first = first_marked_;
    if (first) unmark(*first);
    return first;
}

void Engine::unmark(Transfer& transfer) {
    if (!std::exchange(transfer.marked_, false)) return;
    Transfer** at = &first_marked_;
    while (*at != &transfer) at = &(*at)->next_marked_;
    *at = transfer.next_marked_;
    if (last_marked_ == &transfer.next_marked_) last_marked_ = at;
}

}  // namespace kaon::inline v0::client::detail
