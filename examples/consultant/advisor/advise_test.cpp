// The advice as a whole: every claim traced, in time linear in what was written.
#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

#include "advisor/advise.hpp"
#include "advisor/load.hpp"

namespace consultant {
namespace {

// What the page unfolds: every fact, every risk and the sum stand in the trace, each with its reasons.
TEST(advise, traces_every_claim) {
    const auto knowledge = load_embedded_knowledge();
    ASSERT_TRUE(knowledge.has_value());
    const Advice advice =
        advise(*knowledge, ProInput{"Node.js", "video streaming", "GC pauses, three developers"}, Language::en);
    const auto traced = [&](std::string_view claim) {
        return std::ranges::any_of(advice.why,
                                   [&](const Why& why) { return why.claim == claim && !why.detail.empty(); });
    };
    int move = 0;
    for (const FiredFact& fact : advice.facts) {
        EXPECT_TRUE(traced(fact.reason)) << fact.id;
        EXPECT_FALSE(fact.matched.empty() && fact.follows.empty()) << fact.id;
        if (fact.direction == Direction::move) move += fact.weight;
    }
    EXPECT_EQ(move, advice.sum.move);
    for (const Risk& risk : advice.risks) EXPECT_TRUE(traced(risk.title)) << risk.id;
    for (const Item& item : advice.costs.items)
        EXPECT_TRUE(!item.facts.empty() || !item.source.title.empty()) << item.text;
    EXPECT_TRUE(traced(advice.sum.line));
}

// Generous bounds for slow, instrumented builds; they catch what grows with the square of the input.
TEST(advise, takes_time_linear_in_the_input) {
    const auto knowledge = load_embedded_knowledge();
    ASSERT_TRUE(knowledge.has_value());
    for (std::string word : {"не ", "no load ", "20k ", "gc pauses ", "высокая ", "a", "#", "5 ", "\xd0", "и\u0306"}) {
        std::string text;
        while (text.size() < 40000) text += word;
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_FALSE(advise(*knowledge, BasicInput{text}, Language::ru).verdict_text.empty());
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500)) << word;
    }
}

}  // namespace
}  // namespace consultant
