// The rules of the verdict, in order; the thresholds are in knowledge/02_rules.toml.
//
//   1. the present stack is Rust                                        stay
//   2. fewer weights than `evidence` in all                             unclear
//   3. another language has at least `other`, and more than the balance other_language (stay, if it is the present one)
//   4. both sides have `hot_sides`, the balance within `hot_balance`;
//      or the hot path's facts reach `hot_path`, the move `hot_move`    hot_path_only
//   5. balance at least `move`                                          move
//   6. balance at most -`stay`                                          stay
//   7. else                                                             unclear
#include "advisor/decide.hpp"

#include <cstdlib>
#include <map>

#include "advisor/text.hpp"

namespace consultant {

namespace {

// Weights of one direction, and how they are written: "4 + 3".
struct Side {
    int total = 0;
    std::string terms;

    void add(int weight) {
        total += weight;
        if (!terms.empty()) terms += " + ";
        terms += std::to_string(weight);
    }
    std::string text() const {
        return terms.find('+') == terms.npos ? std::to_string(total) : terms + " = " + std::to_string(total);
    }
};

std::string signed_text(int number) {
    return (number > 0 ? "+" : number < 0 ? "−" : "") + std::to_string(std::abs(number));
}

struct Rule {
    Verdict verdict;
    std::string_view text;  // key of the prose that names it
};

Rule rule(const Rules& rules, const Sum& sum, std::string_view present) {
    if (present == "rust") return {Verdict::stay, "rule_already"};
    if (sum.move + sum.stay + sum.other + sum.hot_path < rules.evidence) return {Verdict::unclear, "rule_evidence"};
    if (sum.other >= rules.other && sum.other > sum.balance) {
        return {sum.other_language == present ? Verdict::stay : Verdict::other_language, "rule_other"};
    }
    if (sum.move >= rules.hot_sides && sum.stay >= rules.hot_sides && std::abs(sum.balance) <= rules.hot_balance) {
        return {Verdict::hot_path_only, "rule_both_sides"};
    }
    if (sum.hot_path >= rules.hot_path && sum.move >= rules.hot_move && sum.balance >= -rules.hot_balance) {
        return {Verdict::hot_path_only, "rule_hot_path"};
    }
    if (sum.balance >= rules.move) return {Verdict::move, "rule_move"};
    if (sum.balance <= -rules.stay) return {Verdict::stay, "rule_stay"};
    return {Verdict::unclear, "rule_between"};
}

// The rule's sentence with the thresholds in place.
std::string explain(const Knowledge& knowledge, std::string_view key, Language language) {
    const Rules& rules = knowledge.rules;
    std::string text = knowledge.say(key).in(language);
    const std::pair<std::string_view, int> thresholds[] = {
        {"{evidence}", rules.evidence}, {"{move}", rules.move},           {"{stay}", rules.stay},
        {"{other}", rules.other},       {"{hot_sides}", rules.hot_sides}, {"{hot_balance}", rules.hot_balance},
        {"{hot_path}", rules.hot_path}, {"{hot_move}", rules.hot_move}};
    for (const auto& [name, value] : thresholds) text = replaced(std::move(text), name, std::to_string(value));
    return replaced(knowledge.say("sum_rule").in(language), "{rule}", text);
}

}  // namespace

Decision decide(const Knowledge& knowledge, const std::vector<bool>& fired, std::string_view present,
                Language language) {
    Side move, stay, hot;
    std::map<std::string, Side, std::less<>> others;
    for (std::size_t i = 0; i < knowledge.facts.size(); ++i) {
        const FactEntry& fact = knowledge.facts[i];
        if (!fired[i]) continue;
        switch (fact.direction) {
            case Direction::move: move.add(fact.weight); break;
            case Direction::stay: stay.add(fact.weight); break;
            case Direction::hot_path: hot.add(fact.weight); break;
            case Direction::other: others[fact.language].add(fact.weight); break;
            case Direction::info: break;
        }
    }
    Sum sum{.move = move.total, .stay = stay.total, .hot_path = hot.total, .balance = move.total - stay.total};
    Side other;
    for (const auto& [id, side] : others) {
        if (side.total <= other.total) continue;
        other = side;
        sum.other_language = id;
    }
    sum.other = other.total;
    sum.line = replaced(knowledge.say("sum").in(language), "{move}", move.text());
    sum.line = replaced(std::move(sum.line), "{stay}", stay.text());
    sum.line = replaced(std::move(sum.line), "{balance}", signed_text(sum.balance));
    const auto extra = [&](std::string_view label, const Side& side) {
        if (side.total > 0) sum.line.append("; ").append(label).append(" ").append(side.text());
    };
    extra(knowledge.say("direction_hot_path").in(language), hot);
    if (const StackEntry* stack = knowledge.stack(sum.other_language)) extra(stack->name.in(language), other);
    const Rule decided = rule(knowledge.rules, sum, present);
    sum.rule = explain(knowledge, decided.text, language);
    return {decided.verdict, std::move(sum)};
}

}  // namespace consultant
