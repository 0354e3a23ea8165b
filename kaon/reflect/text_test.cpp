// Values from and to text: what is read, what is refused and in which words.
#include <optional>

#include <gtest/gtest.h>

#include "kaon/reflect/text.hpp"
#include "kaon/reflect/type_of.hpp"

namespace textual {
enum class Level { low, high };
struct Email {
    std::string address;
    static kaon::Result<Email> from_text(std::string_view text) {
        if (!text.contains('@')) return kaon::Error(kaon::Errc::unprocessable, "must be an e-mail address");
        return Email{std::string(text)};
    }
    std::string to_text() const { return address; }
};
}  // namespace textual

namespace {
using namespace kaon;
using namespace kaon::reflect;

// The value written back, or the error's text.
template <class T>
std::string round_trip(std::string_view text) {
    T value{};
    const auto outcome = read_text(type_info<T>(), &value, text);
    if (!outcome) return "error: " + std::string(outcome.error().text());
    std::string out;
    append_text(type_info<T>(), &value, out);
    return out;
}

TEST(text, reads_and_writes_single_values) {
    EXPECT_EQ(round_trip<int>("+42"), "42");
    EXPECT_EQ(round_trip<std::int8_t>("-128"), "-128");
    EXPECT_EQ(round_trip<std::uint64_t>("18446744073709551615"), "18446744073709551615");
    EXPECT_EQ(round_trip<std::int64_t>("-9223372036854775808"), "-9223372036854775808");
    EXPECT_EQ(round_trip<double>("1e-7"), "1e-07");
    EXPECT_EQ(round_trip<float>("0.1"), "0.1");
    EXPECT_EQ(round_trip<double>("1e-400"), "0");
    EXPECT_EQ(round_trip<bool>("on"), "true");
    EXPECT_EQ(round_trip<textual::Level>("high"), "high");
    EXPECT_EQ(round_trip<textual::Email>("a@b"), "a@b");
    EXPECT_EQ(round_trip<std::string>("\u00e4"), "\u00e4");
    EXPECT_EQ(round_trip<std::optional<int>>(""), "");
    EXPECT_EQ(round_trip<std::optional<int>>("5"), "5");
}

TEST(text, says_what_it_expected) {
    EXPECT_EQ(round_trip<int>("4x"), "error: must be a whole number");
    EXPECT_EQ(round_trip<int>(""), "error: must be a whole number");
    EXPECT_EQ(round_trip<int>("--4"), "error: must be a whole number");
    EXPECT_EQ(round_trip<std::int8_t>("128"), "error: must be a whole number between -128 and 127");
    EXPECT_EQ(round_trip<std::uint8_t>("-1"), "error: must be a whole number, not negative");
    EXPECT_EQ(round_trip<std::uint64_t>("18446744073709551616"),
              "error: must be a whole number between 0 and 18446744073709551615");
    for (std::string_view bad : {"", "nan", "inf", "1e999", "0x10", "1.5x", "-", ".5", "1,5"}) {
        EXPECT_EQ(round_trip<double>(bad), "error: must be a number") << bad;
    }
    EXPECT_EQ(round_trip<bool>("TRUE"), "error: must be true or false");
    EXPECT_EQ(round_trip<textual::Level>("middle"), "error: must be one of: low, high");
    EXPECT_EQ(round_trip<textual::Email>("nobody"), "error: must be an e-mail address");
    EXPECT_EQ(round_trip<std::string>("\xFF"), "error: must be text in UTF-8");
    EXPECT_EQ(round_trip<std::optional<int>>("x"), "error: must be a whole number");
}
}  // namespace
