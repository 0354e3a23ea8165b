// Conversions of a Consultation.
#include "server/consultation.hpp"

#include <algorithm>

#include "kaon/base/utf8.hpp"

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

Summary summary_of(const Consultation& c) {
    const std::string question = c.form == "pro" ? c.stack + " · " + c.project_type : c.description;
    std::size_t end = 0;
    for (int i = 0; i < shown_of_question && end < question.size(); ++i)
        end += std::max<std::size_t>(1, kaon::code_point_length(std::string_view(question).substr(end)));
    return {.id = c.id,
            .created_at = c.created_at,
            .language = c.language,
            .form = c.form,
            .question = question.substr(0, end),
            .verdict = c.verdict};
}

}  // namespace consultant
