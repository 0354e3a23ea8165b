// The searches of sixteen bytes at a time against those of one: the same for every byte at every place.
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "kaon/base/exact_test.hpp"
#include "kaon/http/h1/scan.hpp"

using namespace kaon;
using namespace kaon::http::h1::detail;

namespace {

// In memory of exact size, so that the address sanitizer sees a byte that is read outside of it.
template <Stop stop>
void compare(std::string_view text) {
    const Exact exact(text);
    const char* const begin = exact.view().data();
    const char* const end = begin + text.size();
    for (std::size_t from = 0; from <= text.size(); ++from) {
        const char* const at = begin + from;
        const char* const expected = find_stop<stop, Lanes::one>(begin, at, end);
        ASSERT_EQ((find_stop<stop, Lanes::sixteen>(begin, at, end)), expected) << testing::PrintToString(text) << from;
        if constexpr (stop != Stop::value) {
            for (std::size_t until = from; until <= text.size(); ++until) {
                ASSERT_EQ((contains<stop, Lanes::sixteen>(at, begin + until, end)), expected < begin + until)
                    << testing::PrintToString(text) << from << " to " << until;
                ASSERT_EQ((contains<stop, Lanes::one>(at, begin + until, end)), expected < begin + until);
            }
        }
    }
}

void compare_all(std::string_view text) {
    compare<Stop::value>(text);
    compare<Stop::target>(text);
    compare<Stop::path>(text);
    compare<Stop::escape>(text);
    compare<Stop::name>(text);
    compare<Stop::host>(text);
}

}  // namespace

TEST(scan, one_byte_at_a_time_knows_what_stops) {
    const auto stopped = []<Stop stop>(std::string_view text) {
        return find_stop<stop, Lanes::one>(text.data(), text.data(), text.data() + text.size()) - text.data();
    };
    EXPECT_EQ(stopped.operator()<Stop::value>("a \tb\x80\xff~\r"), 7);
    EXPECT_EQ(stopped.operator()<Stop::value>("a\x7f"), 1);
    EXPECT_EQ(stopped.operator()<Stop::target>("/a?%#~ "), 6);
    EXPECT_EQ(stopped.operator()<Stop::target>("/\x80"), 1);
    EXPECT_EQ(stopped.operator()<Stop::path>("/a&=+?"), 5);
    EXPECT_EQ(stopped.operator()<Stop::escape>("/?#"), 2);
    EXPECT_EQ(stopped.operator()<Stop::name>("az-AZ0"), 5);
    EXPECT_EQ(stopped.operator()<Stop::host>("az-AZ.09:"), 8);
    EXPECT_EQ(stopped.operator()<Stop::host>("none"), 4);
}

TEST(scan, sixteen_at_a_time_find_every_byte_wherever_it_stands) {
    for (std::size_t size : {1u, 15u, 16u, 17u, 33u}) {
        for (std::size_t place = 0; place < size; ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(size, 'x');
                text[place] = static_cast<char>(byte);
                compare_all(text);
            }
        }
    }
}

TEST(scan, sixteen_at_a_time_agree_with_one_on_random_text) {
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        std::string text(random() % 70, 0);
        for (char& c : text) c = random() % 8 ? "abcXYZ019-.:%?#/ \t"[random() % 18] : static_cast<char>(random());
        compare_all(text);
    }
}

TEST(scan, a_plain_name_ends_at_its_colon) {
    const auto colon = [](std::string_view line) {
        const Exact exact(line);
        const char* const begin = exact.view().data();
        const char* const found = find_plain_colon<Lanes::sixteen>(begin, begin + line.size());
        return found ? found - begin : -1;
    };
    EXPECT_EQ(colon("Host: localhost\r\n"), 4);
    EXPECT_EQ(colon("If-Unmodified-Since: x and so on, for long"), 19);
    EXPECT_EQ(colon("Host: a"), -1) << "too few bytes to look at";
    EXPECT_EQ(colon(": no name at all, but long enough"), -1);
    EXPECT_EQ(colon("X-Digit-1: left to the longer way"), -1);
    EXPECT_EQ(colon("Space : is no part of a field name"), -1);
    EXPECT_EQ(colon(std::string(40, 'n') + ": longer than two looks"), -1);
}
