// Peers as text.
#include <string>

#include <gtest/gtest.h>

#include "kaon/http/message.hpp"

using namespace kaon::http;

TEST(peer, is_written_as_people_write_addresses) {
    EXPECT_EQ(Peer{}.text(), "unix");
    EXPECT_EQ((Peer{.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1}}.text()), "127.0.0.1");
    EXPECT_EQ((Peer{.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}.text()), "::1");
    EXPECT_EQ((Peer{.address = {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5}}.text()), "2001:db8::5");
}
