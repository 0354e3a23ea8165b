// Counting connections from several threads.
#include "kaon/transport/detail/census.hpp"

#include <sys/random.h>

namespace kaon::inline v0::transport::detail {

namespace {

std::uint64_t random_seed() {
    std::uint64_t seed = 0;
    [[maybe_unused]] const ssize_t n = ::getrandom(&seed, sizeof seed, 0);
    return seed;
}

}  // namespace

Census::Census(std::uint32_t in_all, std::uint32_t of_peer, std::uint32_t cores)
    : in_all_(in_all), of_peer_(of_peer), core_count_(cores), hash_{random_seed()},
      cores_(std::make_unique<OnCore[]>(cores)) {
    for (Table& table : tables_) table.counts = std::make_unique<Mutex<Counts>>(Counts(0, hash_));
}

Census::~Census() = default;

Census::Entry Census::enter(const http::Peer& peer) {
    // Counted first and taken back: two cores that ask at once must not both get the last place.
    if (total_.fetch_add(1, std::memory_order_relaxed) >= in_all_) {
        total_.fetch_sub(1, std::memory_order_relaxed);
        return Entry::server_full;
    }
    try {
        if (enter_peer(peer)) return Entry::admitted;
    } catch (...) {
        total_.fetch_sub(1, std::memory_order_relaxed);
        throw;
    }
    total_.fetch_sub(1, std::memory_order_relaxed);
    return Entry::peer_full;
}

void Census::leave(const http::Peer& peer) {
    leave_peer(peer);
    total_.fetch_sub(1, std::memory_order_relaxed);
}

bool Census::enter_peer(const http::Peer& peer) {
    const Key key = Key::of(peer);
    if (!counts(key)) return true;
    return table_of(key).counts->with([&](Counts& counts) {
        std::uint32_t& count = counts[key];
        if (count >= of_peer_) return false;
        ++count;
        return true;
    });
}

void Census::leave_peer(const http::Peer& peer) {
    const Key key = Key::of(peer);
    if (!counts(key)) return;
    table_of(key).counts->with([&](Counts& counts) {
        const auto found = counts.find(key);
        if (found != counts.end() && --found->second == 0) counts.erase(found);
    });
}

std::uint32_t Census::place(std::uint32_t own) {
    std::uint32_t emptiest = own;
    std::uint32_t fewest = on_core(own);
    const std::uint32_t here = fewest;
    for (std::uint32_t core = 0; core < core_count_; ++core) {
        const std::uint32_t there = on_core(core);
        if (there < fewest) {
            emptiest = core;
            fewest = there;
        }
    }
    const std::uint32_t chosen = here > fewest + fewest / 8 ? emptiest : own;
    cores_[chosen].connections.fetch_add(1, std::memory_order_relaxed);
    return chosen;
}

}  // namespace kaon::inline v0::transport::detail
