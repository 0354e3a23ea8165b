// The text of a peer's address.
#include "kaon/http/message.hpp"

#include <arpa/inet.h>

#include <cstring>
#include <string>

namespace kaon::inline v0::http {

std::string Peer::text() const {
    constexpr std::uint8_t none[16]{};
    constexpr std::uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::memcmp(address, none, sizeof none) == 0) return "unix";
    const bool v4 = std::memcmp(address, mapped, sizeof mapped) == 0;
    char buffer[INET6_ADDRSTRLEN]{};
    ::inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? address + sizeof mapped : address, buffer, sizeof buffer);
    return buffer;
}

}  // namespace kaon::inline v0::http
