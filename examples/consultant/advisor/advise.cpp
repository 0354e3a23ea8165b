// Assembling the advice: sections, stack, risks, the verdict's paragraph, and the trace of every claim.
#include "advisor/advise.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "advisor/decide.hpp"
#include "advisor/recognise.hpp"
#include "advisor/text.hpp"
#include "kaon/base/utf8.hpp"

namespace consultant {

namespace {

constexpr std::size_t quoted_limit = 480;      // bytes of the visitor's text in the answer
constexpr std::size_t reasons_in_verdict = 4;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> slot_emoji{{{"http", "🌐"},
                                                                                   {"streaming", "🌊"},
                                                                                   {"database", "🗄️"},
                                                                                   {"serialisation", "📦"},
                                                                                   {"observability", "📈"},
                                                                                   {"frontend", "🖥️"},
                                                                                   {"bridge", "🌉"}}};

// The first thought of a longer text.
std::string headline(const std::string& text) {
    std::size_t end = text.size();
    for (std::string_view mark : {": ", "; ", ". ", " ("}) end = std::min(end, text.find(mark));
    return text.substr(0, end);
}

class Composer {
public:
    Composer(const Knowledge& knowledge, Recognised recognised, Language language, Form form)
        : knowledge_(knowledge), seen_(std::move(recognised)), language_(language) {
        advice_.language = language;
        advice_.form = form;
    }

    Advice compose() && {
        Decision decision = decide(knowledge_, seen_.fired, seen_.present, language_);
        advice_.verdict = decision.verdict;
        advice_.sum = std::move(decision.sum);
        advice_.title = say("title");
        facts();
        solves();
        costs();
        stack();
        risks();
        missing();
        verdict();
        why();
        advice_.footer = say("footer");
        return std::move(advice_);
    }

    void quote(std::string_view key, std::string_view text) {
        const std::string_view shown = kaon::utf8_prefix(text, quoted_limit);
        advice_.input.push_back({say(key), std::string(shown) + (shown.size() < text.size() ? "…" : "")});
    }

private:
    std::string say(std::string_view key) const { return knowledge_.say(key).in(language_); }

    Source source(std::uint16_t index) const {
        const SourceEntry& entry = knowledge_.sources[index];
        return {entry.title.in(language_), entry.url, entry.published, entry.honesty};
    }

    // The fired facts among those that a condition names.
    std::vector<std::string> because(const Conditions& when) const {
        std::vector<std::string> ids;
        for (const auto* list : {&when.all, &when.any}) {
            for (FactIndex fact : *list) {
                if (seen_.fired[fact]) ids.push_back(knowledge_.facts[fact].id);
            }
        }
        return ids;
    }

    void facts() {
        for (std::size_t i = 0; i < knowledge_.facts.size(); ++i) {
            if (!seen_.fired[i]) continue;
            const FactEntry& fact = knowledge_.facts[i];
            advice_.facts.push_back({fact.id, fact.direction, fact.weight, fact.is_present ? "" : fact.language,
                                     fact.emoji, fact.reason.in(language_), seen_.matched[i], because(fact.when),
                                     source(fact.source)});
        }
    }

    void solves() {
        advice_.solves = {"🎯", say("heading_solves"), {}};
        each_fired([&](const FactEntry& fact) {
            if (!fact.solves.empty())
                advice_.solves.items.push_back({fact.emoji, fact.solves.in(language_), {fact.id}, {}});
        });
        if (advice_.solves.items.empty()) advice_.solves.items.push_back({"🤷", say("solves_nothing"), {}, {}});
    }

    void costs() {
        advice_.costs = {"🐢", say("heading_costs"), {}};
        each_fired([&](const FactEntry& fact) {
            if (!fact.costs.empty())
                advice_.costs.items.push_back({fact.emoji, fact.costs.in(language_), {fact.id}, {}});
        });
        for (const CostEntry& cost : knowledge_.costs) {
            if (!cost.when.hold(seen_.fired)) continue;
            advice_.costs.items.push_back(
                {cost.emoji, cost.text.in(language_), because(cost.when), source(cost.source)});
        }
    }

