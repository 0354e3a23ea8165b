// Log: typed fields, levels by target, and nothing without a sink.
#include <string>

#include <gtest/gtest.h>

#include "kaon/telemetry/log.hpp"
#include "kaon/telemetry/recorder.hpp"

using namespace kaon::telemetry;
using namespace kaon::literals;

namespace {
constexpr Log web_log("web");
constexpr Log pool_log("sql.pool");
}  // namespace

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
