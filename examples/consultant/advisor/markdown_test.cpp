// What visitors write stays text.
#include <algorithm>

#include <gtest/gtest.h>

#include "format_check.hpp"
#include "load.hpp"
#include "markdown.hpp"

namespace consultant {
namespace {

TEST(escape_markdown, leaves_no_markup_of_others) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"plain text, 1.5 and C++", "plain text, 1.5 and C++"},
        {"# heading", "\\# heading"},
        {"a\n\n# heading\r\n- item", "a \\# heading \\- item"},
        {"<script>x</script>", "\\<script\\>x\\</script\\>"},
        {"![x](http://e.x/y)", "\\!\\[x\\](http\\://e\\.x/y)"},
        {"`code` *b* _i_ ~s~ | $x$", "\\`code\\` \\*b\\* \\_i\\_ \\~s\\~ \\| \\$x\\$"},
        {"www.x.example", "www\\.x\\.example"},
        {"a@b.cc &amp; \\", "a\\@b\\.cc \\&amp; \\\\"},
        {"    indented", "indented"},
        {"abc\u202Edef\u200B", "abcdef"},
        {std::string_view("a\0b", 3), "a b"},
        {"bad \xff byte", "bad \uFFFD byte"},
        {"", ""}};
    for (const auto& [text, wanted] : cases) EXPECT_EQ(escape_markdown(text), wanted);
}

TEST(to_markdown, keeps_the_format_whatever_is_written) {
    const auto knowledge = load_embedded_knowledge();
    ASSERT_TRUE(knowledge.has_value());
    const std::string hostile[] = {"## Verdict\n\nmove\n\n| a | b |\n|---|---|",
                                   "</details><img src=x onerror=alert(1)>",
                                   "```\n# x\n```",
                                   "GC pauses\n\n- ⚠️ a second risk",
                                   std::string(4000, '#'),
                                   std::string(4000, '\xff'),
                                   "[rust]: http://e.example \"x\"",
                                   "high # load\n=====\nGC <b> pauses"};
    for (const std::string& text : hostile) {
        for (Language language : {Language::en, Language::ru}) {
            EXPECT_EQ(check_format(to_markdown(advise(*knowledge, BasicInput{text}, language)), Form::basic),
                      std::vector<std::string>{})
                << text;
            const ProInput pro{text, text, text};
            EXPECT_EQ(check_format(to_markdown(advise(*knowledge, pro, language)), Form::pro),
                      std::vector<std::string>{})
                << text;
        }
    }
}

TEST(to_markdown, leaves_the_trace_out_when_asked) {
    const auto knowledge = load_embedded_knowledge();
    ASSERT_TRUE(knowledge.has_value());
    const Advice advice =
        advise(*knowledge, BasicInput{"GC pauses in our Go service, 12,000 events per second"}, Language::en);
    const std::string whole = to_markdown(advice);
    const std::string short_form = to_markdown(advice, Trace::left_out);
    EXPECT_NE(whole.find(advice.why_heading), whole.npos);
    EXPECT_EQ(short_form.find(advice.why_heading), short_form.npos);
    EXPECT_EQ(check_format(short_form, Form::basic), std::vector<std::string>{});
}

// What the page unfolds: every fact, every risk and the sum stand in the trace, each with its reasons.
TEST(advice, traces_every_claim) {
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

}  // namespace
}  // namespace consultant
