// Priorities as clients write them, and as they should not.
#include <gtest/gtest.h>

#include "kaon/http/h2/priority.hpp"

using namespace kaon;
using http::h2::parse_priority, http::h2::Priority;

TEST(h2_priority, is_read_as_rfc_9218_says) {
    const struct {
        const char* value;
        Priority priority;
    } cases[] = {
        {"", {}},
        {"u=0", {.urgency = 0}},
        {"u=5, i", {.urgency = 5, .incremental = true}},
        {"i,u=7", {.urgency = 7, .incremental = true}},
        {" u=1 ,\ti=?1 ", {.urgency = 1, .incremental = true}},
        {"i, i=?0", {}},
        {"u=2;why=\"not\", i;x", {.urgency = 2, .incremental = true}},
        {"u=8", {}},
        {"u=-1", {}},
        {"u=\"1\"", {}},
        {"u", {}},
        {"future=9, u=4", {.urgency = 4}},
        {"u=1, u=6", {.urgency = 6}},
    };
    for (const auto& [value, priority] : cases) EXPECT_EQ(parse_priority(value), priority) << value;
}

TEST(h2_priority, is_nothing_where_it_cannot_be_read) {
    for (const char* value : {"u=1,", ",", "u=1,,i", "U=1", "=1", "u= 1", "u=", "u=1 i", "\x01", "é"}) {
        const auto priority = parse_priority(value);
        EXPECT_TRUE(!priority || *priority == Priority()) << value;
    }
    EXPECT_FALSE(parse_priority("u=1,"));
    EXPECT_FALSE(parse_priority("u=1, U=2"));
    EXPECT_FALSE(parse_priority("u=, i"));
}
