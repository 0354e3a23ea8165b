// The text of a peer's address.
#include "kaon/http/message.hpp"

#include <charconv>
#include <cstring>
#include <string>

#include <arpa/inet.h>

namespace kaon::inline v0::http {

// Written here, since a line of the log has one for each request, and inet_ntop(3) formats by sprintf(3).
static std::string text_of_v4(const std::uint8_t* bytes) {
    char text[sizeof "255.255.255.255"];
    char* at = text;
    for (int i = 0; i < 4; ++i) {
        if (i > 0) *at++ = '.';
        at = std::to_chars(at, text + sizeof text, bytes[i]).ptr;
    }
    return {text, at};
}

std::string Peer::text() const {
    constexpr std::uint8_t none[16]{};
    constexpr std::uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::memcmp(address, none, sizeof none) == 0) return "unix";
    if (std::memcmp(address, mapped, sizeof mapped) == 0) return text_of_v4(address + sizeof mapped);
    char buffer[INET6_ADDRSTRLEN]{};
    ::inet_ntop(AF_INET6, address, buffer, sizeof buffer);
    return buffer;
}

}  // namespace kaon::inline v0::http
