// Heads of frames, close frames and masks.
#include <string>

#include <gtest/gtest.h>

#include "kaon/http/ws/frame.hpp"

namespace kaon::inline v0::http::ws {

static std::string frame(FrameHead head, std::string_view payload) {
    ByteBuffer out;
    append_frame(out, head, payload);
    return std::string(out.view());
}

// https://www.rfc-editor.org/rfc/rfc6455#section-5.7
TEST(ws_frame, the_examples_of_the_rfc_are_written_so) {
    EXPECT_EQ(frame({.opcode = Opcode::text}, "Hello"), "\x81\x05Hello");
    EXPECT_EQ(frame({.opcode = Opcode::text, .mask = Mask("\x37\xfa\x21\x3d")}, "Hello"),
              "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
    EXPECT_EQ(frame({.opcode = Opcode::text, .final = false}, "Hel"), "\x01\x03Hel");
    EXPECT_EQ(frame({.opcode = Opcode::continuation}, "lo"), std::string("\x80\x02lo", 4));
    EXPECT_EQ(frame({.opcode = Opcode::binary}, std::string(256, 'x')).substr(0, 4),
              std::string("\x82\x7e\x01\x00", 4));
    EXPECT_EQ(frame({.opcode = Opcode::binary}, std::string(65536, 'x')).substr(0, 10),
              std::string("\x82\x7f\0\0\0\0\0\x01\0\0", 10));
}

TEST(ws_frame, what_was_written_is_read_at_every_border_of_the_size) {
    for (std::size_t size : {0u, 1u, 125u, 126u, 127u, 65535u, 65536u, 70000u}) {
        for (const bool masked : {false, true}) {
            std::optional<Mask> mask;
            if (masked) mask.emplace(0xdeadbeefu);
            const std::string bytes = frame({.opcode = Opcode::binary, .mask = mask}, std::string(size, 'a'));
            FrameHead head;
            const std::size_t head_size = read_frame_head(bytes, head);
            ASSERT_EQ(head_size + size, bytes.size());
            EXPECT_EQ(head.size, size);
            EXPECT_EQ(head.mask.has_value(), masked);
            EXPECT_FALSE(head.longer_than_needed);
            for (std::size_t cut = 0; cut < head_size; ++cut) {
                EXPECT_EQ(read_frame_head(bytes.substr(0, cut), head), 0u) << cut;
            }
        }
    }
}

TEST(ws_frame, a_size_in_more_bytes_than_needed_is_seen) {
    FrameHead head;
    EXPECT_EQ(read_frame_head(std::string("\x82\x7e\x00\x7d", 4), head), 4u);
    EXPECT_TRUE(head.longer_than_needed);
    EXPECT_EQ(read_frame_head(std::string("\x82\x7f\0\0\0\0\0\0\xff\xff", 10), head), 10u);
    EXPECT_TRUE(head.longer_than_needed);
}

TEST(ws_frame, a_close_frame_holds_code_and_reason_and_never_half_a_character) {
    ByteBuffer out;
    append_close(out, {CloseCode::going_away, "restart"});
    EXPECT_EQ(out.view(), "\x88\x09\x03\xe9restart");
    out.clear();
    append_close(out, {CloseCode::none, "unsaid"});
    EXPECT_EQ(out.view(), std::string_view("\x88\x00", 2));
    out.clear();
    std::string reason;
    for (int i = 0; i < 70; ++i) reason += "\xc3\xa9";
    append_close(out, {CloseCode::normal, reason});
    EXPECT_EQ(out.size(), 2u + 2u + 122u);
}

TEST(ws_mask, any_pieces_give_the_same_as_one) {
    std::string plain;
    for (int i = 0; i < 1000; ++i) plain += static_cast<char>(i * 7);
    std::string whole(plain.size(), 0);
    Mask("\x01\x02\x03\x84").apply(whole.data(), plain.data(), plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
        ASSERT_EQ(whole[i], static_cast<char>(plain[i] ^ "\x01\x02\x03\x84"[i % 4])) << i;
    }
    for (std::size_t piece = 1; piece < 40; ++piece) {
        std::string cut(plain.size(), 0);
        Mask mask("\x01\x02\x03\x84");
        for (std::size_t at = 0; at < plain.size(); at += piece) {
            mask.apply(cut.data() + at, plain.data() + at, std::min(piece, plain.size() - at));
        }
        EXPECT_EQ(cut, whole) << piece;
    }
}

TEST(ws_close, only_codes_that_mean_something_may_be_sent) {
    using Codes = std::initializer_list<std::uint16_t>;
    for (std::uint16_t code : Codes{1000, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999})
        EXPECT_TRUE(may_be_sent(code));
    for (std::uint16_t code : Codes{0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
        EXPECT_FALSE(may_be_sent(code)) << code;
    }
}

}  // namespace kaon::inline v0::http::ws
