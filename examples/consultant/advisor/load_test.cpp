// Mistakes in the rule base are reported with file, line and column.
#include <algorithm>

#include <gtest/gtest.h>

#include "advisor/advise.hpp"
#include "advisor/load.hpp"

namespace consultant {
namespace {

// The embedded files, one of them with a change or an addition; an unknown name is a further file.
kaon::Result<Knowledge> load_changed(std::string_view file, std::string_view what, std::string_view instead) {
    std::vector<std::string> texts;
    std::vector<KnowledgeFile> files(embedded_files().begin(), embedded_files().end());
    if (std::ranges::find(files, file, &KnowledgeFile::name) == files.end()) files.push_back({file, ""});
    for (const KnowledgeFile& original : files) texts.emplace_back(original.text);
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (files[i].name == file) {
            if (what.empty()) texts[i] += instead;
            else texts[i].replace(texts[i].find(what), what.size(), instead);
        }
        files[i].text = texts[i];
    }
    return load_knowledge(files);
}

constexpr std::string_view new_fact = R"(
[[fact]]
id = "time_travel"
topic = "pain"
direction = "move"
weight = 5
emoji = "🕰️"
source = "own"
reason = { en = "time travel", ru = "путешествия во времени" }
match = ["time travel*", "путешестви* во времени"]
)";

TEST(load, a_fact_is_added_by_editing_toml_alone) {
    const auto knowledge = load_changed("50_language.toml", "", new_fact);
    ASSERT_TRUE(knowledge.has_value()) << knowledge.error().text();
    for (const char* text : {"We need time travelling.", "Нужны путешествия во времени."}) {
        const Advice advice = advise(*knowledge, BasicInput{text}, Language::en);
        EXPECT_EQ(advice.verdict, Verdict::move) << text;
        EXPECT_EQ(advice.facts.at(0).id, "time_travel");
    }
}

TEST(load, reports_mistakes_with_their_place) {
    struct Row {
        std::string_view file, what, instead, message;
    };
    const Row rows[] = {
        {"extra.toml", "", "[[question]]\ntopic = \"x\"\nemoji = \"x\"\n", "extra.toml:1:1: missing key 'text'"},
        {"extra.toml", "", "[[negation]]\nreach = 3\nraech = 4\n", "extra.toml:3:9: unknown key 'raech'"},
        {"extra.toml", "", "[[fact]\n", "extra.toml:1:8: "},
        {"extra.toml", "", "wrong = 1\n", "extra.toml:1:9: unknown key 'wrong'"},
        {"20_load.toml", "weight = 3", "weight = 30", "'weight' must be a whole number from 0 to 10"},
        {"20_load.toml", "source = \"grab_2025\"", "source = \"grap\"", "unknown source 'grap'"},
        {"20_load.toml", "direction = \"move\"", "direction = \"mvoe\"", "'direction' must be"},
        {"20_load.toml", "\"highload\"", "\"High load\"", "pattern 'High load'"},
        {"20_load.toml", "unit = \"rate\"", "unit = \"rat\"", "unknown unit 'rat'"},
        {"30_product.toml", "id = \"crud\"", "id = \"prototype\"", "stands twice"},
        {"50_language.toml", "all = [\"high_load\"]", "all = [\"hihg_load\"]",
         "no fact 'hihg_load' stands before this"},
        {"50_language.toml", "language = \"elixir\"", "language = \"elixer\"", "unknown stack 'elixer'"},
        {"60_answers.toml", "{against}", "{agianst}", "unknown {placeholder}"},
        {"60_answers.toml", "kind = \"move\"", "kind = \"mov\"", "unknown verdict"},
        {"02_rules.toml", "title = {", "titel = {", "no prose for 'title'"},
        {"01_sources.toml", "published = \"2026-11\"", "published = \"lately\"", "'published' must be a date"},
        {"70_stacks.toml", "slot = \"http\"", "slot = \"htpt\"", "unknown slot"},
    };
    for (const Row& row : rows) {
        const auto knowledge = load_changed(row.file, row.what, row.instead);
        ASSERT_FALSE(knowledge.has_value()) << row.message;
        EXPECT_NE(knowledge.error().text().find(row.message), std::string_view::npos)
            << knowledge.error().text() << "\nwanted: " << row.message;
    }
}

}  // namespace
}  // namespace consultant
