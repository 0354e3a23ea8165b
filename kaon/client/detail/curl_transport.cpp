// Engines by core, and the content of a reply as a source that is pulled.
#include "kaon/client/detail/curl_transport.hpp"

#include <array>
#include <mutex>
#include <vector>

#include "kaon/base/mutex.hpp"
#include "kaon/client/detail/transfer.hpp"
#include "kaon/client/error.hpp"

namespace kaon::inline v0::client::detail {

namespace {

// Libcurl's jar of cookies, which all cores use.
class Jar {
public:
    Jar() : share_(curl_share_init()) {
        curl_share_setopt(share_, CURLSHOPT_LOCKFUNC, &lock);
        curl_share_setopt(share_, CURLSHOPT_UNLOCKFUNC, &unlock);
        curl_share_setopt(share_, CURLSHOPT_USERDATA, this);
        curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
    }
    Jar(const Jar&) = delete;
    Jar& operator=(const Jar&) = delete;
    ~Jar() { curl_share_cleanup(share_); }
    CURLSH* share() const { return share_; }

private:
    // Libcurl locks in one call and unlocks in another, which no scoped lock can follow.
    static void lock(CURL*, curl_lock_data data, curl_lock_access, void* jar) {
        static_cast<Jar*>(jar)->locks_[data].lock();
    }
    static void unlock(CURL*, curl_lock_data data, void* jar) { static_cast<Jar*>(jar)->locks_[data].unlock(); }

    std::array<std::mutex, CURL_LOCK_DATA_LAST> locks_;
    CURLSH* share_;
};

}  // namespace

// Which cores have an engine: asked only when one begins or ends.
struct CurlTransport::Shared {
    Shared(const ClientOptions& given, std::shared_ptr<const Meters> counted)
        : options(given), meters(std::move(counted)) {
        if (options.cookies == Cookies::kept) jar.emplace();
    }
    struct Seat;
    const ClientOptions options;
    const std::shared_ptr<const Meters> meters;
    std::optional<Jar> jar;
    Mutex<std::vector<Seat*>> seats;
};

// An engine in its core, known to the client for as long as both live.
struct CurlTransport::Shared::Seat final : runtime::CoreLocal, Job {
    Seat(std::shared_ptr<Shared> owner, runtime::Reactor& reactor, std::uint64_t own_key)
        : shared(std::move(owner)), core(reactor), key(own_key),
          engine(reactor, {shared->options.connections, shared->options.connections_per_host}, *shared->meters) {
        run = [](Job& job) {
            auto& self = static_cast<Seat&>(job);
            self.core.end_local(self.key);
        };
        shared->seats.lock()->push_back(this);
    }
    ~Seat() override { std::erase(*shared->seats.lock(), this); }

    std::shared_ptr<Shared> shared;
    runtime::Reactor& core;
    std::uint64_t key;
    Engine engine;
};

namespace {

// The content of a reply; its end ends the transfer.
class TransferSource final : public http::BodySource {
public:
    TransferSource(std::shared_ptr<CurlTransport::Shared> shared, std::unique_ptr<Transfer> transfer)
        : shared_(std::move(shared)), transfer_(std::move(transfer)) {}
    Task<std::optional<std::string_view>> read() override { return transfer_->read(); }

private:
    std::shared_ptr<CurlTransport::Shared> shared_;  // its options
    std::unique_ptr<Transfer> transfer_;
};

}  // namespace

CurlTransport::CurlTransport(const ClientOptions& options, std::shared_ptr<const Meters> meters)
    : key_(runtime::CoreLocal::new_key()), shared_(std::make_shared<Shared>(options, std::move(meters))) {}

// A seat leaves the list before its core ends, under the same lock: the core of one that is found is alive.
CurlTransport::~CurlTransport() {
    auto seats = shared_->seats.lock();
    for (Shared::Seat* seat : *seats) seat->core.post_from_anywhere(*seat);
    seats->clear();
}

Task<Reply> CurlTransport::send(std::shared_ptr<Outgoing> out) {
    std::shared_ptr<Shared> shared = shared_;
    auto* reactor = dynamic_cast<runtime::Reactor*>((co_await current_context()).core);
    if (!reactor) {
        co_return Error(ClientErrc::misused)
            .with_detail("this loop has no sockets: a test gives the client a handler (Client::answered_by)");
    }
    auto* seat = static_cast<Shared::Seat*>(reactor->local(key_));
    if (!seat) seat = &reactor->keep(key_, std::make_unique<Shared::Seat>(shared, *reactor, key_));

    CURLSH* jar = shared->jar ? shared->jar->share() : nullptr;
    const bool is_head = out->method == http::Method::head;
    auto transfer = std::make_unique<Transfer>(seat->engine, shared->options, jar, std::move(out));
    co_await transfer->start();
    co_await Transfer::Wait(*transfer, Transfer::Until::head);
    Reply reply{
        .status = transfer->status(), .version = transfer->version(), .headers = std::move(transfer->headers())};
    if (is_head || http::has_no_content(reply.status)) {
        co_await transfer->read();  // to its end, so that the connection can be used again
        co_return reply;
    }
    reply.content = http::Body::stream(std::make_unique<TransferSource>(std::move(shared), std::move(transfer)));
    co_return reply;
}

}  // namespace kaon::inline v0::client::detail
