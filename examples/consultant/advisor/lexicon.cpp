// Negation scopes and quantities.
#include "advisor/lexicon.hpp"

#include <algorithm>
#include <optional>

namespace consultant {

namespace {

constexpr std::uint32_t later_reach = 3;     // "проблем с GC у нас нет"
constexpr std::uint32_t unit_distance = 3;   // "50 000 payment transactions per second"
constexpr std::uint32_t context_distance = 6;

std::vector<bool> mark_firsts(const PatternSet& set, const Tokens& tokens) {
    std::vector<bool> marked(tokens.size());
    for (const Hit& hit : set.find(tokens)) marked[hit.first] = true;
    return marked;
}

// The hit of a set that starts at a token; sets here have few hits.
std::optional<Hit> hit_at(const std::vector<Hit>& hits, std::uint32_t token) {
    const auto found = std::ranges::lower_bound(hits, token, {}, &Hit::first);
    if (found == hits.end() || found->first != token) return std::nullopt;
    return *found;
}

}  // namespace

void Lexicon::seal() {
    for (PatternSet* set : {&before, &after, &harmless, &breakers, &extenders, &conjunctions, &unit_names,
                            &unit_context, &attached_factors, &factor_words, &number_words}) {
        set->seal();
    }
}

std::vector<bool> negated_tokens(const Lexicon& lexicon, const Tokens& tokens) {
    std::vector<bool> negated(tokens.size());
    const std::vector<bool> harmless = mark_firsts(lexicon.harmless, tokens);
    const std::vector<bool> breaks = mark_firsts(lexicon.breakers, tokens);
    const std::vector<bool> extends = mark_firsts(lexicon.extenders, tokens);
    const std::vector<bool> joins = mark_firsts(lexicon.conjunctions, tokens);
    for (const Hit& hit : lexicon.before.find(tokens)) {
        if (harmless[hit.first]) continue;
        const Negation& negation = lexicon.negations[hit.target];
        std::uint32_t left = negation.reach;
        for (std::size_t i = hit.last + 1; i < tokens.size() && left > 0; ++i, --left) {
            if (tokens[i].clause != tokens[hit.first].clause || breaks[i]) break;
            if (extends[i]) left = negation.reach;
            if (joins[i]) {
                if (!negation.over_and) break;
                left = negation.reach;
            }
            negated[i] = true;
        }
    }
    return negated;
}

std::vector<bool> denied_later(const Lexicon& lexicon, const Tokens& tokens) {
    std::vector<bool> denied(tokens.size());
    const std::vector<bool> harmless = mark_firsts(lexicon.harmless, tokens);
    const std::vector<bool> breaks = mark_firsts(lexicon.breakers, tokens);
    for (const Hit& hit : lexicon.after.find(tokens)) {
        if (harmless[hit.first]) continue;
        for (std::uint32_t back = 1; back <= later_reach && back <= hit.first; ++back) {
            const std::uint32_t i = hit.first - back;
            if (tokens[i].clause != tokens[hit.first].clause || breaks[i]) break;
            denied[i] = true;
        }
    }
    return denied;
}

namespace {

// What `quantities` looks up while it walks; each list is ordered by token.
struct Marks {
    std::vector<Hit> attached, factor_words, number_words, units, context;
};

// The factor after a number; moves `next` past it.
double factor_after(const Lexicon& lexicon, const Tokens& tokens, const Marks& marks, std::uint32_t& next) {
    if (next >= tokens.size()) return 1;
    const bool attached = tokens[next - 1].end == tokens[next].begin;
    auto hit = attached ? hit_at(marks.attached, next) : std::nullopt;
    if (hit) {
        next = hit->last + 1;
        return lexicon.factors[hit->target];
    }
    hit = hit_at(marks.factor_words, next);
    if (!hit) return 1;
    next = hit->last + 1;
    return lexicon.factors[hit->target];
}

// The unit that stands at a number or up to `unit_distance` words after it. A dot after "тыс." parts clauses, so the
// clause is not asked; another number in between is.
std::optional<Hit> unit_after(const Tokens& tokens, const Marks& marks, std::uint32_t next) {
    for (std::uint32_t i = next; i < tokens.size() && i <= next + unit_distance; ++i) {
        if (i > next && tokens[i].is_number) break;
        if (auto hit = hit_at(marks.units, i)) return hit;
    }
    return std::nullopt;
}

bool has_context(const Marks& marks, std::uint16_t unit, std::uint32_t first, std::uint32_t last) {
    return std::ranges::any_of(marks.context, [&](const Hit& hit) {
        return hit.target == unit && hit.last + context_distance >= first && hit.first <= last + context_distance;
    });
}

}  // namespace

std::vector<Quantity> quantities(const Lexicon& lexicon, const Tokens& tokens) {
    std::vector<Quantity> found;
    const Marks marks{lexicon.attached_factors.find(tokens), lexicon.factor_words.find(tokens),
                      lexicon.number_words.find(tokens), lexicon.unit_names.find(tokens),
                      lexicon.unit_context.find(tokens)};
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        double value = tokens[i].value;
        std::uint32_t next = i + 1;
        if (!tokens[i].is_number) {
            const auto word = hit_at(marks.number_words, i);
            if (!word) continue;
            value = lexicon.numbers[word->target];
            next = word->last + 1;
        }
        value *= factor_after(lexicon, tokens, marks, next);
        const auto unit = unit_after(tokens, marks, next);
        if (!unit) continue;
        const Unit& kind = lexicon.units[unit->target];
        if (kind.needs_context && !has_context(marks, unit->target, i, unit->last)) continue;
        found.push_back({unit->target, value * kind.factor, i, unit->last});
    }
    return found;
}

}  // namespace consultant
