// Autobahn, section 7: who closes, with which code, and what comes too late.
#include "kaon/web/websocket/autobahn_test.hpp"

namespace kaon::inline v0::autobahn {

TEST(autobahn, section_7_1_nothing_is_heard_after_a_close_frame) {
    const std::string hello = "Hello World!", large(256 * 1024, '*');
    const Case cases[] = {
        {"7.1.1", text(hello) + close_1000, "text:" + hello + " close:1000 "},
        {"7.1.2", close_1000 + close_1000, "close:1000 "},
        {"7.1.3", close_1000 + ping(""), "close:1000 "},
        {"7.1.4", close_1000 + text(hello), "close:1000 "},
        {"7.1.5", first(Opcode::text, "fragment1") + close_1000 + last("fragment2"), "close:1000 "},
        {"7.1.6", text(large) + text(hello) + close_1000 + ping(""),
         "text:" + large + " text:" + hello + " close:1000 "},
    };
    for (const Case& one : cases) expect_case(one);
}

TEST(autobahn, section_7_3_and_7_5_what_a_close_frame_holds) {
    const std::string close_empty = frame(Opcode::close, ""), longest(123, '*');
    const Case cases[] = {
        {"7.3.1", close_empty, "close:1005 "},
        {"7.3.2", frame(Opcode::close, "a"), "close:1002 "},
        {"7.3.3", close(1000), "close:1000 "},
        {"7.3.4", close(1000, "Hello World!"), "close:1000 "},
        {"7.3.5", close(1000, longest), "close:1000 "},
        {"7.3.6", close(1000, longest + "*"), "close:1002 "},
        {"7.5.1", close(1000, "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80"), "close:1007 "},
    };
    for (const Case& one : cases) expect_case(one);
}

TEST(autobahn, section_7_7_7_9_and_7_13_codes_that_exist_are_answered_with_themselves) {
    const std::uint16_t good[] = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999};
    const std::uint16_t bad[] = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999};
    const std::uint16_t undefined[] = {5000, 65535};
    int i = 0;
    for (std::uint16_t code : good) {
        expect_case({"7.7." + std::to_string(++i), close(code), "close:" + std::to_string(code) + " "});
    }
    i = 0;
    for (std::uint16_t code : bad) expect_case({"7.9." + std::to_string(++i), close(code), "close:1002 "});
    i = 0;
    for (std::uint16_t code : undefined) expect_case({"7.13." + std::to_string(++i), close(code), "close:1002 "});
}

}  // namespace kaon::inline v0::autobahn
