// Matching, then conditions: a fact fires when its words or numbers stand in the text and its conditions hold.
#include "advisor/recognise.hpp"

#include <algorithm>
#include <limits>

namespace consultant {

namespace {

constexpr std::size_t max_matched = 4;
constexpr std::uint64_t nowhere = std::numeric_limits<std::uint64_t>::max();

class Recogniser {
public:
    explicit Recogniser(const Knowledge& knowledge)
        : knowledge_(knowledge), first_at_(knowledge.facts.size(), nowhere), end_(knowledge.facts.size(), 0) {
        out_.fired.resize(knowledge.facts.size());
        out_.matched.resize(knowledge.facts.size());
    }

    void read(const Field& field, std::uint64_t order) {
        const Tokens tokens(field.text);
        const std::vector<bool> negated = negated_tokens(knowledge_.lexicon, tokens);
        const std::vector<bool> denied = denied_later(knowledge_.lexicon, tokens);
        const auto take = [&](const PatternSet& set) {
            for (const Hit& hit : set.find(tokens)) {
                if (negated[hit.first] || denied[hit.last]) continue;
                found(hit.target, tokens, hit.first, hit.last, order);
            }
        };
        take(knowledge_.anywhere);
        if (field.kind == FieldKind::stack) take(knowledge_.in_stack);
        if (field.kind == FieldKind::project_type) take(knowledge_.in_project);
        if (field.kind == FieldKind::pain) take(knowledge_.in_pain);
        for (const Quantity& quantity : quantities(knowledge_.lexicon, tokens)) {
            if (!negated[quantity.first] && !denied[quantity.last]) measure(quantity, tokens, order);
        }
    }

    Recognised finish() && {
        for (std::size_t i = 0; i < knowledge_.facts.size(); ++i) {
            const FactEntry& fact = knowledge_.facts[i];
            const bool needs_words = fact.has_patterns || !fact.numbers.empty();
            out_.fired[i] = (!needs_words || first_at_[i] != nowhere) && fact.when.hold(out_.fired);
        }
        std::uint64_t earliest = nowhere;
        for (std::size_t i = 0; i < knowledge_.facts.size(); ++i) {
            if (!out_.fired[i] || !knowledge_.facts[i].is_present || first_at_[i] >= earliest) continue;
            earliest = first_at_[i];
            out_.present = knowledge_.facts[i].language;
        }
        return std::move(out_);
    }

private:
    void measure(const Quantity& quantity, const Tokens& tokens, std::uint64_t order) {
        const std::string& unit = knowledge_.lexicon.units[quantity.unit].id;
        for (std::size_t i = 0; i < knowledge_.facts.size(); ++i) {
            for (const NumberRule& rule : knowledge_.facts[i].numbers) {
                const bool fits = rule.unit == unit && quantity.value >= rule.min && quantity.value <= rule.max;
                if (fits) found(i, tokens, quantity.first, quantity.last, order);
            }
        }
    }

    void found(std::size_t fact, const Tokens& tokens, std::uint32_t first, std::uint32_t last, std::uint64_t order) {
        const std::uint64_t place = (order << 32) | tokens[first].begin;
        first_at_[fact] = std::min(first_at_[fact], place);
        if (place < end_[fact]) return;  // inside words already shown
        end_[fact] = (order << 32) | tokens[last].end;
        std::vector<std::string>& words = out_.matched[fact];
        if (words.size() >= max_matched) return;
        std::string_view text = tokens.original(first, last);
        if (std::ranges::find(words, text) == words.end()) words.emplace_back(text);
    }

    const Knowledge& knowledge_;
    std::vector<std::uint64_t> first_at_;  // field and byte of the first match
    std::vector<std::uint64_t> end_;       // where the words last taken end
    Recognised out_;
};

}  // namespace

Recognised recognise(const Knowledge& knowledge, std::span<const Field> fields) {
    Recogniser recogniser(knowledge);
    std::uint64_t order = 0;
    for (const Field& field : fields) recogniser.read(field, order++);
    return std::move(recogniser).finish();
}

}  // namespace consultant
