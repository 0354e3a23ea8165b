// Conversions of a Consultation.
#include "app/consultation.hpp"

#include <algorithm>

namespace consultant {

namespace {

// What the facts with these ids are called in the answer.
std::vector<std::string> reasons(const Advice& advice, const std::vector<std::string>& ids) {
    std::vector<std::string> found;
    for (const std::string& id : ids) {
        const auto fact = std::ranges::find(advice.facts, id, &FiredFact::id);
        if (fact != advice.facts.end()) found.push_back(fact->reason);
    }
    return found;
}

}  // namespace

Reasoning reasoning_of(const Advice& advice) {
    Reasoning reasoning{.move = advice.sum.move,
                        .stay = advice.sum.stay,
                        .hot_path = advice.sum.hot_path,
                        .other = advice.sum.other,
                        .balance = advice.sum.balance,
                        .better_language = advice.verdict_language,
                        .sum = advice.sum.line,
                        .rule = advice.sum.rule,
                        .facts = {},
                        .claims = {}};
    for (const FiredFact& fact : advice.facts) {
        reasoning.facts.push_back({.emoji = fact.emoji,
                                   .reason = fact.reason,
                                   .direction = std::string(name(fact.direction)),
                                   .weight = fact.weight,
                                   .matched = fact.matched,
                                   .follows = reasons(advice, fact.follows),
                                   .source = fact.source.title,
                                   .url = fact.source.url,
                                   .published = fact.source.published,
                                   .honesty = std::string(name(fact.source.honesty))});
    }
    // advice.why lists the facts, then the claims, then the sum, which has no source.
    for (std::size_t i = advice.facts.size(); i < advice.why.size(); ++i) {
        const Why& why = advice.why[i];
        if (why.source.title.empty()) continue;
        reasoning.claims.push_back({.emoji = why.emoji,
                                    .claim = why.claim,
                                    .follows = reasons(advice, why.facts),
                                    .source = why.source.title,
                                    .url = why.source.url,
                                    .published = why.source.published,
                                    .honesty = std::string(name(why.source.honesty))});
    }
    return reasoning;
}

Verdict verdict_named(std::string_view wanted) {
    for (Verdict verdict : {Verdict::move, Verdict::hot_path_only, Verdict::stay, Verdict::other_language}) {
        if (name(verdict) == wanted) return verdict;
    }
    return Verdict::unclear;
}

Language language_named(std::string_view name) { return name == "ru" ? Language::ru : Language::en; }

std::string shown_time(std::string_view time) {
    return std::string(time.substr(0, 10)).append(" ").append(time.substr(11, 5)).append(" UTC");
}

}  // namespace consultant
