// ByteBuffer, Fd, Duration and the compile-time text helpers.
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/base/duration.hpp"
#include "kaon/base/fd.hpp"
#include "kaon/base/fixed_text.hpp"
#include "kaon/base/message.hpp"
#include "kaon/base/static_text.hpp"

using namespace kaon;

TEST(byte_buffer, gives_back_what_was_appended_in_order) {
    ByteBuffer buffer;
    std::string expected;
    std::uint32_t random = 7;
    // Appends and consumes pieces of changing sizes, so that every way of making room is taken.
    for (int i = 0; i < 5000; ++i) {
        random = random * 1664525 + 1013904223;
        const std::string piece(random % 700, static_cast<char>('a' + random % 26));
        buffer.append(piece);
        expected += piece;
        const std::size_t used = std::min<std::size_t>(expected.size(), (random >> 8) % 800);
        ASSERT_EQ(buffer.view().substr(0, used), std::string_view(expected).substr(0, used));
        buffer.consume(used);
        expected.erase(0, used);
    }
    EXPECT_EQ(buffer.view(), expected);
    EXPECT_LT(buffer.capacity(), 1'000'000u) << "consumed room is used again";
}

TEST(byte_buffer, writes_into_prepared_room) {
    ByteBuffer buffer;
    std::memcpy(buffer.prepare(100), "hello", 5);
    buffer.commit(5);
    EXPECT_GE(buffer.room(), 95u);
    buffer.truncate(4);
    buffer.append('!');
    EXPECT_EQ(buffer.view(), "hell!");
    ByteBuffer moved = std::move(buffer);
    EXPECT_EQ(moved.view(), "hell!");
    moved.release();
    EXPECT_EQ(moved.capacity(), 0u);
}

TEST(fd, closes_what_it_owns_once) {
    Fd first(::open("/dev/null", O_RDONLY));
    const int number = first.number();
    Fd second = std::move(first);
    EXPECT_FALSE(first);
    EXPECT_EQ(second.number(), number);
    second.reset();
    EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

TEST(duration, counts_and_saturates) {
    EXPECT_EQ((1500ms).whole_seconds(), 1);
    EXPECT_EQ(2min, 120s);
    EXPECT_LT(999us, 1ms);
    EXPECT_EQ((Instant{5} + Duration{7}) - Instant{2}, Duration{10});
    EXPECT_EQ(Instant{INT64_MAX - 1} + 1h, Instant::never());
}

TEST(fixed_text, carries_a_literal_and_names_types) {
    static_assert(FixedText("abc").view() == "abc");
    static_assert(fnv1a("a") != fnv1a("b"));
    static_assert(type_name<Duration>() == "Duration");
    static_assert(!RuntimeText<char[3]> && RuntimeText<std::string> && RuntimeText<const char*>);
    SUCCEED();
}

TEST(message, is_built_by_the_compiler) {
    static constexpr Message message = [] {
        Message m;
        m << "the " << ordinal(1) << " of " << std::size_t{120};
        m.pad(2) << "^";
        return m;
    }();
    static_assert(!message.ok() && message.view() == "the 2nd of 120  ^");
    static_assert(Message().ok());
    SUCCEED();
}
