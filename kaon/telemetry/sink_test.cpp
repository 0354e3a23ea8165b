// Installing sinks, one over another.
#include <gtest/gtest.h>

#include "kaon/telemetry/log.hpp"
#include "kaon/telemetry/recorder.hpp"
#include "kaon/telemetry/sink.hpp"

using namespace kaon::telemetry;

namespace {
constexpr Log web_log("web");
}  // namespace

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
