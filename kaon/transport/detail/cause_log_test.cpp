// CauseLog: each cause at once, then once a minute with a count, and no more causes than it has places for.
#include <gtest/gtest.h>

#include "kaon/telemetry/recorder.hpp"
#include "kaon/transport/detail/cause_log.hpp"

namespace kaon::inline v0::transport::detail {
namespace {

class cause_log : public ::testing::Test {
protected:
    void tell(std::string_view cause, Duration at) { log_.tell("it failed", cause, start_ + at); }
    // "cause times" of the lines since the last call.
    std::vector<std::string> lines() {
        std::vector<std::string> said;
        for (const telemetry::Recorder::Entry& entry : recorder_.entries()) {
            EXPECT_EQ(entry.message, "it failed");
            said.push_back(entry.field("cause") + " " + entry.field("times"));
        }
        recorder_.clear();
        return said;
    }
    using Lines = std::vector<std::string>;

private:
    telemetry::Recorder recorder_;
    telemetry::Installed installed_{recorder_, telemetry::Level::info};
    CauseLog log_;
    Instant start_ = Instant() + 1h;
};

}  // namespace

TEST_F(cause_log, says_a_cause_at_once_and_then_once_a_minute_with_a_count) {
    tell("bad version", 0s);
    EXPECT_EQ(lines(), Lines({"bad version 1"}));
    for (int i = 1; i < 60; ++i) tell("bad version", 1s * i);
    EXPECT_EQ(lines(), Lines());
    tell("bad version", 60s);
    EXPECT_EQ(lines(), Lines({"bad version 60"}));
    tell("bad version", 200s);
    EXPECT_EQ(lines(), Lines({"bad version 1"}));
}

TEST_F(cause_log, another_cause_does_not_wait) {
    tell("bad version", 0s);
    tell("no cipher", 1s);
    tell("bad version", 2s);
    EXPECT_EQ(lines(), Lines({"bad version 1", "no cipher 1"}));
}

TEST_F(cause_log, causes_without_end_share_a_place) {
    for (int i = 0; i < 1000; ++i) tell("cause " + std::to_string(i), 0s);
    EXPECT_EQ(lines().size(), 32u);
    tell("one more", 60s);
    EXPECT_EQ(lines(), Lines({"one more 969"}));
}

}  // namespace kaon::inline v0::transport::detail
