// BodyDecoder: lengths and chunks in pieces of every size; malformed chunks; limits.
#include <algorithm>

#include "kaon/http/h1/body_decoder.hpp"
#include "kaon/http/h1/head_test.hpp"

using namespace kaon;
using namespace kaon::http::h1;

namespace {

// Decodes as a connection would: bytes come `step` at a time, what is not consumed stays. "content|rest", or "!reason".
std::string decode(BodyDecoder decoder, std::string_view bytes, std::size_t step) {
    std::string content, held;
    for (std::size_t came = 0;;) {
        const Exact exact(held);
        const BodyStep got = decoder.decode(exact.view());
        content += got.data;
        held.erase(0, got.consumed);
        if (got.state == BodyStep::State::refused) return content + "!" + std::string(got.reason);
        if (got.state == BodyStep::State::end) {
            EXPECT_TRUE(decoder.ended());
            return content + "|" + held + std::string(bytes.substr(came));
        }
        if (!got.data.empty()) continue;
        if (came == bytes.size()) return content + "...";
        const std::size_t next = std::min(step, bytes.size() - came);
        held += bytes.substr(came, next);
        came += next;
    }
}

std::string decode_all_ways(const BodyDecoder& decoder, std::string_view bytes) {
    const std::string whole = decode(decoder, bytes, bytes.size() + 1);
    for (std::size_t step : {1u, 2u, 3u, 5u, 16u})
        EXPECT_EQ(decode(decoder, bytes, step), whole) << step << ": " << bytes;
    return whole;
}

const Limits limits{.fields = 3, .chunk_line_bytes = 20, .chunk_extension_bytes = 34, .trailer_bytes = 40};

std::string decode_chunks(std::string_view bytes) {
    return decode_all_ways(BodyDecoder(Framing::chunked, 0, limits), bytes);
}

}  // namespace

TEST(body_decoder, takes_as_many_bytes_as_the_length_says) {
    EXPECT_EQ(decode_all_ways(BodyDecoder(Framing::length, 5, limits), "helloGET /"), "hello|GET /");
    EXPECT_EQ(decode_all_ways(BodyDecoder(Framing::length, 5, limits), "hel"), "hel...");
    EXPECT_EQ(decode_all_ways(BodyDecoder(Framing::length, 0, limits), "GET /"), "|GET /");
    EXPECT_EQ(decode_all_ways(BodyDecoder(Framing::none, 0, limits), "GET /"), "|GET /");
    EXPECT_TRUE(BodyDecoder().ended());
}

TEST(body_decoder, ends_with_the_last_piece_of_a_known_length) {
    BodyDecoder decoder(Framing::length, 5, limits);
    const BodyStep step = decoder.decode("hello");
    EXPECT_EQ(step.state, BodyStep::State::end);
    EXPECT_EQ(step.data, "hello");
    EXPECT_EQ(step.consumed, 5u);
}

TEST(body_decoder, takes_the_framing_off_chunks) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"5\r\nhello\r\n0\r\n\r\nnext", "hello|next"},
        {"1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc|"},
        {"A\r\n0123456789\r\n00\r\n\r\n", "0123456789|"},
        {"a\r\n0123456789\r\n000\r\n\r\n", "0123456789|"},
        {"00000005\r\nhello\r\n0\r\n\r\n", "hello|"},
        {"2\r\n\r\n\r\n0\r\n\r\n", "\r\n|"},
        {"5;a=b\r\nhello\r\n0;x\r\n\r\n", "hello|"},
        {"5 ; a=\"b;c\"\r\nhello\r\n0\r\n\r\n", "hello|"},
        {"0\r\nx: y\r\nz:\r\n\r\nnext", "|next"},
        {"5\r\nhel", "hel..."},
        {"5\r\nhello\r\n", "hello..."},
    };
    for (const auto& [bytes, expected] : cases) EXPECT_EQ(decode_chunks(bytes), expected) << bytes;
}

