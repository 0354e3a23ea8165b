// Reading [[negation]], [[unit]] and their kin, the thresholds and the prose.
#include "advisor/loader.hpp"

namespace consultant::detail {

void Loader::patterns(TomlItem& item, std::string_view key, PatternSet& set, std::size_t target) {
    for (const std::string& pattern : item.texts(key)) {
        if (auto added = set.add(pattern, static_cast<std::uint16_t>(target)); !added)
            item.fail(added.error().text(), key);
    }
}

void Loader::lexicon(TomlItem& root) {
    Lexicon& lexicon = out_.lexicon;
    for (TomlItem item : root.items("negation")) {
        patterns(item, "before", lexicon.before, lexicon.negations.size());
        patterns(item, "after", lexicon.after, 0);
        patterns(item, "harmless", lexicon.harmless, 0);
        patterns(item, "breakers", lexicon.breakers, 0);
        patterns(item, "extenders", lexicon.extenders, 0);
        patterns(item, "conjunctions", lexicon.conjunctions, 0);
        Negation negation;
        if (const int reach = item.integer("reach", 1, 8, Need::optional))
            negation.reach = static_cast<std::uint16_t>(reach);
        negation.over_and = item.flag("over_and");
        lexicon.negations.push_back(negation);
        item.finish();
    }
    for (TomlItem item : root.items("unit")) {
        patterns(item, "match", lexicon.unit_names, lexicon.units.size());
        const auto near = item.texts("near");
        patterns(item, "near", lexicon.unit_context, lexicon.units.size());
        lexicon.units.push_back({item.text("id"), item.number("factor", Need::optional, 1), !near.empty()});
        item.finish();
    }
    for (TomlItem item : root.items("multiplier")) {
        patterns(item, "attached", lexicon.attached_factors, lexicon.factors.size());
        patterns(item, "match", lexicon.factor_words, lexicon.factors.size());
        lexicon.factors.push_back(item.number("factor"));
        item.finish();
    }
    for (TomlItem item : root.items("number_word")) {
        patterns(item, "match", lexicon.number_words, lexicon.numbers.size());
        lexicon.numbers.push_back(item.number("value"));
        item.finish();
    }
}

void Loader::rules(TomlItem& root) {
    for (TomlItem item : root.items("rules")) {
        const auto threshold = [&](std::string_view key) { return item.integer(key, 1, 100); };
        out_.rules = {.evidence = threshold("evidence"),
                      .move = threshold("move"),
                      .stay = threshold("stay"),
                      .other = threshold("other"),
                      .hot_sides = threshold("hot_sides"),
                      .hot_balance = threshold("hot_balance"),
                      .hot_path = threshold("hot_path"),
                      .hot_move = threshold("hot_move")};
        item.finish();
    }
}

void Loader::prose(TomlItem& root) {
    for (TomlItem item : root.items("prose")) {
        for (const std::string& key : item.keys()) {
            if (!out_.say(key).empty()) item.fail("'" + key + "' is said twice", key);
            out_.prose.emplace_back(key, item.localized(key));
        }
        item.finish();
    }
}

}  // namespace consultant::detail
