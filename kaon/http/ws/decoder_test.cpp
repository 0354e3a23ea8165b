// What a decoder makes of frames, of whatever pieces they come in, and what it refuses.
#include "kaon/http/ws/decoder_test.hpp"

#include <gtest/gtest.h>

#include "kaon/http/ws/decoder.hpp"

namespace kaon::inline v0::http::ws {

TEST(ws_decoder, every_split_of_a_conversation_gives_the_same_events) {
    const std::string big(70000, 'b');
    const std::string all =
        client_frame(Opcode::text, "hello") + client_frame(Opcode::binary, big) +
        client_frame(Opcode::text, "caf\xc3", {.final = false}) + client_frame(Opcode::ping, "between") +
        client_frame(Opcode::continuation, "", {.final = false}) + client_frame(Opcode::continuation, "\xa9") +
        client_frame(Opcode::pong, "") + client_frame(Opcode::text, "") +
        client_frame(Opcode::close, "\x03\xe8"
                                    "bye");
    const std::string expected =
        "text:hello binary:" + big + " ping:between text:caf\xc3\xa9 pong: text: close 1000:bye ";
    for (std::size_t piece : {1u, 2u, 3u, 5u, 7u, 8u, 13u, 64u, 4096u, 69999u}) {
        EXPECT_EQ(events_of(all, {}, piece), expected) << piece;
    }
    EXPECT_EQ(events_of(all), expected);
}

TEST(ws_decoder, what_a_head_breaks_fails_before_any_payload) {
    const struct {
        const char* what;
        std::string head;
        const char* expected;
    } cases[] = {
        {"no mask", "\x81\x01", "failed 1002 "},
        {"second reserved bit", "\xa1\x81\1\2\3\4", "failed 1002 "},
        {"third reserved bit", "\x91\x81\1\2\3\4", "failed 1002 "},
        {"first reserved bit without an extension", "\xc1\x81\1\2\3\4", "failed 1002 "},
        {"opcode 3", "\x83\x81\1\2\3\4", "failed 1002 "},
        {"opcode 11", "\x8b\x81\1\2\3\4", "failed 1002 "},
        {"fragmented ping", "\x09\x81\1\2\3\4", "failed 1002 "},
        {"long ping", std::string("\x89\xfe\x00\x7e\1\2\3\4", 8), "failed 1002 "},
        {"continuation of nothing", "\x80\x81\1\2\3\4", "failed 1002 "},
        {"size not in its shortest form", std::string("\x82\xfe\x00\x01\1\2\3\4", 8), "failed 1002 "},
        {"highest bit of the size", "\x82\xff\x80" + std::string(7, '\0') + "\1\2\3\4", "failed 1002 "},
        {"frame above the limit", std::string("\x82\xff\0\0\0\0\0\x10\0\x01\1\2\3\4", 14), "failed 1009 "},
    };
    for (const auto& [what, head, expected] : cases) {
        EXPECT_EQ(events_of(head), expected) << what;
        EXPECT_EQ(events_of(head, {}, 1), expected) << what;
    }
}

TEST(ws_decoder, a_message_may_not_pass_its_limit_by_fragments) {
    const Decoder::Options small{.limits = {.message_bytes = 10}};
    const std::string six = client_frame(Opcode::binary, "123456", {.final = false});
    EXPECT_EQ(events_of(six + client_frame(Opcode::continuation, "7890"), small), "binary:1234567890 ");
    EXPECT_EQ(events_of(six + client_frame(Opcode::continuation, "78901"), small), "failed 1009 ");
    EXPECT_EQ(events_of(client_frame(Opcode::binary, "12"), {.limits = {.frame_bytes = 1}}), "failed 1009 ");
}

TEST(ws_decoder, text_fails_at_its_first_bad_byte_and_not_at_its_end) {
    Decoder decoder({});
    const std::string frame = client_frame(Opcode::text, "ok\xf4\x90 and much more that never comes");
    std::string_view enough = std::string_view(frame).substr(0, 6 + 4);
    const Event event = decoder.next(enough);
    EXPECT_EQ(event.kind, Event::Kind::failed);
    EXPECT_EQ(event.code, CloseCode::invalid_text);
    EXPECT_TRUE(decoder.ended());
}

TEST(ws_decoder, text_may_not_end_within_a_character_but_binary_may_hold_any_bytes) {
    EXPECT_EQ(events_of(client_frame(Opcode::text, "\xe2\x82")), "failed 1007 ");
    EXPECT_EQ(events_of(client_frame(Opcode::binary, "\xe2\x82\xff")), "binary:\xe2\x82\xff ");
}

TEST(ws_decoder, a_close_frame_must_say_a_code_that_exists_or_nothing) {
    EXPECT_EQ(events_of(client_frame(Opcode::close, "")), "close 1005: ");
    EXPECT_EQ(events_of(client_frame(Opcode::close, "\x03")), "failed 1002 ");
    EXPECT_EQ(events_of(client_frame(Opcode::close, "\x03\xee")), "failed 1002 ");
    EXPECT_EQ(events_of(client_frame(Opcode::close, "\x03\xe8\xff")), "failed 1007 ");
    EXPECT_EQ(events_of(client_frame(Opcode::close, "\x0f\xa1late")), "close 4001:late ");
}

TEST(ws_decoder, after_a_close_frame_nothing_is_heard) {
    const std::string bytes = client_frame(Opcode::close, "\x03\xe8") + client_frame(Opcode::text, "more");
    EXPECT_EQ(events_of(bytes), "close 1000: ");
}

TEST(ws_decoder, a_servers_frames_are_read_without_masks_and_refused_with_one) {
    const Decoder::Options from_server{.peer = Peer::server};
    EXPECT_EQ(events_of(client_frame(Opcode::text, "hi", {.masked = false}), from_server), "text:hi ");
    EXPECT_EQ(events_of(client_frame(Opcode::text, "hi"), from_server), "failed 1002 ");
}

TEST(ws_decoder, says_when_it_stands_between_messages) {
    Decoder decoder({});
    EXPECT_TRUE(decoder.idle());
    const std::string part = client_frame(Opcode::text, "a", {.final = false});
    std::string_view bytes = part;
    EXPECT_EQ(decoder.next(bytes).kind, Event::Kind::none);
    EXPECT_FALSE(decoder.idle());
}

}  // namespace kaon::inline v0::http::ws
