// FixedText, StaticText, fnv1a and type_name: what the compiler knows of text.
#include <string>

#include <gtest/gtest.h>

#include "kaon/base/duration.hpp"
#include "kaon/base/fixed_text.hpp"
#include "kaon/base/static_text.hpp"

using namespace kaon;

TEST(fixed_text, carries_a_literal_and_names_types) {
    static_assert(FixedText("abc").view() == "abc");
    static_assert(fnv1a("a") != fnv1a("b"));
    static_assert(type_name<Duration>() == "Duration");
    static_assert(!RuntimeText<char[3]> && RuntimeText<std::string> && RuntimeText<const char*>);
    SUCCEED();
}
