// Recognition patterns: words, stems and phrases, all looked for in one pass over the tokens.
//
//   PatternSet set;
//   set.add("высок*|больш* нагрузк*", 7);    // two words next to each other, each with its endings
//   set.add("gc .. pause*", 8);              // up to three other words between
//   set.seal();
//   for (Hit hit : set.find(tokens)) ...
//
// Elements are separated by spaces; `a|b` is a choice; a trailing * makes a stem; `..` allows a gap. Patterns are
// written folded (lower case, е for ё) and split as Tokens splits ("node js"). A match never crosses a clause.
// Threads: a sealed set is read-only and may be shared. Cost: tokens times the few patterns that share two letters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "advisor/text.hpp"
#include "kaon/base/result.hpp"

namespace consultant {

struct Hit {
    std::uint16_t target = 0;
    std::uint32_t first = 0;  // tokens, both inclusive
    std::uint32_t last = 0;
};

class PatternSet {
public:
    kaon::Result<> add(std::string_view pattern, std::uint16_t target);
    // Sorts the index; call once after the last add.
    void seal();
    // Ordered by first token, then by the order of adding.
    std::vector<Hit> find(const Tokens& tokens) const;
    bool empty() const { return patterns_.empty(); }

private:
    struct Choice {
        std::uint32_t begin;
        std::uint16_t size;
        bool stem;
    };
    struct Element {
        std::uint32_t choices;
        std::uint16_t count;
        std::uint16_t gap;
    };
    struct Pattern {
        std::uint32_t elements;
        std::uint16_t count;
        std::uint16_t target;
    };

    // One way in which a pattern may begin.
    struct Start {
        std::uint16_t pattern;
        std::uint16_t choice;
    };

    bool fits(const Choice& choice, std::string_view word) const;
    bool fits(const Element& element, std::string_view word) const;
    // The token that the rest of the pattern ends at, or nothing found.
    bool match(const Pattern& pattern, const Tokens& tokens, std::size_t at, std::size_t& last) const;

    std::string chars_;
    std::vector<Choice> choices_;
    std::vector<Element> elements_;
    std::vector<Pattern> patterns_;
    std::vector<std::uint16_t> bucket_begin_;  // a power of two and one
    std::vector<Start> buckets_;               // by the first two characters
};

}  // namespace consultant
