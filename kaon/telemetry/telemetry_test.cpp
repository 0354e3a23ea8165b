// Levels, filters, events, spans and meters, as a recording sink sees them.
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/telemetry/recorder.hpp"
#include "kaon/telemetry/telemetry.hpp"

using namespace kaon::telemetry;
using namespace kaon::literals;

namespace {
constexpr Log web_log("web");
constexpr Log pool_log("sql.pool");
}  // namespace

TEST(filter, the_longest_target_wins_up_to_a_dot) {
    const Filter filter = Filter::parse(" warn, sql=debug ,sql.pool=error,web=off").value();
    const std::pair<std::string_view, Level> cases[] = {
        {"sql", Level::debug},   {"sql.row", Level::debug}, {"sql.pool", Level::error}, {"sql.pool.conn", Level::error},
        {"sqlite", Level::warn}, {"web", Level::off},       {"", Level::warn},
    };
    for (const auto& [target, level] : cases) EXPECT_EQ(filter.level_of(target), level) << target;
    EXPECT_EQ(filter.lowest(), Level::debug);
    EXPECT_EQ(Filter::parse("")->lowest(), Level::info);
    EXPECT_EQ(Filter::parse("WARN")->lowest(), Level::warn);
}

TEST(filter, says_what_it_does_not_understand) {
    for (const char* bad : {"loud", "web=loud", "=info", "web=info=x"}) {
        const auto filter = Filter::parse(bad);
        ASSERT_FALSE(filter) << bad;
        EXPECT_NE(filter.error().text().find(bad), std::string_view::npos) << filter.error().text();
    }
    std::string many;
    for (int i = 0; i < 33; ++i) many += "t" + std::to_string(i) + "=info,";
    EXPECT_FALSE(Filter::parse(many));
}

TEST(log, without_a_sink_nothing_happens) {
    EXPECT_FALSE(web_log.enabled(Level::error));
    web_log.error("nobody listens", {{"n", 1}});
}

TEST(log, hands_typed_fields_to_the_sink) {
    Recorder recorder;
    const auto installed = install(recorder, Level::trace);
    const std::string name = "Ann";
    web_log.info("user created", {{"id", 17},
                                  {"name", name},
                                  {"admin", true},
                                  {"score", 1.5},
                                  {"big", SIZE_MAX},
                                  {"took", 3ms},
                                  {"password", secret(name)},
                                  {"why", "none"}});
    const auto entries = recorder.entries();
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].target, "web");
    EXPECT_EQ(entries[0].message, "user created");
    const std::pair<const char*, const char*> expected[] = {{"id", "17"},
                                                            {"name", "Ann"},
                                                            {"admin", "true"},
                                                            {"score", "1.500000"},
                                                            {"big", "18446744073709551615"},
                                                            {"took", "3000000ns"},
                                                            {"password", "[redacted]"},
                                                            {"why", "none"}};
    for (const auto& [field, value] : expected) EXPECT_EQ(entries[0].field(field), value) << field;
}

TEST(log, the_filter_decides_by_target) {
    Recorder recorder;
    const auto installed = install(recorder, Filter::parse("warn,sql=debug").value());
    web_log.info("dropped");
    pool_log.debug("kept");
    pool_log.trace("dropped");
    web_log.error("kept");
    EXPECT_EQ(recorder.entries().size(), 2u);
    EXPECT_TRUE(pool_log.enabled(Level::debug));
    EXPECT_FALSE(web_log.enabled(Level::debug));
}

TEST(install, the_sink_before_comes_back) {
    Recorder outer, inner;
    const auto first = install(outer, Level::info);
    {
        const auto second = install(inner, Level::error);
        web_log.info("dropped");
        web_log.error("inner");
    }
    web_log.info("outer");
    ASSERT_EQ(inner.entries().size(), 1u);
    ASSERT_EQ(outer.entries().size(), 1u);
    EXPECT_EQ(outer.entries()[0].message, "outer");
}

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

TEST(traceparent, is_read_and_written) {
    SpanOptions options;
    ASSERT_TRUE(read_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", options));
    EXPECT_EQ(options.remote_parent, 0xb7ad6b7169203331u);
    Span span(web_log, "request", {}, options);
    char room[56];
    const std::string_view header = write_traceparent(span, room);
    EXPECT_TRUE(header.starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
    EXPECT_EQ(header.size(), 55u);
    SpanOptions again;
    EXPECT_TRUE(read_traceparent(header, again));
    EXPECT_EQ(again.remote_parent, span.id());
    const char* bad[] = {"",
                         "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                         "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                         "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                         "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                         "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
                         "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-011"};
    for (const char* text : bad) EXPECT_FALSE(read_traceparent(text, again)) << text;
}

TEST(meter, counts_from_many_threads) {
    const Counter counter;
    const Histogram histogram;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 1000; ++i) {
                counter.add(2);
                histogram.record(i < 990 ? 8ms : 30s);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(counter.read(), 8000u);
    const auto reading = histogram.read();
    EXPECT_EQ(reading.count, 4000u);
    EXPECT_EQ(reading.counts[1], 3960u);
    EXPECT_EQ(reading.counts[Histogram::buckets - 1], 40u);
    EXPECT_NEAR(reading.sum, 3960 * 0.008 + 40 * 30, 1e-6);
    EXPECT_NEAR(reading.quantile(0.5), 0.0075, 0.0005);
    EXPECT_EQ(reading.quantile(0.999), 10);
    EXPECT_EQ(Histogram::Reading{}.quantile(0.5), 0);
}
