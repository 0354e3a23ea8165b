// Every labelled input: its verdict, its facts, and the format of both languages' documents.
#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "advisor/advise.hpp"
#include "advisor/format_check.hpp"
#include "advisor/load.hpp"
#include "advisor/markdown.hpp"
#include "advisor/toml_item.hpp"

namespace consultant {
namespace {

struct Case {
    std::string name;
    Form form = Form::basic;
    Language language = Language::en;
    BasicInput basic;
    ProInput pro;
    std::string verdict;
    std::string other;
    std::vector<std::string> must, must_not;
};

const Knowledge& knowledge() {
    static const auto loaded = load_embedded_knowledge();
    EXPECT_TRUE(loaded.has_value()) << loaded.error().text();
    return *loaded;
}

Case read_case(TomlItem& item) {
    Case labelled{.name = item.text("name")};
    labelled.language = item.text("language") == "ru" ? Language::ru : Language::en;
    if (item.text("form", Need::optional) == "pro") {
        labelled.form = Form::pro;
        labelled.pro = {item.text("stack"), item.text("project"), item.text("pain")};
    } else {
        labelled.basic.description = item.text("text");
        const std::string once = labelled.basic.description;
        if (item.flag("fill")) {
            while (labelled.basic.description.size() < BasicInput::limit) labelled.basic.description += once;
        }
    }
    labelled.verdict = item.text("verdict");
    labelled.other = item.text("other", Need::optional);
    labelled.must = item.texts("must");
    labelled.must_not = item.texts("must_not");
    item.finish();
    return labelled;
}

std::vector<Case> read_cases() {
    std::ostringstream text;
    text << std::ifstream(CONSULTANT_TESTS_FOLDER "/labelled.toml").rdbuf();
    TomlFile file("labelled.toml", text.str());
    std::vector<Case> cases;
    TomlItem root = file.root();
    for (TomlItem item : root.items("case")) cases.push_back(read_case(item));
    if (auto problem = file.problem()) ADD_FAILURE() << problem->text();
    return cases;
}

Advice answer(const Case& labelled, Language language) {
    return labelled.form == Form::pro ? advise(knowledge(), labelled.pro, language)
                                      : advise(knowledge(), labelled.basic, language);
}

bool fired(const Advice& advice, std::string_view id) {
    return std::ranges::find(advice.facts, id, &FiredFact::id) != advice.facts.end();
}

std::string list(const Advice& advice) {
    std::string text = advice.sum.line + "; fired:";
    for (const FiredFact& fact : advice.facts) text += " " + fact.id;
    return text;
}

TEST(labelled, lead_to_their_verdict_and_facts) {
    const auto cases = read_cases();
    ASSERT_GE(cases.size(), 24u);
    for (const Case& labelled : cases) {
        SCOPED_TRACE(labelled.name);
        const Advice advice = answer(labelled, labelled.language);
        EXPECT_EQ(name(advice.verdict), labelled.verdict) << list(advice);
        if (!labelled.other.empty()) EXPECT_EQ(advice.sum.other_language, labelled.other) << list(advice);
        for (const std::string& id : labelled.must)
            EXPECT_TRUE(fired(advice, id)) << id << " must fire; " << list(advice);
        for (const std::string& id : labelled.must_not)
            EXPECT_FALSE(fired(advice, id)) << id << " must not fire; " << list(advice);
    }
}

TEST(labelled, name_only_facts_that_exist) {
    for (const Case& labelled : read_cases()) {
        for (const auto* ids : {&labelled.must, &labelled.must_not}) {
            for (const std::string& id : *ids) {
                EXPECT_NE(std::ranges::find(knowledge().facts, id, &FactEntry::id), knowledge().facts.end())
                    << labelled.name << ": " << id;
            }
        }
    }
}

TEST(labelled, keep_the_format_in_both_languages) {
    for (const Case& labelled : read_cases()) {
        for (Language language : {Language::en, Language::ru}) {
            const std::string markdown = to_markdown(answer(labelled, language));
            for (const std::string& problem : check_format(markdown, labelled.form)) {
                ADD_FAILURE() << labelled.name << ": " << problem << "\n" << markdown;
            }
        }
    }
}

TEST(labelled, give_the_same_verdict_in_either_answer_language_and_every_time) {
    for (const Case& labelled : read_cases()) {
        const Advice russian = answer(labelled, Language::ru);
        EXPECT_EQ(russian.verdict, answer(labelled, Language::en).verdict) << labelled.name;
        EXPECT_EQ(to_markdown(russian), to_markdown(answer(labelled, Language::ru))) << labelled.name;
    }
}

TEST(labelled, cover_every_verdict_in_both_languages_and_forms) {
    std::vector<std::string> seen;
    for (const Case& labelled : read_cases()) {
        seen.push_back(labelled.verdict + (labelled.language == Language::ru ? " ru" : " en"));
        seen.push_back(labelled.verdict + (labelled.form == Form::pro ? " pro" : " basic"));
    }
    for (std::string verdict : {"move", "stay", "hot_path_only", "other_language", "unclear"}) {
        for (const char* kind : {" ru", " en", " pro", " basic"}) {
            EXPECT_NE(std::ranges::find(seen, verdict + kind), seen.end()) << verdict << kind;
        }
    }
}

}  // namespace
}  // namespace consultant
