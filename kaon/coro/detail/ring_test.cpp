// Ring against a plain list, with values that notice when they are lost.
#include <deque>
#include <memory>

#include <gtest/gtest.h>

#include "kaon/coro/detail/ring.hpp"

using kaon::detail::Ring;

TEST(ring, gives_values_in_their_order_whatever_the_mixture) {
    Ring<std::unique_ptr<int>> ring;
    std::deque<int> expected;
    std::uint32_t random = 1;
    for (int i = 0; i < 10'000; ++i) {
        random = random * 1'664'525 + 1'013'904'223;
        if (expected.empty() || random >> 31 || i < 100) {
            ring.push(std::make_unique<int>(i));
            expected.push_back(i);
        } else {
            ASSERT_EQ(*ring.take(), expected.front());
            expected.pop_front();
        }
        ASSERT_EQ(ring.size(), expected.size());
    }
    Ring<std::unique_ptr<int>> other;
    ring.swap(other);
    EXPECT_EQ(ring.size(), 0u);
    for (int n : expected) ASSERT_EQ(*other.take(), n);
}
