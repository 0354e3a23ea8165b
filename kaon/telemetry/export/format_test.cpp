// The two formats of a line: how they look, and what does not fit.
#include <string>

#include <gtest/gtest.h>

#include "kaon/telemetry/export/format.hpp"
#include "kaon/telemetry/span.hpp"
#include "kaon/telemetry/traceparent.hpp"

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
}  // namespace

TEST(format, looks_like_this) {
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

TEST(format, keeps_a_line_on_one_line_whatever_its_fields_hold) {
    const Field fields[] = {{"a\nb", "x\ny"}, {"plain", "a=b"}};
    const std::string line = text(record("m\nm", {fields, 2}));
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_NE(line.find(R"(m\nm a\nb="x\ny" plain="a=b")"), std::string::npos) << line;
}

TEST(format, stays_whole_when_the_fields_do_not_fit) {
    const std::string big(Line::longest_value, '\x01');  // six bytes each, escaped
    const Field fields[] = {{"small", 1}, {"big", big}, {"after", 2}};
    const std::string line = json(record("m", {fields, 3}));
    EXPECT_TRUE(line.ends_with("\"fields\":{\"small\":1},\"truncated\":true}\n")) << line;
    EXPECT_TRUE(text(record("m", {fields, 3})).ends_with("small=1 (truncated)\n"));
    EXPECT_LE(json(record(big, {fields, 3})).size(), Line::capacity);
    const std::string forged = json(record(big));
    EXPECT_EQ(forged.find('\n'), forged.size() - 1);
}

TEST(format, numbers_that_json_lacks_become_null) {
    const Field fields[] = {{"nan", 0.0 / 0.0}, {"inf", 1e308 * 10}};
    EXPECT_NE(json(record("m", {fields, 2})).find("\"nan\":null,\"inf\":null"), std::string::npos);
}

TEST(format, a_span_that_ends_shows_its_ids_and_how_long_it_took) {
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
