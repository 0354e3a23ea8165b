// Peers as text, methods and statuses by name.
#include "kaon/http/message.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace kaon::http;

TEST(peer, is_written_as_people_write_addresses) {
    EXPECT_EQ(Peer{}.text(), "unix");
    EXPECT_EQ((Peer{.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1}}.text()), "127.0.0.1");
    EXPECT_EQ((Peer{.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}.text()), "::1");
    EXPECT_EQ((Peer{.address = {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5}}.text()), "2001:db8::5");
}

TEST(method, names_are_read_back_and_case_matters) {
    for (std::size_t i = 0; i < known_methods; ++i) {
        const auto method = static_cast<Method>(i);
        EXPECT_EQ(parse_method(text(method)), method);
        const std::string name(text(method));
        EXPECT_EQ(parse_method(name + "X"), Method::unknown);
        EXPECT_EQ(parse_method(static_cast<char>(name[0] | 0x20) + name.substr(1)), Method::unknown);
    }
    EXPECT_EQ(text(Method::unknown), "");
    EXPECT_EQ(parse_method(""), Method::unknown);
    EXPECT_EQ(text(Method::del), "DELETE");
}

TEST(status, has_the_registered_phrase_or_a_stand_in) {
    EXPECT_EQ(phrase(Status::not_found), "Not Found");
    EXPECT_EQ(phrase(Status::content_too_large), "Content Too Large");
    EXPECT_EQ(phrase(static_cast<Status>(299)), "Status");
}
