// Spans: what they record at their end, and what they hand on.
#include <gtest/gtest.h>

#include "kaon/telemetry/recorder.hpp"
#include "kaon/telemetry/span.hpp"

using namespace kaon::telemetry;

namespace {
constexpr Log web_log("web");
constexpr Log pool_log("sql.pool");
}  // namespace

TEST(span, records_once_at_its_end_with_all_fields) {
    Recorder recorder;
    const auto installed = install(recorder, Level::trace);
    {
        Span request(web_log, "request", {{"method", "GET"}});
        const void* carried = &request;  // as coro's Context does
        Span query(pool_log, "query", {}, {.parent = Span::from(carried), .level = Level::debug});
        pool_log.info("connected", {}, &query);
        query.end();
        request.end({{"status", 200}});
        request.end({{"status", 500}});
    }
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_EQ(entries[0].span_id, entries[1].span_id);
    EXPECT_EQ(entries[1].message, "query");
    EXPECT_EQ(entries[2].message, "request");
    EXPECT_TRUE(entries[2].ended_span);
    EXPECT_EQ(entries[2].field("method"), "GET");
    EXPECT_EQ(entries[2].field("status"), "200");
    EXPECT_TRUE(entries[1].trace == entries[2].trace);
    EXPECT_NE(entries[1].span_id, entries[2].span_id);
}

TEST(span, hands_ids_on_even_when_it_is_not_recorded) {
    Recorder recorder;
    const auto installed = install(recorder, Level::error);
    Span outer(web_log, "outer");
    Span inner(web_log, "inner", {}, {.parent = &outer});
    EXPECT_FALSE(outer.enabled());
    EXPECT_TRUE(inner.trace() == outer.trace());
    EXPECT_EQ(inner.parent_id(), outer.id());
    inner.end();
    EXPECT_TRUE(recorder.entries().empty());
}