TEST(body_decoder, refuses_chunk_sizes_that_others_could_read_differently) {
    for (std::string_view line :
         {"", "g", "-5", "+5", "0x5", " 5", "\t5", "5 x", "5 \r\n", "5\n", "5\rx", "5;a\n", "5;a\rb", "5,", "5\x80"}) {
        EXPECT_TRUE(decode_chunks(std::string(line) + "\r\nhello\r\n0\r\n\r\n").starts_with('!')) << line;
    }
    EXPECT_EQ(decode_chunks("8000000000000000\r\n"), "!a chunk size above 2^63");
    EXPECT_EQ(decode_chunks("10000000000000005\r\n"), "!a chunk size above 2^63");
    EXPECT_EQ(decode_chunks("ffffffffffffffff\r\n"), "!a chunk size above 2^63");
    EXPECT_EQ(decode_chunks("7fffffffffffffff\r\nabc"), "abc...");
}

TEST(body_decoder, refuses_data_that_do_not_end_where_they_should) {
    for (std::string_view end : {"xx", "\n", "\rx", "\n\r", "0\r", "x\r\n"}) {
        EXPECT_EQ(decode_chunks("5\r\nhello" + std::string(end) + "0\r\n\r\n"),
                  "hello!chunk data is longer than its size")
            << end;
    }
}

TEST(body_decoder, checks_and_counts_trailers) {
    EXPECT_EQ(decode_chunks("0\r\na: b\r\nContent-Length: 5\r\n\r\nnext"), "|next");
    for (std::string_view line :
         {"no colon", "nocolon", ": x", " a: b", "a : b", "a: \x01", "a: b\n", "a: b\rc", "\n", "\rx"}) {
        EXPECT_TRUE(decode_chunks("0\r\n" + std::string(line) + "\r\n\r\n").starts_with('!')) << line;
    }
    EXPECT_EQ(decode_chunks("0\r\na:\r\nb:\r\nc:\r\nd:\r\n\r\n"), "!too many trailers");
    EXPECT_EQ(decode_chunks("0\r\na: " + std::string(60, 'x') + "\r\n\r\n"), "!the trailers are too large");
}

TEST(body_decoder, hands_over_trailers_however_they_are_cut) {
    constexpr std::string_view bytes = "1\r\nx\r\n0\r\nA-Sum:  1 2\t\r\nContent-Length: 5\r\nb:\r\n\r\nnext";
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
        http::Headers trailers;
        EXPECT_EQ(decode(BodyDecoder(Framing::chunked, 0, limits, &trailers), bytes, step), "x|next");
        std::string got;
        for (const auto& [name, value] : trailers) got.append(name).append("=").append(value) += ';';
        EXPECT_EQ(got, "A-Sum=1 2;b=;") << "in pieces of " << step;
    }
}

TEST(body_decoder, refuses_extensions_that_are_more_than_the_limit_in_all) {
    std::string bytes;
    for (int i = 0; i < 3; ++i) bytes += "1;name=value\r\nx\r\n";
    EXPECT_EQ(decode_chunks(bytes + "0\r\n\r\n"), "xxx|");
    EXPECT_EQ(decode_chunks(bytes + "0;a\r\n\r\n"), "xxx!too many chunk extensions");
}

TEST(body_decoder, refuses_chunk_lines_above_the_limit) {
    EXPECT_EQ(decode_chunks("5;" + std::string(30, 'x') + "\r\nhello\r\n0\r\n\r\n"), "!a chunk line is too long");
    EXPECT_EQ(decode_chunks(std::string(30, '0') + "5\r\nhello\r\n0\r\n\r\n"), "!a chunk line is too long");
    EXPECT_EQ(decode_chunks("5;" + std::string(16, 'x') + "\r\nhello\r\n0\r\n\r\n"), "hello|");
}

TEST(body_decoder, stays_refused) {
    BodyDecoder decoder(Framing::chunked, 0, limits);
    EXPECT_EQ(decoder.decode("x").state, BodyStep::State::refused);
    EXPECT_EQ(decoder.decode("0\r\n\r\n").state, BodyStep::State::refused);
}
