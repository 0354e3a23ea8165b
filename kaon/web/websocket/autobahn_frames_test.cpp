// Autobahn, sections 1 to 5: framing, pings and pongs, reserved bits, opcodes, fragments.
#include "kaon/web/websocket/autobahn_test.hpp"

namespace kaon::inline v0::autobahn {

static FrameShape reserved(std::uint8_t bits) { return {.reserved = static_cast<std::uint8_t>(bits << 4)}; }

TEST(autobahn, section_1_text_and_binary_of_every_size_class) {
    const std::size_t sizes[] = {0, 125, 126, 127, 128, 65535, 65536};
    for (std::size_t i = 0; i < std::size(sizes); ++i) {
        const std::string stars(sizes[i], '*'), bytes(sizes[i], '\xfe');
        const std::string number = std::to_string(i + 1);
        expect_case({"1.1." + number, text(stars) + close_1000, "text:" + stars + " close:1000 "});
        expect_case({"1.2." + number, binary(bytes) + close_1000, "binary:" + bytes + " close:1000 "});
    }
    const std::string stars(65536, '*'), bytes(65536, '\xfe');
    expect_case({"1.1.8", text(stars) + close_1000, "text:" + stars + " close:1000 ", 997});
    expect_case({"1.2.8", binary(bytes) + close_1000, "binary:" + bytes + " close:1000 ", 997});
}

TEST(autobahn, section_2_pings_are_answered_and_pongs_are_not) {
    const std::string largest(125, '\xfe'), too_large(126, '\xfe'), hello = "Hello, world!",
                                                                    bytes("\x00\xff\xfe\xfd\xfc\xfb\x00\xff", 8);
    std::string ten, ten_answers;
    for (int i = 0; i < 10; ++i) {
        ten += ping("payload-" + std::to_string(i));
        ten_answers += "pong:payload-" + std::to_string(i) + " ";
    }
    const Case cases[] = {
        {"2.1", ping("") + close_1000, "pong: close:1000 "},
        {"2.2", ping(hello) + close_1000, "pong:" + hello + " close:1000 "},
        {"2.3", ping(bytes) + close_1000, "pong:" + bytes + " close:1000 "},
        {"2.4", ping(largest) + close_1000, "pong:" + largest + " close:1000 "},
        {"2.5", ping(too_large), "close:1002 "},
        {"2.6", ping(largest) + close_1000, "pong:" + largest + " close:1000 ", 1},
        {"2.7", pong("") + close_1000, "close:1000 "},
        {"2.8", pong("unsolicited") + close_1000, "close:1000 "},
        {"2.9", pong("unsolicited") + ping("ping payload") + close_1000, "pong:ping payload close:1000 "},
        {"2.10", ten + close_1000, ten_answers + "close:1000 "},
        {"2.11", ten + close_1000, ten_answers + "close:1000 ", 1},
    };
    for (const Case& one : cases) expect_case(one);
}

TEST(autobahn, section_3_reserved_bits_without_an_extension_fail) {
    const std::string hello = "Hello, world!", good = text(hello);
    const Case cases[] = {
        {"3.1", frame(Opcode::text, hello, reserved(1)), "close:1002 "},
        {"3.2", good + frame(Opcode::text, hello, reserved(2)) + ping(""), "text:" + hello + " close:1002 "},
        {"3.3", good + frame(Opcode::text, hello, reserved(3)) + ping(""), "text:" + hello + " close:1002 ", 64},
        {"3.4", good + frame(Opcode::text, hello, reserved(4)) + ping(""), "text:" + hello + " close:1002 ", 1},
        {"3.5", frame(Opcode::binary, std::string(8, '\xfe'), reserved(5)), "close:1002 "},
        {"3.6", frame(Opcode::ping, hello, reserved(6)), "close:1002 "},
        {"3.7", frame(Opcode::close, "\x03\xe8", reserved(7)), "close:1002 "},
    };
    for (const Case& one : cases) expect_case(one);
}

TEST(autobahn, section_4_opcodes_without_a_meaning_fail) {
    const std::string hello = "Hello, world!", good = text(hello);
    for (const auto& [section, base] : {std::pair{1, 3}, std::pair{2, 11}}) {
        for (int i = 0; i < 5; ++i) {
            const auto opcode = static_cast<Opcode>(base + i);
            const std::string id = "4." + std::to_string(section) + "." + std::to_string(i + 1);
            const std::string payload = i % 2 ? "reserved opcode payload" : "";
            if (i < 2) expect_case({id, frame(opcode, payload), "close:1002 "});
            else
                expect_case({id, good + frame(opcode, payload) + ping(""), "text:" + hello + " close:1002 ",
                             i == 4 ? std::size_t{1} : SIZE_MAX});
        }
    }
}

TEST(autobahn, section_5_fragments_are_put_together_and_control_frames_pass_between) {
    const std::string a = "fragment1", b = "fragment2", both = "text:" + a + b + " ", all = both + "close:1000 ";
    const std::string wrong_more = frame(Opcode::continuation, "non-continuation payload", {.final = false});
    const std::string wrong_last = last("non-continuation payload");
    const std::string hello = text("Hello, world!");
    const auto t = [](std::string_view payload) { return first(Opcode::text, payload); };
    const Case cases[] = {
        {"5.1", frame(Opcode::ping, a, {.final = false}) + last(b), "close:1002 "},
        {"5.2", frame(Opcode::pong, a, {.final = false}) + last(b), "close:1002 "},
        {"5.3", t(a) + last(b) + close_1000, all},
        {"5.4", t(a) + last(b) + close_1000, all, 20},
        {"5.5", t(a) + last(b) + close_1000, all, 1},
        {"5.6", t(a) + ping("ping payload") + last(b) + close_1000, "pong:ping payload " + all},
        {"5.7", t(a) + ping("ping payload") + last(b) + close_1000, "pong:ping payload " + all, 20},
        {"5.8", t(a) + ping("ping payload") + last(b) + close_1000, "pong:ping payload " + all, 1},
        {"5.9", wrong_last + hello, "close:1002 "},
        {"5.10", wrong_last + hello, "close:1002 ", 30},
        {"5.11", wrong_last + hello, "close:1002 ", 1},
        {"5.12", wrong_more + hello, "close:1002 "},
        {"5.13", wrong_more + hello, "close:1002 ", 30},
        {"5.14", wrong_more + hello, "close:1002 ", 1},
        {"5.15", t(a) + last(b) + more("fragment3") + text("fragment4"), both + "close:1002 "},
        {"5.16", wrong_more + t(a) + last(b), "close:1002 "},
        {"5.17", wrong_last + t(a) + last(b), "close:1002 "},
        {"5.18", t(a) + text(b), "close:1002 "},
        {"5.19",
         t("fragment1") + more("fragment2") + ping("pongme 1!") + more("fragment3") + more("fragment4") +
             ping("pongme 2!") + last("fragment5") + close_1000,
         "pong:pongme 1! pong:pongme 2! text:fragment1fragment2fragment3fragment4fragment5 close:1000 "},
        {"5.20",
         t("fragment1") + more("fragment2") + ping("pongme 1!") + more("fragment3") + more("fragment4") +
             ping("pongme 2!") + last("fragment5") + close_1000,
         "pong:pongme 1! pong:pongme 2! text:fragment1fragment2fragment3fragment4fragment5 close:1000 ", 1},
    };
    for (const Case& one : cases) expect_case(one);
}

}  // namespace kaon::inline v0::autobahn