    template <class F>
    void each_fired(F&& use) const {
        for (std::size_t i = 0; i < knowledge_.facts.size(); ++i) {
            if (seen_.fired[i]) use(knowledge_.facts[i]);
        }
    }

    // Which stack the verdict leads to: Rust, the better language's, or the one that is there.
    const StackEntry& stack_for_verdict() const {
        const StackEntry* rust = knowledge_.stack("rust");
        const StackEntry* present = knowledge_.stack(seen_.present);
        switch (advice_.verdict) {
            case Verdict::move:
            case Verdict::hot_path_only: return *rust;
            case Verdict::other_language: return *knowledge_.stack(advice_.sum.other_language);
            case Verdict::stay: return present ? *present : *knowledge_.stack("known");
            case Verdict::unclear: break;
        }
        return present ? *present : *rust;
    }

    void stack() {
        const StackEntry& chosen = stack_for_verdict();
        advice_.stack_name = chosen.name.in(language_);
        advice_.stack_heading = say("heading_stack") + ": " + advice_.stack_name;
        if (advice_.verdict == Verdict::other_language) advice_.verdict_language = advice_.stack_name;
        std::string_view filled;
        for (const auto& [slot, emoji] : slot_emoji) {
            const bool hot_path = advice_.verdict == Verdict::hot_path_only;
            if ((slot == "bridge" && !hot_path) || (slot == "frontend" && hot_path))
                continue;  // the rest stays as it is
            for (const StackRowEntry& row : chosen.rows) {
                if (row.slot != slot || slot == filled || !row.when.hold(seen_.fired)) continue;
                advice_.stack.push_back({row.slot, std::string(emoji), say("slot_" + row.slot),
                                         row.choice.in(language_), row.note.in(language_)});
                filled = slot;
            }
        }
    }

    // Sorted by priority when loaded; the general ones come last and are never missing.
    void risks() {
        const std::size_t wanted = advice_.form == Form::pro ? 2 : 1;
        advice_.risks_heading = say(wanted == 1 ? "heading_risk" : "heading_risks");
        for (const RiskEntry& risk : knowledge_.risks) {
            if (advice_.risks.size() == wanted) break;
            if (!risk.when.hold(seen_.fired)) continue;
            advice_.risks.push_back({risk.id, risk.emoji, risk.title.in(language_), risk.text.in(language_),
                                     because(risk.when), source(risk.source)});
        }
    }

    bool knows(std::string_view topic) const {
        bool known = false;
        each_fired([&](const FactEntry& fact) { known |= fact.topic == topic; });
        return known;
    }

    void missing() {
        advice_.missing = {"➕", say("heading_missing"), {}};
        if (advice_.verdict != Verdict::unclear) return;
        for (const QuestionEntry& question : knowledge_.questions) {
            if (!knows(question.topic))
                advice_.missing.items.push_back({question.emoji, question.text.in(language_), {}, {}});
        }
    }

    // The heaviest reasons of one direction: "a, b and c".
    std::string reasons(Direction direction) const {
        std::vector<const FactEntry*> found;
        each_fired([&](const FactEntry& fact) {
            const bool other = direction != Direction::other || fact.language == advice_.sum.other_language;
            if (fact.direction == direction && other) found.push_back(&fact);
        });
        std::ranges::sort(found, [](const FactEntry* a, const FactEntry* b) {
            return a->weight != b->weight ? a->weight > b->weight : a < b;  // equals in the order of the rule base
        });
        if (found.size() > reasons_in_verdict) found.resize(reasons_in_verdict);
        if (found.empty()) return say("nothing_weighty");
        std::string text;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (i > 0) text += i + 1 == found.size() ? " " + say("and") + " " : ", ";
            text += found[i]->reason.in(language_);
        }
        return text;
    }

