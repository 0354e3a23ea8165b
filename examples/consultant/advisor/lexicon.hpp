// What holds for every fact: negation, quantities with units, words that part clauses.
//
//   "без высокой нагрузки", "no GC problems", "проблем с GC нет"     a match inside is negated
//   "not only", "не справляется с нагрузкой"                         looks like a negation and is none
//   "50 000 rps", "20k requests per second", "100 тыс. запросов/с"   Quantity{rate, 100000}
//
// The words themselves are in knowledge/00_lexicon.toml. Threads: read-only after loading.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "advisor/pattern.hpp"

namespace consultant {

// How far a negation reaches over words.
struct Negation {
    std::uint16_t reach = 4;
    bool over_and = false;  // "без A и B" denies both, "no A and B" only A
};

struct Unit {
    std::string id;      // "rate"; several units may share an id with different factors
    double factor = 1;
    bool needs_context = false;
};

struct Quantity {
    std::uint16_t unit = 0;   // index into Lexicon::units
    double value = 0;         // in the base unit of the id
    std::uint32_t first = 0;  // tokens
    std::uint32_t last = 0;
};

struct Lexicon {
    std::vector<Negation> negations;
    PatternSet before;        // "no ..." : target is the negation's index
    PatternSet after;         // "... нет"
    PatternSet harmless;      // "not only", "no longer copes"
    PatternSet breakers;      // "but", "но": end a negation's reach
    PatternSet extenders;     // "or", "ни": carry it on
    PatternSet conjunctions;  // "and", "и"

    std::vector<Unit> units;
    PatternSet unit_names;    // target: index of the unit
    PatternSet unit_context;  // words one of which must stand near: "deadline"
    std::vector<double> factors;
    PatternSet attached_factors;  // "20k": directly after the digits
    PatternSet factor_words;      // "20 тысяч"
    std::vector<double> numbers;
    PatternSet number_words;      // "three"

    void seal();
};

// For every token: whether a negation before it reaches it.
std::vector<bool> negated_tokens(const Lexicon& lexicon, const Tokens& tokens);

// For every token: whether a denial such as "нет" follows within its clause.
std::vector<bool> denied_later(const Lexicon& lexicon, const Tokens& tokens);

std::vector<Quantity> quantities(const Lexicon& lexicon, const Tokens& tokens);

}  // namespace consultant
