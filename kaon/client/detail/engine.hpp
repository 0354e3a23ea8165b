// Engine: one core's connections of one client: a curl multi handle whose descriptors and timer are the reactor's.
//
//   engine.add(transfer);         // it makes progress from the next turn of the loop on
//   engine.remove(transfer);      // and its connection, if it was not done, is closed
//
// libcurl only ever runs inside act(), add(), release() and resume(), and calls back into transfers, which note what
// came; Tasks are woken afterwards, so that they may do anything, even end other transfers.
// Threads: its core's own.
#pragma once

#include <map>
#include <vector>

#include <curl/curl.h>

#include "kaon/client/meters.hpp"
#include "kaon/runtime/reactor.hpp"

namespace kaon::inline v0::client::detail {

class Transfer;

struct EngineLimits {
    std::uint32_t connections;
    std::uint32_t connections_per_host;
};

class Engine final : public runtime::CoreLocal {
public:
    Engine(runtime::Reactor& reactor, EngineLimits limits, const Meters& meters);
    ~Engine() override;

    runtime::Reactor& reactor() { return reactor_; }
    const Meters& meters() const { return meters_; }

    // An easy handle without options; those that come back are used again.
    CURL* take_easy();
    void give_back(CURL* easy);

    // From a transfer's beginning to remove(), which ends what is left of it.
    void enlist(Transfer& transfer);
    // Errors: Errc::internal.
    Result<> add(Transfer& transfer);
    // Libcurl has done with it, or is to have; its connection is closed when that is not done.
    void release(Transfer& transfer);
    // Forgets one that dies.
    void remove(Transfer& transfer);
    // Goes on with a transfer whose callback had paused it; `bits` says what stays paused (CURLPAUSE_...).
    void resume(Transfer& transfer, int bits);
    // Has its Tasks look at it once libcurl has returned.
    void mark(Transfer& transfer);

private:
    struct SocketWatch : runtime::Watch {
        Engine* engine = nullptr;
    };
    struct OwnTimer : Timer {
        Engine* engine = nullptr;
    };
    static int on_socket(CURL* easy, curl_socket_t fd, int what, void* engine, void* unused);
    static int on_timer(CURLM* multi, long milliseconds, void* engine);

    void end();
    void set(OwnTimer& timer, Instant at);
    bool watch(int fd, runtime::Interest interest);
    void lose(CURL* easy);
    void act(curl_socket_t fd, int what);
    void take_outcomes();
    void end_all();
    void wake_marked();
    Transfer* take_marked();
    void unmark(Transfer& transfer);

    runtime::Reactor& reactor_;
    const Meters& meters_;
    CURLM* multi_;
    std::map<int, SocketWatch> watches_;
    OwnTimer timer_;       // libcurl's
    OwnTimer wake_timer_;  // for transfers that were marked outside of act()
    std::vector<CURL*> idle_;
    Transfer* first_ = nullptr;  // all of them
    Transfer* first_marked_ = nullptr;  // a list of their own, since marking finds no memory missing
    Transfer** last_marked_ = &first_marked_;
    bool busy_ = false;  // marked ones are woken before libcurl's caller returns
};

}  // namespace kaon::inline v0::client::detail
