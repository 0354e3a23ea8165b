// The order of loading, and the checks on the whole.
#include "advisor/load.hpp"

#include <algorithm>
#include <array>

#include "advisor/loader.hpp"

namespace consultant {

namespace {

using namespace std::string_view_literals;

// Every key that the answer's builder and the Markdown writer say.
constexpr std::array prose_keys{
    "title"sv,
    "you_wrote"sv,
    "you_wrote_stack"sv,
    "you_wrote_project"sv,
    "you_wrote_pain"sv,
    "heading_solves"sv,
    "heading_costs"sv,
    "heading_stack"sv,
    "heading_risk"sv,
    "heading_risks"sv,
    "heading_verdict"sv,
    "heading_missing"sv,
    "heading_why"sv,
    "solves_nothing"sv,
    "and"sv,
    "nothing_weighty"sv,
    "your_stack"sv,
    "sum"sv,
    "sum_rule"sv,
    "matched"sv,
    "follows"sv,
    "source"sv,
    "measured"sv,
    "claim"sv,
    "judgement"sv,
    "footer"sv,
    "direction_move"sv,
    "direction_stay"sv,
    "direction_hot_path"sv,
    "direction_other"sv,
    "direction_info"sv,
    "verdict_move"sv,
    "verdict_hot_path_only"sv,
    "verdict_stay"sv,
    "verdict_other_language"sv,
    "verdict_unclear"sv,
    "rule_already"sv,
    "rule_evidence"sv,
    "rule_other"sv,
    "rule_both_sides"sv,
    "rule_hot_path"sv,
    "rule_move"sv,
    "rule_stay"sv,
    "rule_between"sv,
    "slot_http"sv,
    "slot_streaming"sv,
    "slot_database"sv,
    "slot_serialisation"sv,
    "slot_observability"sv,
    "slot_frontend"sv,
    "slot_bridge"sv,
};

constexpr std::array verdicts{Verdict::move, Verdict::hot_path_only, Verdict::stay, Verdict::other_language,
                              Verdict::unclear};

kaon::Error incomplete(std::string message) {
    return kaon::Error(kaon::Errc::invalid, "knowledge: " + std::move(message));
}

kaon::Result<> check_whole(const Knowledge& knowledge) {
    for (std::string_view key : prose_keys) {
        if (knowledge.say(key).empty()) return incomplete("no prose for '" + std::string(key) + "'");
    }
    for (Verdict verdict : verdicts) {
        const auto always = [&](const VerdictText& text) { return text.verdict == verdict && text.when.empty(); };
        if (std::ranges::none_of(knowledge.verdicts, always)) {
            return incomplete("verdict '" + std::string(name(verdict)) + "' has no text without conditions");
        }
    }
    const auto general = [](const auto& entry) { return entry.when.empty(); };
    if (std::ranges::count_if(knowledge.risks, general) < 2) return incomplete("two risks must apply to anyone");
    if (std::ranges::none_of(knowledge.costs, general)) return incomplete("one cost must apply to anyone");
    for (std::string_view id : {"rust"sv, "known"sv}) {
        if (!knowledge.stack(id)) return incomplete("no stack '" + std::string(id) + "'");
    }
    for (const FactEntry& fact : knowledge.facts) {
        if (!fact.language.empty() && !knowledge.stack(fact.language)) {
            return incomplete("fact '" + fact.id + "' names the unknown stack '" + fact.language + "'");
        }
    }
    return {};
}

}  // namespace

kaon::Result<Knowledge> load_knowledge(std::span<const KnowledgeFile> files) {
    Knowledge knowledge;
    detail::Loader loader(knowledge);
    for (const KnowledgeFile& file : files) {
        TomlFile parsed(file.name, file.text);
        if (auto problem = parsed.problem()) return std::move(*problem);
        TomlItem root = parsed.root();
        loader.lexicon(root);
        loader.sources(root);
        loader.rules(root);
        loader.prose(root);
        loader.facts(root);
        loader.answers(root);
        root.finish();
        if (auto problem = parsed.problem()) return std::move(*problem);
    }
    knowledge.lexicon.seal();
    for (PatternSet* set : {&knowledge.anywhere, &knowledge.in_stack, &knowledge.in_project, &knowledge.in_pain})
        set->seal();
    if (auto whole = check_whole(knowledge); !whole) return std::move(whole).error();
    return knowledge;
}

kaon::Result<Knowledge> load_embedded_knowledge() { return load_knowledge(embedded_files()); }

}  // namespace consultant
