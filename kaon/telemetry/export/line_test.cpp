// The two line formats, and what hostile values may not do to them.
#include <string>

#include <gtest/gtest.h>

#include "kaon/telemetry/export/line.hpp"
#include "kaon/telemetry/span.hpp"

using namespace kaon::telemetry;
using namespace kaon::literals;

namespace {
constexpr std::int64_t noon = 1'787'218'200'123'456'789;  // 2026-08-20T09:30:00.123456789Z

Record record(std::string_view message, Fields fields = {}) {
    return {Level::info, "web", message, fields, nullptr, noon};
}
std::string json(const Record& r) {
    Line line;
    write_json(line, r);
    return std::string(line.view());
}
std::string text(const Record& r, Colour colour = Colour::off) {
    Line line;
    write_text(line, r, colour);
    return std::string(line.view());
}
std::string escaped(std::string_view value) {
    Line line;
    line.put_escaped(value);
    return std::string(line.view());
}
}  // namespace

TEST(line, looks_like_this) {
    const Field fields[] = {{"order_id", 17}, {"name", "Ann Lee"}, {"ok", true},
                            {"ratio", 0.25},  {"took", 1500us},    {"token", secret("x")}};
    EXPECT_EQ(json(record("order placed", {fields, 6})),
              "{\"timestamp\":\"2026-08-20T09:30:00.123456Z\",\"level\":\"info\",\"target\":\"web\",\"message\":"
              "\"order placed\","
              "\"fields\":{\"order_id\":17,\"name\":\"Ann Lee\",\"ok\":true,\"ratio\":0.25,\"took\":1.500,"
              "\"token\":\"[redacted]\"}}\n");
    EXPECT_EQ(text(record("order placed", {fields, 6})),
              "2026-08-20T09:30:00.123456Z  INFO web: order placed order_id=17 name=\"Ann Lee\" ok=true ratio=0.25 "
              "took=1.500ms token=\"[redacted]\"\n");
    EXPECT_NE(text(record("x"), Colour::on).find("\x1b[32m INFO\x1b[0m"), std::string::npos);
}

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

    const Field fields[] = {{"a\nb", "x\ny"}, {"plain", "a=b"}};
    const std::string line = text(record("m\nm", {fields, 2}));
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_NE(line.find(R"(m\nm a\nb="x\ny" plain="a=b")"), std::string::npos) << line;
}

TEST(line, cuts_long_values_between_characters) {
    const std::string value = std::string(Line::longest_value - 1, 'x') + "\xD0\x94\xD0\x94";
    EXPECT_EQ(escaped(value), std::string(Line::longest_value - 1, 'x') + "...");
}

TEST(line, stays_whole_when_the_fields_do_not_fit) {
    const std::string big(Line::longest_value, '\x01');  // six bytes each, escaped
    const Field fields[] = {{"small", 1}, {"big", big}, {"after", 2}};
    const std::string line = json(record("m", {fields, 3}));
    EXPECT_TRUE(line.ends_with("\"fields\":{\"small\":1},\"truncated\":true}\n")) << line;
    EXPECT_TRUE(text(record("m", {fields, 3})).ends_with("small=1 (truncated)\n"));
    EXPECT_LE(json(record(big, {fields, 3})).size(), Line::capacity);
    const std::string forged = json(record(big));
    EXPECT_EQ(forged.find('\n'), forged.size() - 1);
}

TEST(line, numbers_that_json_lacks_become_null) {
    const Field fields[] = {{"nan", 0.0 / 0.0}, {"inf", 1e308 * 10}};
    EXPECT_NE(json(record("m", {fields, 2})).find("\"nan\":null,\"inf\":null"), std::string::npos);
}

TEST(line, a_span_that_ends_shows_its_ids_and_how_long_it_took) {
    constexpr Log log("web");
    SpanOptions options;
    ASSERT_TRUE(read_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", options));
    const Span span(log, "request", {}, options);
    Record r = record("request");
    r.span = &span;
    r.took = 2ms;
    const std::string line = json(r);
    EXPECT_NE(line.find("\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\""), std::string::npos) << line;
    EXPECT_NE(line.find("\"parent_id\":\"b7ad6b7169203331\",\"took_ms\":2.000"), std::string::npos) << line;
    EXPECT_NE(text(r).find("took=2.000ms span="), std::string::npos);
}
