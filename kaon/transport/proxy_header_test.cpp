// The PROXY protocol: both versions, every split, what is refused.
#include <string>

#include <gtest/gtest.h>

#include "kaon/transport/proxy_header.hpp"

namespace kaon::inline v0::transport {
namespace {

using State = ProxyHeader::State;

std::string version_2(std::uint8_t command, std::uint8_t family, std::string_view rest) {
    std::string bytes("\r\n\r\n\0\r\nQUIT\n", 12);
    bytes += static_cast<char>(0x20 | command);
    bytes += static_cast<char>(family);
    bytes += static_cast<char>(rest.size() >> 8);
    bytes += static_cast<char>(rest.size() & 255);
    return bytes + std::string(rest);
}

const std::string v4_addresses("\xc0\x00\x02\x01\xc6\x33\x64\x02\xc8\x22\x01\xbb", 12);
const std::string v6_addresses = std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + "\x01" +
                                 std::string(15, '\0') + "\x02" + std::string("\xc8\x22\x01\xbb", 4);

const struct {
    std::string bytes;
    const char* peer;  // null: the proxy's own
    std::uint16_t port;
} complete[] = {
    {"PROXY TCP4 192.0.2.1 198.51.100.2 51234 443\r\n", "192.0.2.1", 51234},
    {"PROXY TCP6 2001:db8::1 2001:db8::2 1 65535\r\n", "2001:db8::1", 1},
    {"PROXY UNKNOWN\r\n", nullptr, 0},
    {"PROXY UNKNOWN ffff:f::1 ffff:f::2 65535 65535\r\n", nullptr, 0},
    {version_2(1, 0x11, v4_addresses), "192.0.2.1", 51234},
    {version_2(1, 0x11, v4_addresses + std::string("\x04\x00\x01z", 4)), "192.0.2.1", 51234},
    {version_2(1, 0x21, v6_addresses), "2001:db8::1", 51234},
    {version_2(0, 0x00, ""), nullptr, 0},
    {version_2(0, 0x11, v4_addresses), nullptr, 0},
    {version_2(1, 0x31, std::string(216, 'u')), nullptr, 0},
};

TEST(proxy_header, names_whom_the_proxy_speaks_for) {
    for (const auto& row : complete) {
        const ProxyHeader header = read_proxy_header(row.bytes + "GET / HTTP/1.1\r\n");
        EXPECT_EQ(header.state, State::complete) << row.bytes;
        EXPECT_EQ(header.size, row.bytes.size()) << row.bytes;
        EXPECT_EQ(header.peer.has_value(), row.peer != nullptr) << row.bytes;
        if (!row.peer || !header.peer) continue;
        EXPECT_EQ(header.peer->text(), row.peer);
        EXPECT_EQ(header.peer->port, row.port);
    }
}

TEST(proxy_header, waits_for_the_rest_wherever_it_is_cut) {
    for (const auto& row : complete) {
        for (std::size_t size = 0; size < row.bytes.size(); ++size) {
            const ProxyHeader header = read_proxy_header(std::string_view(row.bytes).substr(0, size));
            EXPECT_EQ(header.state, State::more) << row.bytes << " " << size;
        }
    }
}

TEST(proxy_header, refuses_what_is_malformed_or_too_long) {
    const std::string table[] = {
        "GET / HTTP/1.1\r\n",
        "PROXX",
        "PROXY TCP4 192.0.2.1 198.51.100.2 51234 443\n",
        "PROXY TCP4 192.0.2.1 198.51.100.2 51234\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.2 51234 443 1\r\n",
        "PROXY TCP4  192.0.2.1 198.51.100.2 51234 443\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.2 65536 443\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.2 -1 443\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.2 01 443\r\n",
        "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
        "PROXY TCP6 192.0.2.1 198.51.100.2 1 2\r\n",
        "PROXY UDP4 192.0.2.1 198.51.100.2 1 2\r\n",
        "PROXY TCP4 1.2.3 198.51.100.2 1 2\r\n",
        "PROXY " + std::string(101, 'x'),
        version_2(2, 0x11, v4_addresses),
        version_2(1, 0x11, "short"),
        version_2(1, 0x21, v4_addresses),
        version_2(1, 0x11, std::string(4081, 'x')).substr(0, 16),
        std::string("\r\n\r\n\0\r\nQUIT\n\x11\x11\0\0", 16),
        "\r\nGET",
    };
    for (const std::string& bytes : table) EXPECT_EQ(read_proxy_header(bytes).state, State::refused) << bytes;
}

}  // namespace
}  // namespace kaon::inline v0::transport
