// What visitors write stays text.
#include <gtest/gtest.h>

#include "advisor/format_check.hpp"
#include "advisor/load.hpp"
#include "advisor/markdown.hpp"

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

}  // namespace
}  // namespace consultant
