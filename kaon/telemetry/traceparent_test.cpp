// The traceparent field, both ways, and what is none.
#include <gtest/gtest.h>

#include "kaon/telemetry/traceparent.hpp"

using namespace kaon::telemetry;

namespace {
constexpr Log web_log("web");
}  // namespace

TEST(traceparent, is_read_and_written) {
    SpanOptions options;
    ASSERT_TRUE(read_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", options));
    EXPECT_EQ(options.remote_parent, 0xb7ad6b7169203331u);
    Span span(web_log, "request", {}, options);
    char room[traceparent_size];
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
