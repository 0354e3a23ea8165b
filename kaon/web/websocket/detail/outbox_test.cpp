// What is queued comes in order, and is held no longer than it has to be.
#include <string>

#include <gtest/gtest.h>

#include "kaon/web/websocket/detail/outbox.hpp"

namespace kaon::inline v0::web::detail {

static std::string all_of(Outbox& outbox) {
    std::string all;
    for (const std::string_view piece : outbox.pieces()) {
        EXPECT_FALSE(piece.empty());
        all += std::string(piece) + "|";
    }
    return all;
}

TEST(outbox, keeps_own_bytes_and_shared_frames_in_order) {
    const auto frame = std::make_shared<const std::string>("shared");
    Outbox outbox;
    EXPECT_TRUE(outbox.empty());
    outbox.append(frame, *frame);
    EXPECT_EQ(all_of(outbox), "shared|");
    outbox.bytes().append("one");
    outbox.bytes().append("two");
    outbox.append(frame, *frame);
    outbox.append(frame, *frame);
    outbox.bytes().append("three");
    EXPECT_EQ(outbox.size(), 3 * 6 + 11u);
    EXPECT_EQ(all_of(outbox), "shared|onetwo|shared|shared|three|");
    EXPECT_EQ(frame.use_count(), 4);
    outbox.clear();
    EXPECT_TRUE(outbox.empty());
    EXPECT_EQ(all_of(outbox), "");
    EXPECT_EQ(frame.use_count(), 1);
}

TEST(outbox, holds_a_frame_as_long_as_it_is_queued_and_its_place_in_another_outbox) {
    auto frame = std::make_shared<const std::string>(1000, 'x');
    const std::weak_ptr<const std::string> watched = frame;
    Outbox outbox, writing;
    outbox.append(frame, *frame);
    frame.reset();
    std::swap(outbox, writing);
    EXPECT_TRUE(outbox.empty());
    EXPECT_EQ(all_of(writing).size(), 1001u);
    writing.clear();
    EXPECT_TRUE(watched.expired());
}

}  // namespace kaon::inline v0::web::detail
