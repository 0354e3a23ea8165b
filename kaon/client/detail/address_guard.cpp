// Tables of what is not the open internet.
#include "kaon/client/detail/address_guard.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "kaon/http/headers.hpp"

namespace kaon::inline v0::client::detail {

namespace {

struct Range4 {
    std::uint32_t first;
    int bits;
};
constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c) { return a << 24 | b << 16 | c << 8; }

// https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast and what is reserved.
constexpr Range4 special4[] = {
    {v4(0, 0, 0), 8},       // this network
    {v4(10, 0, 0), 8},      // private
    {v4(100, 64, 0), 10},   // shared by carriers
    {v4(127, 0, 0), 8},     // this host
    {v4(169, 254, 0), 16},  // link-local; where clouds tell secrets to their machines
    {v4(172, 16, 0), 12},   // private
    {v4(192, 0, 0), 24},    // protocol assignments
    {v4(192, 0, 2), 24},    // documentation
    {v4(192, 88, 99), 24},  // 6to4 relays
    {v4(192, 168, 0), 16},  // private
    {v4(198, 18, 0), 15},   // benchmarks
    {v4(198, 51, 100), 24}, // documentation
    {v4(203, 0, 113), 24},  // documentation
    {v4(224, 0, 0), 3},     // multicast, reserved, broadcast
};

bool is_public4(std::uint32_t address) {
    return std::ranges::none_of(special4,
                                [&](const Range4& range) { return (address ^ range.first) >> (32 - range.bits) == 0; });
}

// Only 2000::/3 is global unicast (https://www.iana.org/assignments/ipv6-address-space), and in it these are not.
bool is_public6(const std::uint8_t (&address)[16]) {
    if (address[0] >> 5 != 1) return false;
    const auto word = [&](int at) { return static_cast<unsigned>(address[at] << 8 | address[at + 1]); };
    if (word(0) == 0x2001 && word(2) < 0x0200) return false;   // 2001::/23: Teredo, ORCHID, benchmarks
    if (word(0) == 0x2001 && word(2) == 0x0db8) return false;  // documentation
    if (word(0) == 0x2002) return false;                       // 6to4
    return !(word(0) == 0x3fff && word(2) < 0x1000);           // 3fff::/20: documentation
}

}  // namespace

bool is_public(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        sockaddr_in in;
        std::memcpy(&in, address, sizeof in);
        return is_public4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6) return false;
    sockaddr_in6 in6;
    std::memcpy(&in6, address, sizeof in6);
    std::uint8_t bytes[16];
    std::memcpy(bytes, &in6.sin6_addr, sizeof bytes);
    return is_public6(bytes);
}

bool is_public(const char* address) {
    if (!address) return false;
    in_addr in;
    if (inet_pton(AF_INET, address, &in) == 1) return is_public4(ntohl(in.s_addr));
    std::uint8_t bytes[16];
    return inet_pton(AF_INET6, address, bytes) == 1 && is_public6(bytes);
}

bool host_allowed(std::string_view host, const std::vector<std::string>& allowed) {
    if (host.ends_with('.')) host.remove_suffix(1);
    return allowed.empty() || std::ranges::any_of(allowed, [&](std::string_view entry) {
               if (!entry.starts_with('.')) return http::equals_ignoring_case(host, entry);
               return host.size() > entry.size() &&
                      http::equals_ignoring_case(host.substr(host.size() - entry.size()), entry);
           });
}

}  // namespace kaon::inline v0::client::detail
