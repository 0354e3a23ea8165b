// Filling of sentences, and that both languages use the same placeholders.
#include <gtest/gtest.h>

#include "app/texts.hpp"

namespace consultant {
namespace {

TEST(texts, fill_replaces_what_is_named_and_leaves_the_rest) {
    EXPECT_EQ(fill("at most {limit}, not {length}", {{"limit", "4000"}, {"length", "{limit}"}}),
              "at most 4000, not {limit}");
    EXPECT_EQ(fill("{a}{b}", {{"b", ""}}), "{a}");
    EXPECT_EQ(fill("no { end", {{"x", "y"}}), "no { end");
    EXPECT_EQ(fill("", {}), "");
}

TEST(texts, both_languages_ask_for_the_same_values) {
    const Texts& en = texts(Language::en);
    const Texts& ru = texts(Language::ru);
    for (auto field :
         {&Texts::description_hint, &Texts::stack_hint, &Texts::project_hint, &Texts::pain_hint, &Texts::error_too_long,
          &Texts::answer_title, &Texts::why_summary, &Texts::too_large_text, &Texts::failure_text}) {
        for (std::string_view name :
             {"{limit}", "{length}", "{count}", "{id}", "{description}", "{pro}", "{request_id}"}) {
            EXPECT_EQ((en.*field).find(name) != en.title.npos, (ru.*field).find(name) != ru.title.npos)
                << name << en.*field;
        }
    }
}

TEST(texts, numbers_are_grouped_as_the_language_does) {
    const Texts& en = texts(Language::en);
    const Texts& ru = texts(Language::ru);
    EXPECT_EQ(number(en, 999), "999");
    EXPECT_EQ(number(en, 4000), "4,000");
    EXPECT_EQ(number(en, 1234567), "1,234,567");
    EXPECT_EQ(number(ru, 4000), "4000");
    EXPECT_EQ(number(ru, 12345), "12\u00A0345");
}

TEST(texts, every_verdict_has_a_badge) {
    for (Verdict verdict :
         {Verdict::move, Verdict::hot_path_only, Verdict::stay, Verdict::other_language, Verdict::unclear}) {
        EXPECT_FALSE(verdict_label(texts(Language::en), verdict).empty());
        EXPECT_FALSE(verdict_label(texts(Language::ru), verdict).empty());
    }
}

}  // namespace
}  // namespace consultant
