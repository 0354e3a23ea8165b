// Census: the connections of a server, counted exactly over all of its cores: in all, of each peer, on each core.
//
//   switch (census.enter(peer)) { case Census::Entry::admitted: ... }
//   const std::uint32_t core = census.place(own);       // which core takes it
//   ...
//   census.leave(peer);  census.left(core);
//
// Asked when a connection begins and when it ends, never for a request. The counts in all and of cores are atomic; a
// peer's count stands in one of 64 tables, each behind a lock of its own. All addresses of an IPv6 network of 64 bits,
// the least that anybody gets, are one peer. Unix sockets have no address: they are counted in all only. Threads: any.
// Errors: enter() throws std::bad_alloc, and has counted nothing then.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "kaon/base/mutex.hpp"
#include "kaon/http/peer_key.hpp"

namespace kaon::inline v0::transport::detail {

class Census {
public:
    // `of_peer` 0: no limit.
    Census(std::uint32_t in_all, std::uint32_t of_peer, std::uint32_t cores);
    ~Census();

    enum class Entry : std::uint8_t { admitted, server_full, peer_full };
    Entry enter(const http::Peer& peer);
    void leave(const http::Peer& peer);
    // The part of the two above that counts peers, for a peer that turns out to be another (PROXY protocol).
    bool enter_peer(const http::Peer& peer);
    void leave_peer(const http::Peer& peer);
    bool full() const { return total_.load(std::memory_order_relaxed) >= in_all_; }
    std::uint32_t total() const { return total_.load(std::memory_order_relaxed); }

    // Where a connection that `own` accepted shall live: there, unless `own` has an eighth more than the emptiest core.
    // It is counted on that core from here on.
    std::uint32_t place(std::uint32_t own);
    void left(std::uint32_t core) { cores_[core].connections.fetch_sub(1, std::memory_order_release); }
    std::uint32_t on_core(std::uint32_t core) const { return cores_[core].connections.load(std::memory_order_acquire); }
    std::uint32_t cores() const { return core_count_; }

    // How many cores may still hand connections over to others.
    void accepts() { accepting_.fetch_add(1, std::memory_order_relaxed); }
    void accepts_no_more() { accepting_.fetch_sub(1, std::memory_order_release); }
    bool nothing_comes(std::uint32_t core) const {
        return accepting_.load(std::memory_order_acquire) == 0 && on_core(core) == 0;
    }

private:
    using Key = http::PeerKey;
    struct Hash {
        std::uint64_t seed;
        std::size_t operator()(const Key& key) const { return key.hash(seed); }
    };
    using Counts = std::unordered_map<Key, std::uint32_t, Hash>;
    struct alignas(64) Table {
        std::unique_ptr<Mutex<Counts>> counts;
    };
    struct alignas(64) OnCore {
        std::atomic<std::uint32_t> connections = 0;
    };
    static constexpr std::size_t tables = 64;

    bool counts(const Key& key) const { return of_peer_ != 0 && key.known(); }
    Table& table_of(const Key& key) { return tables_[hash_(key) % tables]; }

    const std::uint32_t in_all_;
    const std::uint32_t of_peer_;
    const std::uint32_t core_count_;
    const Hash hash_;
    std::array<Table, tables> tables_;
    std::unique_ptr<OnCore[]> cores_;
    std::atomic<std::uint32_t> total_ = 0;
    std::atomic<std::uint32_t> accepting_ = 0;
};

}  // namespace kaon::inline v0::transport::detail
