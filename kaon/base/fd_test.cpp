// Fd: a descriptor is closed once, by whoever owns it last.
#include <fcntl.h>
#include <gtest/gtest.h>

#include "kaon/base/fd.hpp"

using namespace kaon;

TEST(fd, closes_what_it_owns_once) {
    Fd first(::open("/dev/null", O_RDONLY));
    const int number = first.number();
    Fd second = std::move(first);
    EXPECT_FALSE(first);
    EXPECT_EQ(second.number(), number);
    second.reset();
    EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}
