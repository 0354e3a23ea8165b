// Addresses as text and as the sixteen bytes that a peer is known by.
#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include "kaon/runtime/socket_address.hpp"

using namespace kaon;
using namespace kaon::runtime;

TEST(socket_address, is_shown_as_it_was_written) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"127.0.0.1", "127.0.0.1:3000"}, {"localhost", "127.0.0.1:3000"},       {"0.0.0.0", "0.0.0.0:3000"},
        {"::1", "[::1]:3000"},           {"2001:db8::5", "[2001:db8::5]:3000"},
    };
    for (const auto& [host, shown] : cases) {
        const SocketAddress address = SocketAddress::parse(host, 3000).value();
        EXPECT_EQ(address.text(), shown);
        EXPECT_EQ(address.port(), 3000);
    }
    const SocketAddress path = SocketAddress::unix_path("/run/app.sock").value();
    EXPECT_EQ(path.text(), "unix:/run/app.sock");
    EXPECT_EQ(path.port(), 0);
}

TEST(socket_address, looks_nothing_up) {
    for (std::string_view host : {"", "example.org", "127.0.0.1:80", "[::1]", "256.0.0.1", "1.2.3", "::g"})
        EXPECT_TRUE(SocketAddress::parse(host, 80).error().is(Errc::invalid)) << host;
}

TEST(socket_address, of_a_unix_socket_fits_what_the_system_holds) {
    EXPECT_TRUE(SocketAddress::unix_path("").error().is(Errc::invalid));
    EXPECT_EQ(SocketAddress::unix_path(std::string(107, 'x'))->text(), "unix:" + std::string(107, 'x'));
    EXPECT_TRUE(SocketAddress::unix_path(std::string(108, 'x')).error().is(Errc::invalid));
}

TEST(socket_address, maps_ipv4_into_ipv6) {
    const auto mapped = [](const SocketAddress& address) {
        std::uint8_t bytes[16];
        address.mapped(bytes);
        return std::string(reinterpret_cast<const char*>(bytes), 16);
    };
    EXPECT_EQ(mapped(SocketAddress::parse("1.2.3.4", 5).value()),
              std::string("\0\0\0\0\0\0\0\0\0\0\xff\xff\1\2\3\4", 16));
    EXPECT_EQ(mapped(SocketAddress::parse("::1", 5).value()), std::string(15, '\0') + '\1');
    EXPECT_EQ(mapped(SocketAddress::unix_path("/x").value()), std::string(16, '\0'));
}
