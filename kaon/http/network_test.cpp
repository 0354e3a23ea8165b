// Networks: what is in them, what is no network.
#include <gtest/gtest.h>

#include "kaon/http/network.hpp"

namespace kaon::inline v0::http {
namespace {

TEST(network, contains_the_addresses_of_its_prefix) {
    const struct {
        const char* network;
        const char* address;
        bool inside;
    } table[] = {
        {"10.0.0.0/8", "10.255.0.1", true},
        {"10.0.0.0/8", "11.0.0.1", false},
        {"10.0.0.0/8", "::ffff:10.1.2.3", true},
        {"192.0.2.128/25", "192.0.2.128", true},
        {"192.0.2.128/25", "192.0.2.127", false},
        {"192.0.2.7", "192.0.2.7", true},
        {"192.0.2.7", "192.0.2.8", false},
        {"fd00::/8", "fdff::1", true},
        {"fd00::/8", "fe00::1", false},
        {"2001:db8::/33", "2001:db8:7fff::", true},
        {"2001:db8::/33", "2001:db8:8000::", false},
        {"0.0.0.0/0", "8.8.8.8", true},
        {"0.0.0.0/0", "2001:db8::1", false},
        {"::/0", "8.8.8.8", true},
    };
    for (const auto& row : table) {
        EXPECT_EQ(Network::parse(row.network).value().contains(read_address(row.address).value()), row.inside)
            << row.network << " " << row.address;
    }
    EXPECT_TRUE(Network::parse("unix").value().contains({}));
    EXPECT_FALSE(Network::parse("unix").value().contains(read_address("127.0.0.1").value()));
}

TEST(network, refuses_what_is_none) {
    for (const char* text : {"", "/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8 ", "10.0.0/8",
                             "fd00::/129", "localhost", "10.0.0.1:80", "010.0.0.1"}) {
        EXPECT_FALSE(Network::parse(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace kaon::inline v0::http
