// Advice on "should this project move to Rust?": deterministic, from the rule base alone, every claim with its reasons.
//
//   auto knowledge = load_embedded_knowledge();
//   Advice advice = advise(*knowledge, BasicInput{"Payments, 50 000 rps, GC pauses"}, Language::en);
//   advice.verdict;                 // Verdict::move
//   to_markdown(advice);            // markdown.hpp
//
// The same input and rule base give the same advice, byte for byte. An Advice owns all its text, so it may outlive
// both. Threads: the knowledge may be shared. Limits: the caller checks lengths; cost is linear in the input (about 0.1
// ms for 4,000 characters). Errors: none; text that says too little gives Verdict::unclear and what to add.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "advisor/input.hpp"
#include "advisor/knowledge.hpp"

namespace consultant {

struct Source {
    std::string title;
    std::string url;  // may be empty
    std::string published;
    Honesty honesty = Honesty::claim;
};

struct FiredFact {
    std::string id;
    Direction direction = Direction::info;
    int weight = 0;
    std::string language;  // what fits better, when the direction is `other`
    std::string emoji;
    std::string reason;
    std::vector<std::string> matched;  // the visitor's own words, as written: escape them
    std::vector<std::string> follows;  // ids of the facts this one follows from
    Source source;
};

// The addition that led to the verdict.
struct Sum {
    int move = 0;
    int stay = 0;
    int hot_path = 0;
    int other = 0;
    int balance = 0;  // move - stay
    std::string other_language;  // a stack's id
    std::string line;  // as text: "for the move 9 = 4 + 3 + 2; against 4 = 4; balance +5"
    std::string rule;  // which threshold decided
};

struct Item {
    std::string emoji;
    std::string text;
    std::vector<std::string> facts;  // ids of those it follows from; empty: said to everyone
    Source source;  // of what is said to everyone; else the facts have theirs
};

struct Section {
    std::string emoji;
    std::string heading;
    std::vector<Item> items;
};

struct StackRow {
    std::string slot;  // http, streaming, database, serialisation, observability, frontend, bridge
    std::string emoji;
    std::string label;
    std::string choice;
    std::string note;
};

struct Risk {
    std::string id;
    std::string emoji;
    std::string title;
    std::string text;
    std::vector<std::string> facts;
    Source source;
};

// One claim of the answer and what it rests on; the page unfolds these.
struct Why {
    std::string emoji;
    std::string claim;
    Direction direction = Direction::info;
    int weight = 0;  // 0 for claims that are no fact of the sum
    std::vector<std::string> facts;
    std::vector<std::string> matched;  // as written: escape them
    Source source;  // no title for the sum itself
    std::string detail;  // all of it in words; holds the matched words: escape it
};

struct QuotedInput {
    std::string label;
    std::string text;  // as written, shortened: escape it
};

struct Advice {
    Language language = Language::en;
    Form form = Form::basic;
    Verdict verdict = Verdict::unclear;
    std::string verdict_language;  // name of the language that fits better; empty otherwise
    std::string title;
    std::string verdict_title;  // "Move", "Stay"...
    std::string verdict_text;  // one paragraph
    std::vector<QuotedInput> input;
    Section solves;
    Section costs;
    std::string stack_name;
    std::vector<StackRow> stack;
    std::string stack_heading;
    std::vector<Risk> risks;  // exactly one (basic) or two (pro)
    std::string risks_heading;
    std::string verdict_heading;
    Section missing;  // what to add; items only when the verdict is unclear
    std::vector<FiredFact> facts;  // in the order of the rule base
    Sum sum;
    std::vector<Why> why;
    std::string why_heading;
    std::string footer;
};

Advice advise(const Knowledge& knowledge, const BasicInput& input, Language language);
Advice advise(const Knowledge& knowledge, const ProInput& input, Language language);

}  // namespace consultant