    void verdict() {
        const std::string verdict(name(advice_.verdict));
        advice_.verdict_title = say("verdict_" + verdict);
        if (!advice_.verdict_language.empty()) advice_.verdict_title += ": " + advice_.verdict_language;
        advice_.verdict_heading = say("heading_verdict") + ": " + advice_.verdict_title;
        const auto text = std::ranges::find_if(knowledge_.verdicts, [&](const VerdictText& candidate) {
            return candidate.verdict == advice_.verdict && candidate.when.hold(seen_.fired);
        });
        const StackEntry* present = knowledge_.stack(seen_.present);
        std::string said = text->text.in(language_);
        said = replaced(std::move(said), "{for}",
                        reasons(advice_.verdict == Verdict::other_language ? Direction::other : Direction::move));
        said = replaced(std::move(said), "{against}", reasons(Direction::stay));
        said = replaced(std::move(said), "{language}", advice_.verdict_language);
        said = replaced(std::move(said), "{present}", present ? present->name.in(language_) : say("your_stack"));
        advice_.verdict_text = std::move(said);
    }

    void why() {
        advice_.why_heading = say("heading_why");
        std::vector<std::string> all;
        for (const FiredFact& fact : advice_.facts) {
            advice_.why.push_back({fact.emoji,
                                   fact.reason,
                                   fact.direction,
                                   fact.weight,
                                   {fact.id},
                                   fact.matched,
                                   fact.source,
                                   detail(fact)});
            if (fact.weight > 0) all.push_back(fact.id);
        }
        const auto claim = [&](const std::string& emoji, std::string text, const std::vector<std::string>& facts,
                               const Source& source) {
            advice_.why.push_back(
                {.emoji = emoji, .claim = std::move(text), .facts = facts, .source = source, .detail = cite(source)});
        };
        for (const Risk& risk : advice_.risks) claim(risk.emoji, risk.title, risk.facts, risk.source);
        for (const Item& cost : advice_.costs.items) {
            if (!cost.source.title.empty()) claim(cost.emoji, headline(cost.text), cost.facts, cost.source);
        }
        advice_.why.push_back(
            {.emoji = "🧮", .claim = advice_.sum.line, .facts = std::move(all), .detail = advice_.sum.rule});
    }

    std::string cite(const Source& source) const {
        return say("source") + ": " + source.title + ", " + source.published + " (" + say(name(source.honesty)) + ")";
    }

    // What the facts with these ids are called.
    std::string joined_reasons(const std::vector<std::string>& ids) const {
        std::string text;
        for (const FiredFact& fact : advice_.facts) {
            if (std::ranges::find(ids, fact.id) != ids.end()) text += (text.empty() ? "" : ", ") + fact.reason;
        }
        return text;
    }

    std::string detail(const FiredFact& fact) const {
        std::string text = say("direction_" + std::string(name(fact.direction)));
        if (fact.weight > 0) text += " " + std::to_string(fact.weight);
        const bool russian = language_ == Language::ru;
        for (std::size_t i = 0; i < fact.matched.size(); ++i) {
            text += i == 0 ? "; " + say("matched") + " " : ", ";
            text += (russian ? "«" : "“") + fact.matched[i] + (russian ? "»" : "”");
        }
        if (fact.matched.empty() && !fact.follows.empty()) {
            text += "; " + say("follows") + " " + joined_reasons(fact.follows);
        }
        return text + "; " + cite(fact.source);
    }

    const Knowledge& knowledge_;
    Recognised seen_;
    Language language_;
    Advice advice_;
};

}  // namespace

Advice advise(const Knowledge& knowledge, const BasicInput& input, Language language) {
    const Field fields[] = {{FieldKind::description, input.description}};
    Composer composer(knowledge, recognise(knowledge, fields), language, Form::basic);
    composer.quote("you_wrote", input.description);
    return std::move(composer).compose();
}

Advice advise(const Knowledge& knowledge, const ProInput& input, Language language) {
    const Field fields[] = {
        {FieldKind::stack, input.stack}, {FieldKind::project_type, input.project_type}, {FieldKind::pain, input.pain}};
    Composer composer(knowledge, recognise(knowledge, fields), language, Form::pro);
    composer.quote("you_wrote_stack", input.stack);
    composer.quote("you_wrote_project", input.project_type);
    composer.quote("you_wrote_pain", input.pain);
    return std::move(composer).compose();
}

}  // namespace consultant
