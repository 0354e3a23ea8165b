// The rule base as it is in memory: facts, risks, stacks, verdict texts, and the thresholds between them.
//
//   auto knowledge = consultant::load_embedded_knowledge();   // once, at start
//   Advice advice = consultant::advise(*knowledge, BasicInput{"..."}, Language::en);
//
// Everything here comes from knowledge/*.toml; adding a fact means editing such a file and nothing else.
// Threads: read-only after loading, so one object serves every thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "advisor/input.hpp"
#include "advisor/lexicon.hpp"

namespace consultant {

struct Text {
    std::string en;
    std::string ru;

    const std::string& in(Language language) const [[clang::lifetimebound]] {
        return language == Language::ru ? ru : en;
    }
    bool empty() const { return en.empty(); }
};

enum class Honesty : std::uint8_t {
    measured,   // the publisher measured its own system and shows figures
    claim,      // asserted by a publication
    judgement,  // this rule base's own rule of thumb
};

enum class Direction : std::uint8_t { move, stay, hot_path, other, info };

enum class Verdict : std::uint8_t { move, hot_path_only, stay, other_language, unclear };

// "hot_path_only", "stay", "judgement": as the rule base, JSON, classes and the database have it.
std::string_view name(Verdict verdict);
std::string_view name(Direction direction);
std::string_view name(Honesty honesty);
// Nothing for a text that names none.
std::optional<Verdict> verdict_named(std::string_view name);
std::optional<Direction> direction_named(std::string_view name);
std::optional<Honesty> honesty_named(std::string_view name);

struct SourceEntry {
    std::string id;
    Text title;
    std::string url;
    std::string published;  // 2025-11-13, 2025-11 or 2025
    Honesty honesty = Honesty::claim;
};

using FactIndex = std::uint16_t;

// Holds when every fact of `all`, one of `any` (if named) and none of `none` has fired.
struct Conditions {
    std::vector<FactIndex> all, any, none;

    bool empty() const { return all.empty() && any.empty() && none.empty(); }
    bool hold(const std::vector<bool>& fired) const;
};

// "At least 5,000 a second" as part of a fact.
struct NumberRule {
    std::string unit;
    double min = 0;
    double max = 0;
};

struct FactEntry {
    std::string id;
    std::string topic;     // the question it answers: load, pain, team...
    Direction direction = Direction::info;
    int weight = 0;
    std::string language;  // a stack: what fits better (other), or what is used now (info)
    bool is_present = false;
    std::string emoji;
    Text reason;           // short, nominative: "50,000 requests per second"
    Text solves;           // what the move would solve; may be empty
    Text costs;            // what it costs; may be empty
    std::uint16_t source = 0;
    Conditions when;
    std::vector<NumberRule> numbers;
    bool has_patterns = false;
};

struct RiskEntry {
    std::string id;
    int priority = 0;
    std::string emoji;
    Text title;
    Text text;
    std::uint16_t source = 0;
    Conditions when;
};

struct StackRowEntry {
    std::string slot;  // http, streaming, database, serialisation, observability, frontend, bridge
    Text choice;
    Text note;
    Conditions when;
};

struct StackEntry {
    std::string id;
    Text name;
    std::vector<StackRowEntry> rows;  // per slot the first whose conditions hold
};

struct QuestionEntry {
    std::string topic;  // asked when no fact of this topic has fired
    std::string emoji;
    Text text;
};

struct VerdictText {
    Verdict verdict = Verdict::unclear;
    Conditions when;
    Text text;  // one paragraph with {for} {against} {language} {present}
};

// The general costs of a move, said whatever fired.
struct CostEntry {
    std::string emoji;
    Text text;
    std::uint16_t source = 0;
    Conditions when;
};

// Where the sums turn into a verdict; see decide.cpp for the order.
struct Rules {
    int evidence = 0;      // below this sum of weights: unclear
    int move = 0;          // balance from which to move
    int stay = 0;          // balance (taken negative) from which to stay
    int other = 0;         // sum from which another language fits better
    int hot_sides = 0;     // both sides at least this strong: hot path only
    int hot_balance = 0;   // ... and the balance no further from zero
    int hot_path = 0;      // sum of the hot path's own facts
    int hot_move = 0;      // ... with at least this for the move
};

struct Knowledge {
    std::vector<SourceEntry> sources;
    std::vector<FactEntry> facts;
    std::vector<RiskEntry> risks;
    std::vector<StackEntry> stacks;
    std::vector<QuestionEntry> questions;
    std::vector<VerdictText> verdicts;
    std::vector<CostEntry> costs;
    std::vector<std::pair<std::string, Text>> prose;  // headings and joints, by key
    Rules rules;
    Lexicon lexicon;
    PatternSet anywhere, in_stack, in_project, in_pain;  // target: index of the fact

    const Text& say(std::string_view key) const [[clang::lifetimebound]];  // empty when absent; loading checks the keys
    const StackEntry* stack(std::string_view id) const [[clang::lifetimebound]];
};

}  // namespace consultant
