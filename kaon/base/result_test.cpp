// Result: chaining, what stays and what moves, and what misuse says.
#include <gtest/gtest.h>

#include "kaon/base/result.hpp"

using kaon::Errc, kaon::Error, kaon::Result;

static Result<int> half(int n) {
    if (n % 2) return Error(Errc::invalid, "odd");
    return n / 2;
}

TEST(result, chains_like_expected) {
    EXPECT_EQ(half(8).and_then(half).value(), 2);
    EXPECT_EQ(half(6).and_then(half).error().text(), "odd");
    EXPECT_EQ(half(8).transform([](int n) { return n + 0.5; }).value(), 4.5);
    EXPECT_EQ(half(3).value_or(-1), -1);
    EXPECT_EQ(half(3).or_else([](Error) -> Result<int> { return 7; }).value(), 7);
    EXPECT_EQ(half(3).map_error([](Error e) { return std::string(e.text()); }).error(), "odd");
    Result<> nothing;
    EXPECT_TRUE(nothing.has_value());
}

TEST(result, chains_from_a_result_that_stays) {
    const Result<int> even = half(8), odd = half(3);
    const auto text = [](const Error& e) { return std::string(e.text()); };
    for (int twice = 0; twice < 2; ++twice) {
        EXPECT_EQ(even.transform([](int n) { return n + 0.5; }).value(), 4.5);
        EXPECT_EQ(even.and_then(half).value(), 2);
        EXPECT_EQ(even.or_else([](const Error&) -> Result<int> { return 7; }).value(), 4);
        EXPECT_EQ(odd.transform([](int n) { return n + 0.5; }).error().text(), "odd");
        EXPECT_EQ(odd.and_then(half).error().text(), "odd");
        EXPECT_EQ(odd.or_else([](const Error&) -> Result<int> { return 7; }).value(), 7);
        EXPECT_EQ(odd.map_error(text).error(), "odd");
        EXPECT_EQ(odd.value_or(-1), -1);
    }
    Result<> failed = Error(Errc::conflict, "taken");
    EXPECT_EQ(failed.transform([] { return 1; }).error().text(), "taken");
    EXPECT_EQ(failed.and_then([] { return half(8); }).error().text(), "taken");
    EXPECT_TRUE(failed.or_else([](const Error&) -> Result<> { return {}; }).has_value());
    EXPECT_EQ(std::as_const(failed).map_error(text).error(), "taken");
    EXPECT_EQ(Result<>().transform([] { return 1; }).value(), 1);
}

TEST(result, misuse_ends_the_program) { EXPECT_DEATH((void)half(3).value(), ""); }

TEST(result_death, says_the_error_that_it_holds) {
    const Result<int> failed = Error(Errc::not_found).with_detail("x.txt");
    EXPECT_DEATH((void)*failed, "kaon: value\\(\\) of a Result that holds an error: not_found.*x.txt.*result_test.cpp");
    EXPECT_DEATH((void)Result<int>(1).error(), "kaon: error\\(\\) of a Result that holds a value");
}
