// Text in pieces against the whole, and the byte at which it becomes hopeless.
#include <string>

#include <gtest/gtest.h>

#include "kaon/base/utf8.hpp"
#include "kaon/http/ws/utf8_check.hpp"

namespace kaon::inline v0::http::ws {

TEST(ws_utf8_check, every_sequence_of_two_bytes_and_its_neighbours_is_judged_as_the_whole_text) {
    for (int lead = 0; lead < 256; ++lead) {
        for (int second = 0; second < 256; ++second) {
            for (std::string_view rest : {"", "\x80", "\xbf\xbf", "a", "\x80\x80"}) {
                const std::string text =
                    std::string{static_cast<char>(lead), static_cast<char>(second)} + std::string(rest);
                Utf8Check check;
                bool good = true;
                for (char c : text) good = good && check.feed({&c, 1});
                EXPECT_EQ(good && check.complete(), is_utf8(text)) << lead << " " << second << " " << rest.size();
            }
        }
    }
}

TEST(ws_utf8_check, a_hopeless_byte_is_said_before_the_text_ends) {
    const struct {
        std::string_view text;
        std::size_t hopeless_at;  // the byte that settles it
    } cases[] = {{"abc\xff", 3},  {"\xc0", 0},     {"\xf5", 0},
                 {"\xe0\x80", 1}, {"\xed\xa0", 1}, {"\xf0\x80", 1},
                 {"\xf4\x90", 1}, {"\x80", 0},     {"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xf4\x90", 12}};
    for (const auto& [text, hopeless_at] : cases) {
        Utf8Check check;
        for (std::size_t i = 0; i < text.size(); ++i) {
            EXPECT_EQ(check.feed(text.substr(i, 1)), i != hopeless_at) << text << " at " << i;
        }
    }
}

TEST(ws_utf8_check, a_character_cut_off_at_the_end_is_not_complete) {
    Utf8Check check;
    EXPECT_TRUE(check.feed("long enough for words: \xe2\x82"));
    EXPECT_FALSE(check.complete());
    EXPECT_TRUE(check.feed("\xac"));
    EXPECT_TRUE(check.complete());
}

}  // namespace kaon::inline v0::http::ws
