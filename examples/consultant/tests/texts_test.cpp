// Filling of sentences, and that both languages use the same placeholders.
#include <gtest/gtest.h>

#include "advisor/advise.hpp"
#include "app/words.hpp"
#include "server/texts.hpp"

namespace consultant {
namespace {

TEST(texts, fill_replaces_what_is_named_and_leaves_the_rest) {
    EXPECT_EQ(fill("at most {limit}, not {length}", {{"limit", "4000"}, {"length", "{limit}"}}),
              "at most 4000, not {limit}");
    EXPECT_EQ(fill("{a}{b}", {{"b", ""}}), "{a}");
    EXPECT_EQ(fill("no { end", {{"x", "y"}}), "no { end");
    EXPECT_EQ(fill("", {}), "");
    EXPECT_EQ(fill(words(Language::ru).error_too_long, {{"limit", "4000"}, {"length", "4001"}}),
              "Не больше 4000 символов, сейчас 4001.");
}

constexpr std::string_view placeholders[] = {"{limit}",       "{length}", "{count}",     "{id}",
                                             "{description}", "{pro}",    "{request_id}"};

void expect_same_placeholders(std::string_view en, std::string_view ru) {
    for (std::string_view name : placeholders)
        EXPECT_EQ(en.find(name) != en.npos, ru.find(name) != ru.npos) << name << en;
}

TEST(texts, both_languages_ask_for_the_same_values) {
    for (auto field : {&Texts::why_summary, &Texts::too_large_text, &Texts::failure_text})
        expect_same_placeholders(texts(Language::en).*field, texts(Language::ru).*field);
    for (auto field : {&Words::description_hint, &Words::stack_hint, &Words::project_hint, &Words::pain_hint,
                       &Words::error_too_long, &Words::answer_title})
        expect_same_placeholders(words(Language::en).*field, words(Language::ru).*field);
}

TEST(texts, numbers_are_grouped_as_the_language_does) {
    const Words& en = words(Language::en);
    const Words& ru = words(Language::ru);
    EXPECT_EQ(number(en, 999), "999");
    EXPECT_EQ(number(en, 4000), "4,000");
    EXPECT_EQ(number(en, 1234567), "1,234,567");
    EXPECT_EQ(number(ru, 4000), "4000");
    EXPECT_EQ(number(ru, 12345), "12\u00A0345");
}

TEST(texts, every_verdict_has_a_badge) {
    const Words& en = words(Language::en);
    for (Verdict verdict : {Verdict::move, Verdict::hot_path_only, Verdict::stay, Verdict::other_language}) {
        EXPECT_NE(verdict_label(en, name(verdict)), en.verdict_unclear);
        EXPECT_FALSE(verdict_label(words(Language::ru), name(verdict)).empty());
    }
    EXPECT_EQ(verdict_label(en, name(Verdict::unclear)), en.verdict_unclear);
}

}  // namespace
}  // namespace consultant
