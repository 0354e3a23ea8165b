// Addresses that are not the open internet, in all their spellings.
#include <gtest/gtest.h>

#include "kaon/client/detail/address_guard.hpp"

using namespace kaon::client::detail;

TEST(address_guard, knows_what_is_public) {
    for (const char* address :
         {"1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0", "192.167.255.255",
          "198.17.255.255", "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888", "2a00::1"})
        EXPECT_TRUE(is_public(address)) << address;
}

TEST(address_guard, refuses_everything_else) {
    for (const char* address : {"0.0.0.0",
                                "0.1.2.3",
                                "10.0.0.1",
                                "100.64.0.1",
                                "100.127.255.255",
                                "127.0.0.1",
                                "127.255.255.255",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.0.0.1",
                                "192.0.2.1",
                                "192.88.99.1",
                                "192.168.1.1",
                                "198.18.0.1",
                                "198.19.255.255",
                                "198.51.100.1",
                                "203.0.113.1",
                                "224.0.0.1",
                                "240.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "::ffff:10.0.0.1",
                                "::ffff:8.8.8.8",
                                "::127.0.0.1",
                                "64:ff9b::a00:1",
                                "64:ff9b:1::1",
                                "100::1",
                                "2001::1",
                                "2001:20::1",
                                "2001:db8::1",
                                "2002:a00:1::1",
                                "3fff::1",
                                "fc00::1",
                                "fd00:ec2::254",
                                "fe80::1",
                                "fec0::1",
                                "ff02::1",
                                "",
                                "localhost"})
        EXPECT_FALSE(is_public(address)) << address;
    EXPECT_FALSE(is_public(static_cast<const char*>(nullptr)));
}

TEST(address_guard, allows_hosts_by_name_and_below_a_dot) {
    const std::vector<std::string> allowed{"api.example", ".cdn.example"};
    for (std::string_view host : {"api.example", "API.example", "api.example.", "a.cdn.example", "a.b.cdn.example"})
        EXPECT_TRUE(host_allowed(host, allowed)) << host;
    for (std::string_view host :
         {"example", "x.api.example", "cdn.example", ".cdn.example", "evilcdn.example", "api.example.evil"})
        EXPECT_FALSE(host_allowed(host, allowed)) << host;
    EXPECT_TRUE(host_allowed("anything", {}));
}
