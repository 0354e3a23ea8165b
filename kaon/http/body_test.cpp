// Body: every kind is read piece by piece, collected with a limit, and held to its announced size.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "kaon/coro/test_loop.hpp"
#include "kaon/http/body.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {

Stream<std::string> pieces(std::vector<std::string> values) {
    for (auto& value : values) co_yield std::move(value);
}

Stream<std::string> fails() {
    co_yield "a";
    co_await Error(Errc::timeout);
}

Fd file_of(std::string_view text) {
    char name[] = "/tmp/kaon_body_XXXXXX";
    Fd fd(::mkstemp(name));
    ::unlink(name);
    EXPECT_EQ(::write(fd.number(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    return fd;
}

// The pieces in brackets.
Task<std::string> read_all(Body& body) {
    std::string text;
    while (auto piece = co_await body.read()) {
        EXPECT_FALSE(piece->empty());
        text += '[' + std::string(*piece) + ']';
    }
    EXPECT_FALSE(co_await body.read());
    co_return text;
}

}  // namespace

TEST(body, of_bytes_is_known_and_read_once) {
    TestLoop loop;
    Body literal("hello"), owned(std::string("hello")), borrowed = Body::borrowed("hello"), empty;
    for (Body* body : {&literal, &owned, &borrowed}) {
        EXPECT_EQ(body->size(), 5u);
        EXPECT_EQ(body->bytes(), "hello");
        EXPECT_EQ(loop.run(read_all(*body)).value(), "[hello]");
        EXPECT_EQ(body->bytes(), "hello");
    }
    EXPECT_TRUE(empty.empty());
    EXPECT_EQ(loop.run(read_all(empty)).value(), "");
}

TEST(body, of_a_stream_is_pulled_and_passes_over_empty_pieces) {
    TestLoop loop;
    Body body = Body::stream(pieces({"a", "", "bc"}));
    EXPECT_EQ(body.size(), std::nullopt);
    EXPECT_EQ(body.bytes(), std::nullopt);
    EXPECT_NE(body.as_stream(), nullptr);
    EXPECT_FALSE(body.empty());
    Body moved = std::move(body);
    EXPECT_EQ(loop.run(read_all(moved)).value(), "[a][bc]");
}

TEST(body, holds_a_stream_to_the_size_it_announced) {
    TestLoop loop;
    for (auto [size, good] : {std::pair(3u, true), {2u, false}, {4u, false}}) {
        Body body = Body::stream(pieces({"a", "bc"}), size);
        EXPECT_EQ(body.size(), size);
        EXPECT_EQ(loop.run(read_all(body)).has_value(), good) << size;
    }
}

TEST(body, hands_on_the_error_of_its_stream) {
    TestLoop loop;
    Body body = Body::stream(fails());
    EXPECT_TRUE(loop.run(body.collect(100)).error().is(Errc::timeout));
}

TEST(body, of_a_file_is_read_in_pieces_from_its_offset) {
    TestLoop loop;
    std::string text(150'000, 'x');
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>('a' + i % 23);
    Body body = Body::file(file_of(text), 10, 140'000);
    EXPECT_EQ(body.size(), 140'000u);
    ASSERT_NE(body.as_file(), nullptr);
    EXPECT_EQ(loop.run(body.collect(140'000)).value(), text.substr(10, 140'000));

    Body first = Body::file(file_of(text), 0, 100'000);
    EXPECT_EQ(loop.run(first.read()).value(), std::string_view(text).substr(0, 65536));

    Body cut = Body::file(file_of("short"), 0, 100);
    EXPECT_TRUE(loop.run(cut.collect(1000)).error().is(Errc::internal));
    Body missing = Body::file(Fd(), 0, 100);
    EXPECT_TRUE(loop.run(missing.collect(1000)).error().is(Errc::internal));
}

TEST(body, gives_away_what_is_in_memory_without_a_copy) {
    const std::string long_text(1000, 'x');
    std::string given = long_text;
    const char* const place = given.data();
    Body owned(std::move(given)), borrowed = Body::borrowed(long_text), streamed = Body::stream(pieces({"12"}));
    const std::string taken = owned.take_bytes();
    EXPECT_EQ(taken.data(), place);
    EXPECT_EQ(borrowed.take_bytes(), long_text);
    EXPECT_EQ(streamed.take_bytes(), "");
    EXPECT_TRUE(owned.empty());
    EXPECT_TRUE(borrowed.empty());
    EXPECT_EQ(streamed.size(), std::nullopt);
}

TEST(body, collects_no_more_than_the_limit) {
    TestLoop loop;
    const auto bodies = [] {
        std::vector<Body> all;
        all.push_back(Body("12345"));
        all.emplace_back(std::string("12345"));
        all.push_back(Body::stream(pieces({"123", "45"})));
        all.push_back(Body::stream(pieces({"123", "45"}), 5));
        all.push_back(Body::file(file_of("12345"), 0, 5));
        return all;
    };
    for (Body& body : bodies()) EXPECT_EQ(loop.run(body.collect(5)).value(), "12345");
    for (Body& body : bodies()) EXPECT_TRUE(loop.run(body.collect(4)).error().is(Errc::too_large));
    for (Body& body : bodies()) EXPECT_TRUE(loop.run(body.buffer(4)).error().is(Errc::too_large));
    for (Body& body : bodies()) {
        EXPECT_TRUE(loop.run(body.buffer(5)).has_value());
        EXPECT_EQ(body.bytes(), "12345");
        EXPECT_EQ(loop.run(read_all(body)).value(), "[12345]");
    }
}

namespace {

// Fills with 'x', and remembers what it was given to fill.
class Filling final : public BodySource {
public:
    bool fills() const override { return true; }
    Task<void> fill(std::string& to, std::size_t count) override {
        set_aside = std::max(set_aside, to.capacity());
        most_per_byte = std::max(most_per_byte, to.capacity() / (to.size() + 1024 * 1024));
        to.append(count, 'x');
        co_return;
    }
    Task<std::optional<std::string_view>> read() override { co_return std::nullopt; }

    std::size_t set_aside = 0;
    std::size_t most_per_byte = 0;
};

}  // namespace

TEST(body, of_a_source_that_fills_sets_no_more_aside_than_has_come_already) {
    TestLoop loop;
    Filling source;
    Body body = Body::stream(source, 20'000'000);
    EXPECT_EQ(loop.run(body.collect(20'000'000)).value(), std::string(20'000'000, 'x'));
    EXPECT_LE(source.most_per_byte, 2u);
    EXPECT_EQ(loop.run(body.collect(20'000'000)).value(), "") << "it was read";
    Body refused = Body::stream(source, 1000);
    EXPECT_TRUE(loop.run(refused.collect(999)).error().is(Errc::too_large));
}
