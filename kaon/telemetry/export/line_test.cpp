// Line: times, escaping of what could forge a line, cutting.
#include <string>

#include <gtest/gtest.h>

#include "kaon/telemetry/export/line.hpp"

using namespace kaon::telemetry;

namespace {
constexpr std::int64_t noon = 1'787'218'200'123'456'789;  // 2026-08-20T09:30:00.123456789Z

std::string escaped(std::string_view value) {
    Line line;
    line.put_escaped(value);
    return std::string(line.view());
}
}  // namespace

TEST(line, writes_times_of_any_century) {
    const std::pair<std::int64_t, const char*> cases[] = {
        {0, "1970-01-01T00:00:00.000000Z"},
        {-1000, "1969-12-31T23:59:59.999999Z"},
        {951'782'400'000'000'000, "2000-02-29T00:00:00.000000Z"},
        {4'107'542'399'999'999'999, "2100-02-28T23:59:59.999999Z"},
        {noon, "2026-08-20T09:30:00.123456Z"},
    };
    for (const auto& [time, expected] : cases) {
        Line line;
        line.put_time(time);
        EXPECT_EQ(line.view(), expected);
    }
}

TEST(line, escapes_what_could_forge_or_hide_a_line) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"a\nERROR forged", "a\\nERROR forged"},
        {"a\r\x1b[2J\x7f", "a\\u000d\\u001b[2J\\u007f"},
        {"\"quoted\\\"", "\\\"quoted\\\\\\\""},
        {std::string_view("nul\0end", 7), "nul\\u0000end"},
        {"c1 \xC2\x9B", "c1 \\u009b"},
        {"line \xE2\x80\xA8 separator", "line \\u2028 separator"},
        {"bidi \xE2\x80\xAE", "bidi \\u202e"},
        {"\xD0\x94\xD0\xB0 \xF0\x9F\x98\x80", "\xD0\x94\xD0\xB0 \xF0\x9F\x98\x80"},
        {"broken \xFF\xC0\x80 \xED\xA0\x80 \xE2\x82", "broken \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD "
                                                      "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    for (const auto& [value, expected] : cases) EXPECT_EQ(escaped(value), expected);
}

TEST(line, escapes_a_character_wherever_it_stands) {
    for (int c = 0; c < 0x80; ++c) {
        const std::string one(1, static_cast<char>(c));
        for (std::size_t size = 1; size < 20; ++size) {
            for (std::size_t at = 0; at < size; ++at) {
                const std::string before(at, 'b'), after(size - at - 1, 'a');
                ASSERT_EQ(escaped(before + one + after), before + escaped(one) + after) << c << " at " << at;
            }
        }
    }
}

TEST(line, cuts_long_values_between_characters) {
    const std::string value = std::string(Line::longest_value - 1, 'x') + "\xD0\x94\xD0\x94";
    EXPECT_EQ(escaped(value), std::string(Line::longest_value - 1, 'x') + "...");
    const std::string ends_there = std::string(Line::longest_value - 2, 'x') + "\xD0\x94";
    EXPECT_EQ(escaped(ends_there + "z"), ends_there + "...");
}
