// The two forms of the PROXY protocol's header.
#include "kaon/transport/proxy_header.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "kaon/http/network.hpp"

namespace kaon::inline v0::transport {

namespace {

using State = ProxyHeader::State;

constexpr std::string_view signature_1 = "PROXY ";
constexpr std::string_view signature_2("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr std::size_t longest_1 = 107;
constexpr std::size_t fixed_2 = 16;
constexpr std::size_t longest_2 = 4096;

ProxyHeader refused(const char* reason) { return {.state = State::refused, .reason = reason}; }

// The shorter of the two is the beginning of the longer.
bool agrees(std::string_view bytes, std::string_view signature) {
    const std::size_t size = std::min(bytes.size(), signature.size());
    return bytes.substr(0, size) == signature.substr(0, size);
}

// Words parted by one space each; the last takes the rest.
std::string_view take_word(std::string_view& rest) {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest.remove_prefix(space == rest.npos ? rest.size() : space + 1);
    return word;
}

std::optional<std::uint16_t> read_port(std::string_view text) {
    std::uint16_t port = 0;
    if (text.empty() || (text.size() > 1 && text[0] == '0')) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return port;
}

// Section 2.1: "PROXY TCP4 192.0.2.1 198.51.100.2 51234 443\r\n".
ProxyHeader read_version_1(std::string_view bytes) {
    const std::size_t end = bytes.substr(0, longest_1).find('\n');
    if (end == bytes.npos) {
        if (bytes.size() >= longest_1) return refused("the line is longer than 107 bytes");
        return {};
    }
    if (bytes[end - 1] != '\r') return refused("the line does not end with CR LF");
    std::string_view rest = bytes.substr(signature_1.size(), end - 1 - signature_1.size());
    const std::string_view family = take_word(rest);
    if (family == "UNKNOWN") return {.state = State::complete, .size = end + 1};
    if (family != "TCP4" && family != "TCP6") return refused("the family is none of TCP4, TCP6 and UNKNOWN");
    const std::string_view source_text = take_word(rest), target_text = take_word(rest);
    const std::optional<http::Peer> source = http::read_address(source_text);
    const bool v6 = family == "TCP6";
    const auto of_family = [&](std::string_view text) { return (text.find(':') != text.npos) == v6; };
    if (!source || !http::read_address(target_text) || !of_family(source_text) || !of_family(target_text))
        return refused("an address is none of the family");
    const auto source_port = read_port(take_word(rest));
    if (!source_port || !read_port(rest)) return refused("a port is no number from 0 to 65535");
    ProxyHeader header{.state = State::complete, .size = end + 1, .peer = source};
    header.peer->port = *source_port;
    return header;
}

std::uint16_t number_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(static_cast<std::uint8_t>(bytes[at]) << 8 |
                                      static_cast<std::uint8_t>(bytes[at + 1]));
}

// Section 2.2: signature, version and command, family, size, addresses, additional fields.
ProxyHeader read_version_2(std::string_view bytes) {
    if (bytes.size() < fixed_2) return {};
    const auto version_and_command = static_cast<std::uint8_t>(bytes[12]);
    if (version_and_command >> 4 != 2) return refused("the version is not 2");
    const int command = version_and_command & 15;
    if (command > 1) return refused("the command is neither LOCAL nor PROXY");
    const std::size_t size = fixed_2 + number_at(bytes, 14);
    if (size > longest_2) return refused("the header is longer than 4096 bytes");
    if (bytes.size() < size) return {};
    ProxyHeader header{.state = State::complete, .size = size};
    if (command == 0) return header;
    const auto family = static_cast<std::uint8_t>(bytes[13]);
    const std::string_view addresses = bytes.substr(fixed_2, size - fixed_2);
    http::Peer peer;
    if (family == 0x11) {
        if (addresses.size() < 12) return refused("the addresses are cut");
        peer.address[10] = peer.address[11] = 0xff;
        std::memcpy(peer.address + 12, addresses.data(), 4);
        peer.port = number_at(addresses, 8);
        header.peer = peer;
    } else if (family == 0x21) {
        if (addresses.size() < 36) return refused("the addresses are cut");
        std::memcpy(peer.address, addresses.data(), 16);
        peer.port = number_at(addresses, 32);
        header.peer = peer;
    }
    return header;
}

}  // namespace

ProxyHeader read_proxy_header(std::string_view bytes) {
    if (agrees(bytes, signature_1)) return bytes.size() < signature_1.size() ? ProxyHeader() : read_version_1(bytes);
    if (agrees(bytes, signature_2)) return bytes.size() < signature_2.size() ? ProxyHeader() : read_version_2(bytes);
    return refused("there is no header of the PROXY protocol");
}

}  // namespace kaon::inline v0::transport
