// PeerKey: who a peer is, where peers are counted: an IPv4 address, or the network of 64 bits that an IPv6 address is
// of.
//
//   const PeerKey key = PeerKey::of(request.peer);
//   if (!key.known()) ...                              // a Unix socket has no address
//
// Whoever has an IPv6 address has as many as there are in its network: 64 bits are the least that anybody gets.
// Threads: a value.
#pragma once

#include <cstdint>
#include <cstring>

#include "kaon/http/message.hpp"

namespace kaon::inline v0::http {

struct PeerKey {
    std::uint64_t high = 0;
    std::uint64_t low = 0;  // of IPv4 and ::1, which begin with zeros

    static PeerKey of(const Peer& peer) {
        PeerKey key;
        std::memcpy(&key.high, peer.address, 8);
        if (key.high == 0) std::memcpy(&key.low, peer.address + 8, 8);
        return key;
    }
    bool known() const { return (high | low) != 0; }
    bool operator==(const PeerKey&) const = default;

    // The seed keeps others from choosing addresses that collide. No two of IPv4 do, and no two networks.
    std::uint64_t hash(std::uint64_t seed) const {
        std::uint64_t h = (high ^ seed) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
        h = (h + low) * 0xd6e8feb86659fd93u ^ seed;
        return h ^ (h >> 29);
    }
};

}  // namespace kaon::inline v0::http
