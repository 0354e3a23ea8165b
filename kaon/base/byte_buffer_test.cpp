// ByteBuffer: bytes come out as they went in, whatever way room is made.
#include <string>

#include <gtest/gtest.h>

#include "kaon/base/byte_buffer.hpp"

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
