// put_text: every size, and nothing beyond it.
#include <string>

#include <gtest/gtest.h>

#include "kaon/base/put_text.hpp"

using kaon::put_text;

TEST(put_text, copies_every_size_and_no_byte_more) {
    std::string all;
    for (int i = 0; i < 80; ++i) all += static_cast<char>('0' + i);
    for (std::size_t size = 0; size <= all.size(); ++size) {
        std::string to(all.size() + 1, '\x7f');
        EXPECT_EQ(put_text(to.data(), std::string_view(all).substr(0, size)), to.data() + size);
        EXPECT_EQ(to, all.substr(0, size) + std::string(all.size() + 1 - size, '\x7f')) << size;
    }
}

TEST(put_text, leaves_the_end_of_a_literal_away) {
    char to[] = "......";
    EXPECT_EQ(put_text(to, "abc"), to + 3);
    EXPECT_STREQ(to, "abc...");
}
