// Conversions of a Consultation.
#include "app/consultation.hpp"

#include <cstdio>
#include <ctime>

namespace consultant {

Reasoning reasoning_of(const Advice& advice) {
    Reasoning reasoning{.move = advice.sum.move,
                .stay = advice.sum.stay,
                .hot_path = advice.sum.hot_path,
                .other = advice.sum.other,
                .balance = advice.sum.balance,
                .sum = advice.sum.line,
                .rule = advice.sum.rule,
                .facts = {}};
    for (const FiredFact& fact : advice.facts) {
        reasoning.facts.push_back({.emoji = fact.emoji,
                               .reason = fact.reason,
                               .direction = std::string(name(fact.direction)),
                               .weight = fact.weight,
                               .matched = fact.matched,
                               .source = fact.source.title,
                               .url = fact.source.url,
                               .published = fact.source.published,
                               .honesty = std::string(name(fact.source.honesty))});
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

namespace {

std::string format_time(std::int64_t seconds, const char* format) {
    const std::time_t time = seconds;
    std::tm utc{};
    gmtime_r(&time, &utc);
    char buffer[40];
    return std::string(buffer, std::strftime(buffer, sizeof buffer, format, &utc));
}

}  // namespace

std::string shown_time(std::int64_t seconds) { return format_time(seconds, "%Y-%m-%d %H:%M"); }
std::string machine_time(std::int64_t seconds) { return format_time(seconds, "%Y-%m-%dT%H:%M:%SZ"); }

}  // namespace consultant
