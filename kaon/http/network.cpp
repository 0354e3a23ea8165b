// Addresses and prefixes from text.
#include "kaon/http/network.hpp"

#include <charconv>
#include <cstring>
#include <string>

#include <arpa/inet.h>

namespace kaon::inline v0::http {

std::optional<Peer> read_address(std::string_view text) {
    char terminated[INET6_ADDRSTRLEN] = {};
    if (text.empty() || text.size() >= sizeof terminated) return std::nullopt;
    std::memcpy(terminated, text.data(), text.size());
    Peer peer;
    if (::inet_pton(AF_INET6, terminated, peer.address) == 1) return peer;
    std::uint8_t v4[4];
    if (::inet_pton(AF_INET, terminated, v4) != 1) return std::nullopt;
    peer = {};
    peer.address[10] = peer.address[11] = 0xff;
    std::memcpy(peer.address + 12, v4, sizeof v4);
    return peer;
}

Result<Network> Network::parse(std::string_view text) {
    const auto wrong = [&] {
        return Error(Errc::invalid, "'" + std::string(text) +
                                        "' is no network: use \"10.0.0.0/8\", \"fd00::/8\", an "
                                        "address or \"unix\"");
    };
    Network network;
    if (text == "unix") return network;  // the address of zeros, whole
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    const std::optional<Peer> base = read_address(address);
    if (!base) return wrong();
    network.base_ = *base;
    if (slash == text.npos) return network;
    const bool v4 = address.find(':') == address.npos;
    const std::string_view number = text.substr(slash + 1);
    std::uint32_t bits = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
    if (error != std::errc() || end != number.data() + number.size() || bits > (v4 ? 32u : 128u)) return wrong();
    network.bits_ = v4 ? bits + 96 : bits;
    return network;
}

bool Network::contains(const Peer& peer) const {
    const std::uint32_t whole = bits_ / 8;
    if (std::memcmp(base_.address, peer.address, whole) != 0) return false;
    const std::uint32_t rest = bits_ % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xff00u >> rest);
    return ((base_.address[whole] ^ peer.address[whole]) & mask) == 0;
}

}  // namespace kaon::inline v0::http
