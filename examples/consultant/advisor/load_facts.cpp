// Reading [[source]] and [[fact]].
#include <algorithm>
#include <optional>

#include "advisor/loader.hpp"
#include "kaon/base/ascii.hpp"

namespace consultant::detail {

namespace {

// 2025, 2025-11 or 2025-11-13.
bool is_date(std::string_view text) {
    static constexpr std::string_view shape = "dddd-dd-dd";
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (shape[i] == 'd' ? !kaon::ascii::is_digit(text[i]) : text[i] != '-') return false;
    }
    return true;
}

}  // namespace

void Loader::sources(TomlItem& root) {
    for (TomlItem item : root.items("source")) {
        SourceEntry source{item.text("id"), item.either("title"), item.text("url", Need::optional),
                           item.text("published")};
        const auto honesty = honesty_named(item.text("honesty"));
        if (!honesty) item.fail("'honesty' must be measured, claim or judgement", "honesty");
        source.honesty = honesty.value_or(Honesty::claim);
        if (!is_date(source.published)) item.fail("'published' must be a date such as 2025-11-13 or 2025", "published");
        if (!source.url.empty() && !source.url.starts_with("https://"))
            item.fail("'url' must begin with https://", "url");
        if (!source_by_id_.emplace(source.id, out_.sources.size()).second)
            item.fail("source '" + source.id + "' stands twice");
        item.finish();
        out_.sources.push_back(std::move(source));
    }
}

std::uint16_t Loader::source(TomlItem& item) {
    const std::string id = item.text("source");
    const auto found = source_by_id_.find(id);
    if (found != source_by_id_.end()) return found->second;
    item.fail("unknown source '" + id + "'", "source");
    return 0;
}

std::vector<FactIndex> Loader::fact_list(TomlItem& item, std::string_view key) {
    std::vector<FactIndex> facts;
    for (const std::string& id : item.texts(key)) {
        const auto found = fact_by_id_.find(id);
        if (found == fact_by_id_.end()) item.fail("no fact '" + id + "' stands before this", key);
        else facts.push_back(found->second);
    }
    return facts;
}

Conditions Loader::conditions(TomlItem& item) {
    return {fact_list(item, "all"), fact_list(item, "any"), fact_list(item, "none")};
}

void Loader::numbers(TomlItem& item, FactEntry& fact) {
    for (TomlItem rule : item.items("number")) {
        const NumberRule parsed{rule.text("unit"), rule.number("min", Need::optional, 0),
                                rule.number("max", Need::optional, 1e300)};
        if (std::ranges::find(out_.lexicon.units, parsed.unit, &Unit::id) == out_.lexicon.units.end()) {
            rule.fail("unknown unit '" + parsed.unit + "'");
        }
        rule.finish();
        fact.numbers.push_back(parsed);
    }
}

void Loader::facts(TomlItem& root) {
    for (TomlItem item : root.items("fact")) {
        FactEntry fact{.id = item.text("id"), .topic = item.text("topic")};
        const std::size_t index = out_.facts.size();
        const auto direction = direction_named(item.text("direction"));
        if (!direction) item.fail("'direction' must be move, stay, hot_path, other or info", "direction");
        fact.direction = direction.value_or(Direction::info);
        fact.weight = item.integer("weight", 0, 10);
        fact.language = item.text("language", Need::optional);
        fact.is_present = item.flag("present");
        fact.emoji = item.text("emoji");
        fact.reason = item.localized("reason");
        fact.solves = item.localized("solves", Need::optional);
        fact.costs = item.localized("costs", Need::optional);
        fact.source = source(item);
        fact.when = conditions(item);
        numbers(item, fact);
        for (auto [key, set] : {std::pair{"match", &out_.anywhere},
                                {"match_stack", &out_.in_stack},
                                {"match_project", &out_.in_project},
                                {"match_pain", &out_.in_pain}}) {
            fact.has_patterns |= !item.texts(key).empty();
            patterns(item, key, *set, index);
        }
        if (fact.direction == Direction::other && fact.language.empty())
            item.fail("direction 'other' needs 'language'");
        if (fact.is_present && fact.language.empty()) item.fail("'present' needs 'language'");
        if ((fact.direction == Direction::info) != (fact.weight == 0))
            item.fail("weight 0 is for direction 'info', and only for it");
        if (!fact.has_patterns && fact.numbers.empty() && fact.when.empty())
            item.fail("this fact could never fire, or always would");
        if (!fact_by_id_.emplace(fact.id, index).second) item.fail("fact '" + fact.id + "' stands twice");
        item.finish();
        out_.facts.push_back(std::move(fact));
    }
}

}  // namespace consultant::detail
