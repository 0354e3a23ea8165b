// Each rule of the format, broken once.
#include <algorithm>

#include <gtest/gtest.h>

#include "advisor/format_check.hpp"

namespace consultant {
namespace {

constexpr std::string_view good =
    "# Title\n\n## What the move would solve\n\n- ♻️ pauses\n\n## What it costs in development speed\n\n- 🐢 time\n\n"
    "## Stack 2026\n\n- 🌐 Axum\n\n## Main risk\n\n- ⚠️ hiring\n\n## Verdict: move\n\nOne paragraph.\n";

std::string with(std::string_view what, std::string_view instead) {
    std::string text(good);
    text.replace(text.find(what), what.size(), instead);
    return text;
}

TEST(format_check, accepts_both_languages) {
    EXPECT_EQ(check_format(good, Form::basic), std::vector<std::string>{});
    EXPECT_EQ(check_format("# Т\n## Что решит переход\n- ♻️ а\n## Чего это стоит\n- 🐢 б\n## Стек\n- 🌐 в\n## Главные "
                           "риски\n- ⚠️ г\n- ⚠️ д\n"
                           "## Вердикт\n\nАбзац\nдо конца.\n",
                           Form::pro),
              std::vector<std::string>{});
}

TEST(format_check, names_each_violation) {
    const std::pair<std::string, std::string_view> cases[] = {
        {with("- ♻️ pauses", "| a | b |\n|---|---|"), "a table at line 6"},
        {with("- ♻️ pauses", "- ♻️ <b>x</b>"), "raw HTML at line 5"},
        {with("- ♻️ pauses", "- ♻️ ![x](y)"), "an image at line 5"},
        {with("- ♻️ pauses", "- pauses"), "a list item without an emoji at line 5"},
        {with("# Title", "Title"), "0 titles where 1 is wanted"},
        {with("## Stack 2026", "## Else"), "no section on a stack"},
        {with("- ⚠️ hiring", "- ⚠️ hiring\n- ⚠️ time"), "2 risks where 1 is wanted"},
        {with("- ⚠️ hiring", "hiring"), "0 risks where 1 is wanted"},
        {with("One paragraph.", "One.\n\nTwo."), "2 verdict paragraphs where 1 is wanted"},
        {with("One paragraph.", "One.\n\n- 🦀 item"), "a list in the verdict"},
        {with("## Main risk", "## Verdict\n\nx\n\n## Main risk"), "several sections on a verdict"},
    };
    for (const auto& [text, wanted] : cases) {
        const auto problems = check_format(text, Form::basic);
        EXPECT_NE(std::ranges::find(problems, wanted), problems.end()) << wanted << " in\n" << text;
    }
    EXPECT_EQ(check_format(good, Form::pro), std::vector<std::string>{"1 risks where 2 is wanted"});
}

TEST(format_check, survives_anything) {
    for (std::string_view text : {"", "#", "######", "- ", "\xff\xfe", "<", "|--", "![", "\n\n\n"})
        EXPECT_FALSE(check_format(text, Form::basic).empty());
}

}  // namespace
}  // namespace consultant
