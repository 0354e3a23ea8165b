// Reading whole and in lines, from a reader that gives its bytes in pieces of any size.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/coro/test_loop.hpp"
#include "kaon/runtime/byte_stream.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

class Pieces final : public ByteReader {
public:
    Pieces(std::string_view text, std::size_t piece) : text_(text), piece_(piece) {}
    Task<std::size_t> read(char* buffer, std::size_t size) override {
        const std::size_t n = std::min({size, piece_, text_.size()});
        text_.copy(buffer, n);
        text_.remove_prefix(n);
        co_return n;
    }

private:
    std::string_view text_;
    std::size_t piece_;
};

class Collected final : public ByteWriter {
public:
    std::string all;
    Task<void> write_all(std::string_view bytes) override {
        all += bytes;
        co_return;
    }
};

Task<std::vector<std::string>> lines_of(std::string_view text, std::size_t piece, std::size_t longest) {
    Pieces pieces(text, piece);
    LineReader reader(pieces, {.longest = longest});
    std::vector<std::string> lines;
    for (;;) {
        Result<std::optional<std::string>> line = co_await attempt(reader.next());
        if (!line) lines.push_back("too long");
        else if (*line) lines.push_back(**std::move(line));
        else co_return lines;
    }
}

using Lines = std::vector<std::string>;

}  // namespace

TEST(line_reader, gives_the_same_lines_however_the_bytes_arrive) {
    const struct {
        std::string_view text;
        Lines lines;
    } cases[] = {
        {"", {}},
        {"\n", {""}},
        {"a\nb\r\n\nc", {"a", "b", "", "c"}},
        {"a\rb\n", {"a\rb"}},
        {"12345678\nx\n", {"12345678", "x"}},
        {"12345678\r\nx\n", {"12345678", "x"}},
        {"x\n123456789\nnot read\n", {"x", "too long"}},
        {"1234567890123456789012345", {"too long"}},
    };
    for (const auto& each : cases) {
        for (std::size_t piece = 1; piece < 30; ++piece)
            EXPECT_EQ(TestLoop().run(lines_of(each.text, piece, 8)).value(), each.lines)
                << each.text << " by " << piece;
    }
}

TEST(byte_stream, is_read_whole_up_to_a_limit) {
    for (std::size_t piece = 1; piece < 12; ++piece) {
        Pieces fits("0123456789", piece), larger("0123456789", piece);
        EXPECT_EQ(TestLoop().run(read_to_end(fits, 10)).value(), "0123456789");
        EXPECT_TRUE(TestLoop().run(read_to_end(larger, 9)).error().is(Errc::too_large));
    }
}

TEST(byte_stream, that_ends_too_early_is_an_error) {
    char buffer[8];
    Pieces enough("abcdefgh", 3), early("abcdefg", 3);
    EXPECT_TRUE(TestLoop().run(read_exactly(enough, buffer, 8)));
    EXPECT_EQ(std::string_view(buffer, 8), "abcdefgh");
    EXPECT_EQ(TestLoop().run(read_exactly(early, buffer, 8)).error().detail(), "the end came 1 bytes early");
}

TEST(byte_stream, is_copied_to_its_end) {
    const std::string large(100'000, 'y');
    Pieces from(large, 70'000);
    Collected to;
    EXPECT_EQ(TestLoop().run(copy(from, to)).value(), 100'000u);
    EXPECT_EQ(to.all, large);
}
