// Consultation: a stored question with its answer, as the pages show it and the API gives it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "advisor/advise.hpp"
#include "app/summary.hpp"

namespace consultant {

// A fact that fired, with what it rests on.
struct ReasonFact {
    std::string emoji;
    std::string reason;
    std::string direction;             // "move", "stay", "hot_path", "other", "info"
    int weight = 0;
    std::vector<std::string> matched;  // the visitor's own words
    std::vector<std::string> follows;  // the reasons it follows from, when no words gave it
    std::string source;
    std::string url;                   // may be empty
    std::string published;
    std::string honesty;               // "measured", "claim", "judgement"
};

// A claim of the answer that is no part of the sum: a risk, a cost.
struct ReasonClaim {
    std::string emoji;
    std::string claim;
    std::vector<std::string> follows;  // the reasons it follows from; empty: said to everyone
    std::string source;
    std::string url;                   // may be empty
    std::string published;
    std::string honesty;
};

// How the verdict came about.
struct Reasoning {
    int move = 0;
    int stay = 0;
    int hot_path = 0;
    int other = 0;
    int balance = 0;
    std::string better_language;       // what fits better than Rust; empty unless that is the verdict
    std::string sum;                   // the addition in words
    std::string rule;                  // which threshold decided
    std::vector<ReasonFact> facts;
    std::vector<ReasonClaim> claims;
};

Reasoning reasoning_of(const Advice& advice);

struct Consultation {
    std::int64_t id = 0;
    std::string created_at;  // "2026-11-20T09:14:00Z"
    std::string language;    // "en", "ru"
    std::string form;        // "basic", "pro"
    std::string description;
    std::string stack;
    std::string project_type;
    std::string pain;
    std::string verdict;
    std::string answer;      // Markdown
    std::string appendix;    // Markdown: facts, weights and sources, which a page shows from `reasoning`
    Reasoning reasoning;
};

// Its line of the history.
Summary summary_of(const Consultation& consultation);

}  // namespace consultant
