// Compressed messages: the RFC's examples, both directions, limits, broken streams.
#include <gtest/gtest.h>

#include "kaon/http/ws/decoder_test.hpp"
#include "kaon/http/ws/deflate.hpp"
#include "kaon/http/ws/encoder.hpp"

namespace kaon::inline v0::http::ws {

static std::string squeezed(Deflater& deflater, std::string_view text) {
    ByteBuffer out;
    EXPECT_TRUE(deflater.compress(out, text));
    return std::string(out.view());
}

static std::string random_bytes(std::size_t size) {
    std::string bytes;
    for (std::uint64_t x = 88172645463325252u; bytes.size() < size; bytes += static_cast<char>(x >> 24)) {
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    }
    return bytes;
}

// https://www.rfc-editor.org/rfc/rfc7692#section-7.2.3
TEST(ws_deflate, the_examples_of_the_rfc_are_read) {
    const Decoder::Options keeps{.deflate = DeflateTerms{.client_keeps_context = true}};
    const std::string hello("\xf2\x48\xcd\xc9\xc9\x07\x00", 7);
    const auto frame = [](std::string_view payload) {
        return client_frame(Opcode::text, payload, {.reserved = reserved_1});
    };
    EXPECT_EQ(events_of(frame(hello), keeps), "text:Hello ");
    EXPECT_EQ(events_of(frame(hello) + frame(std::string("\xf2\x00\x11\x00\x00", 5)), keeps), "text:Hello text:Hello ");
    EXPECT_EQ(events_of(frame(std::string("\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00", 11)), keeps), "text:Hello ");
    EXPECT_EQ(events_of(frame(std::string("\xf3\x48\xcd\xc9\xc9\x07\x00\x00", 8)), keeps), "text:Hello ");
    EXPECT_EQ(events_of(frame(std::string("\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00", 13)), keeps),
              "text:Hello ");
    EXPECT_EQ(events_of(frame(std::string(1, '\0')), keeps), "text: ");
    const std::string fragments =
        client_frame(Opcode::text, hello.substr(0, 3), {.final = false, .reserved = reserved_1}) +
        client_frame(Opcode::continuation, hello.substr(3));
    EXPECT_EQ(events_of(fragments, keeps), "text:Hello ");
}

TEST(ws_deflate, what_is_squeezed_comes_back_with_and_without_context_at_every_size) {
    for (const bool keeps : {false, true}) {
        for (const std::uint8_t bits : std::initializer_list<std::uint8_t>{9, 12, 15}) {
            const DeflateTerms terms{.server_keeps_context = keeps,
                                     .client_keeps_context = keeps,
                                     .server_window_bits = bits,
                                     .client_window_bits = bits};
            Deflater deflater(terms);
            std::string frames, expected;
            for (std::size_t size : {0u, 1u, 100u, 126u, 4095u, 65536u, 200000u}) {
                for (const std::string& text : {std::string(size, 'x'), random_bytes(size)}) {
                    frames += client_frame(Opcode::binary, squeezed(deflater, text), {.reserved = reserved_1});
                    expected += "binary:" + text + " ";
                }
            }
            for (std::size_t piece : {1u, 1000u, 1000000u}) {
                EXPECT_TRUE(events_of(frames, {.deflate = terms}, piece) == expected) << keeps << int{bits} << piece;
            }
        }
    }
}

TEST(ws_deflate, context_makes_the_second_of_two_alike_messages_small) {
    const std::string text = random_bytes(2000);
    Deflater forgets({});
    Deflater keeps({.server_keeps_context = true});
    EXPECT_GT(squeezed(forgets, text).size(), 1900u);
    EXPECT_GT(squeezed(forgets, text).size(), 1900u);
    EXPECT_GT(squeezed(keeps, text).size(), 1900u);
    EXPECT_LT(squeezed(keeps, text).size(), 100u);
}

TEST(ws_deflate, a_bomb_ends_at_the_limit) {
    Deflater deflater({});
    const std::string bomb = squeezed(deflater, std::string(100 * 1024 * 1024, '\0'));
    ASSERT_LT(bomb.size(), 500000u);
    const Decoder::Options options{.limits = {.message_bytes = 500000}, .deflate = DeflateTerms{}};
    EXPECT_EQ(events_of(client_frame(Opcode::binary, bomb, {.reserved = reserved_1}), options), "failed 1009 ");

    Inflater inflater({});
    ByteBuffer out;
    EXPECT_EQ(inflater.feed(bomb, out, 500000), Inflater::Outcome::too_large);
    EXPECT_EQ(out.size(), 500000u);
    EXPECT_LE(out.capacity(), 1024u * 1024);
}

TEST(ws_deflate, exactly_the_limit_is_read) {
    Deflater deflater({});
    const Decoder::Options options{.limits = {.message_bytes = 1000}, .deflate = DeflateTerms{}};
    const auto ask = [&](std::size_t size) {
        const std::string squeezed_text = squeezed(deflater, std::string(size, 'y'));
        return events_of(client_frame(Opcode::text, squeezed_text, {.reserved = reserved_1}), options);
    };
    EXPECT_EQ(ask(1000), "text:" + std::string(1000, 'y') + " ");
    EXPECT_EQ(ask(1001), "failed 1009 ");
}

TEST(ws_deflate, a_stream_that_is_broken_or_cut_fails) {
    const Decoder::Options options{.deflate = DeflateTerms{}};
    Deflater deflater({});
    const std::string good = squeezed(deflater, "Hello, hello, hello, hello and good-bye");
    const auto ask = [&](std::string_view bytes) {
        return events_of(client_frame(Opcode::text, bytes, {.reserved = reserved_1}), options);
    };
    EXPECT_EQ(ask(good), "text:Hello, hello, hello, hello and good-bye ");
    EXPECT_EQ(ask("\xff\xff\xff\xff"), "failed 1007 ");
    EXPECT_EQ(ask(good.substr(0, good.size() / 2)), "failed 1007 ");
    EXPECT_EQ(ask(std::string("\x00\x05\x00\xfa\xff\x48", 6)), "failed 1007 ");
}

TEST(ws_deflate, text_is_checked_as_it_is_inflated) {
    Deflater deflater({});
    const std::string bad = squeezed(deflater, "fine so far \xff");
    const Decoder::Options options{.deflate = DeflateTerms{}};
    EXPECT_EQ(events_of(client_frame(Opcode::text, bad, {.reserved = reserved_1}), options), "failed 1007 ");
    EXPECT_EQ(events_of(client_frame(Opcode::binary, bad, {.reserved = reserved_1}), options),
              "binary:fine so far \xff ");
}

TEST(ws_deflate, the_mark_belongs_on_a_messages_first_frame_only) {
    const Decoder::Options options{.deflate = DeflateTerms{}};
    const std::string first = client_frame(Opcode::text, "a", {.final = false});
    EXPECT_EQ(events_of(first + client_frame(Opcode::continuation, "b", {.reserved = reserved_1}), options),
              "failed 1002 ");
    EXPECT_EQ(events_of(client_frame(Opcode::ping, "b", {.reserved = reserved_1}), options), "failed 1002 ");
}

TEST(ws_encoder, compresses_from_its_threshold_on_what_becomes_smaller) {
    const std::string short_text(99, 'z'), long_text(100, 'z'), noise = random_bytes(100);
    const auto first_byte = [](Encoder& encoder, std::string_view text) {
        ByteBuffer out;
        encoder.append(out, Opcode::binary, text);
        return static_cast<unsigned char>(out.view()[0]);
    };
    Encoder plain, encoder(DeflateTerms{}, 100), keeps(DeflateTerms{.server_keeps_context = true}, 100);
    EXPECT_EQ(first_byte(plain, long_text), 0x82);
    EXPECT_EQ(first_byte(encoder, short_text), 0x82);
    EXPECT_EQ(first_byte(encoder, long_text), 0xc2);
    EXPECT_EQ(first_byte(encoder, noise), 0x82);
    EXPECT_EQ(first_byte(keeps, noise), 0xc2);  // the other side needs it for what follows
    EXPECT_EQ(encoder.shared_window_bits(), 15);
    EXPECT_EQ(Encoder(DeflateTerms{.server_window_bits = 10}, 100).shared_window_bits(), 10);
    EXPECT_EQ(keeps.shared_window_bits(), 0) << "nobody else has its dictionary";
    EXPECT_EQ(plain.shared_window_bits(), 0);
}

}  // namespace kaon::inline v0::http::ws
