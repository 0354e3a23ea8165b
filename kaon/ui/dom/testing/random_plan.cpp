// Plans: which element may stand where, and which values are worth trying.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <string_view>

#include "kaon/ui/dom/testing/random_tags.hpp"
#include "kaon/ui/dom/testing/random_view.hpp"

namespace kaon::inline v0::dom::testing {

using namespace std::string_view_literals;

unsigned pick(Random& random, unsigned below) { return static_cast<unsigned>(random() >> 8) % below; }

std::string random_text(Random& random) {
    constexpr std::string_view texts[] = {
        "",     " ",   "  \n",   "a",      "hello world", "Боб",    "日本語",      "😀",        "<b>&amp;\"'", "&",
        "x\ny", "\n",  "\nlead", "a\r\nb", "\r",          "N\0L"sv, "\xFF\xC3",    "é\xE2\x82", "\xA9 cut",    "0",
        "-5",   "]]>", "<!--",   "-->",    "1.5",         "true",   "</textarea>", "\u00A0",    "&#13;",       "e9"};
    return std::string(texts[pick(random, std::size(texts))]);
}

Values random_values(Random& random) {
    Values values;
    for (std::string& text : values.texts) text = random_text(random);
    values.choice = std::string(1, static_cast<char>('a' + pick(random, 3)));
    for (int& number : values.numbers) number = static_cast<int>(pick(random, 5)) - 1;
    for (bool& flag : values.flags) flag = pick(random, 2) == 1;
    constexpr double reals[] = {
        0.1, 1e21, 1e-7, -0.0, 1.0 / 3, 3, 4.5, -12.25, std::numeric_limits<double>::infinity()};
    values.real = reals[pick(random, std::size(reals))];
    for (std::vector<int>& list : values.lists) {
        for (unsigned count = pick(random, 6); count; --count) list.push_back(static_cast<int>(pick(random, 12)));
        std::ranges::sort(list);
        list.erase(std::ranges::unique(list).begin(), list.end());
        std::ranges::shuffle(list, random);
    }
    return values;
}

namespace {

class Planner {
public:
    explicit Planner(Random& random) : random_(random) {}

    std::vector<Spec> children(Within within, int depth) {
        std::vector<Spec> all(chance(12) ? 0 : 1 + pick(random_, depth > 3 ? 2 : 4));
        for (Spec& one : all) one = child(within, depth);
        return all;
    }

private:
    bool chance(unsigned one_in) { return pick(random_, one_in) == 0; }

    Spec child(Within within, int depth) {
        if (within == Within::text_only) return text();
        if (depth < 6 && chance(3)) return region(within, depth + 1);
        if (holds_text(within) && (depth > 4 || chance(2))) return text();
        return element(within, depth + 1);
    }

    Spec text() {
        constexpr What kinds[] = {
            What::literal,       What::literal,           What::text,        What::text,        What::number,
            What::real,          What::character,         What::signal_text, What::signal_text, What::computed_number,
            What::computed_real, What::computed_optional, What::row_number};
        Spec spec{.what = kinds[pick(random_, std::size(kinds))], .which = pick(random_, 60)};
        if (spec.what == What::text) spec.text = random_text(random_);
        return spec;
    }

    // Which is one node.
    Spec plain_text() {
        Spec spec = text();
        while (spec.what == What::real || spec.what == What::computed_real) spec = text();
        return spec;
    }

    Spec region(Within within, int depth) {
        constexpr What kinds[] = {What::fragment, What::list, What::computed_view, What::show, What::keyed};
        Spec spec{.what = kinds[pick(random_, std::size(kinds))], .which = pick(random_, 60)};
        spec.children = children(within, depth);
        return spec;
    }

    Spec element(Within within, int depth) {
        const std::vector<unsigned>& tags = tags_within(within);
        Spec spec{.what = What::element, .which = tags[pick(random_, static_cast<unsigned>(tags.size()))]};
        for (unsigned i = 0; i < attribute_kinds; ++i) {
            if (chance(14)) spec.attributes.push_back(i);
        }
        std::ranges::shuffle(spec.attributes, random_);
        // A region of its own for what else an attribute needs.
        spec.text = random_text(random_);
        const Within inside = tag_at(spec.which).inside;
        if (inside == Within::options) spec.children = options();
        else if (inside == Within::one_text) spec.children = {plain_text()};
        else if (inside != Within::nothing) spec.children = children(inside, depth);
        return spec;
    }

    // Those that a select's signal can have, and no others.
    std::vector<Spec> options() {
        std::vector<Spec> all;
        for (const unsigned tag : tags_within(Within::options)) {
            Spec option{.what = What::element, .which = tag};
            option.children = children(Within::text_only, 0);
            if (chance(2)) {
                all.push_back(std::move(option));
                continue;
            }
            Spec around{.what = chance(2) ? What::fragment : What::list};
            around.children.push_back(std::move(option));
            all.push_back(std::move(around));
        }
        return all;
    }

    Random& random_;
};

}  // namespace

Plan random_plan(unsigned seed) {
    Random random(seed * 2654435761u + 17);
    for (int i = 0; i < 4; ++i) random();
    Plan plan;
    plan.values = random_values(random);
    plan.top.what = What::fragment;
    for (int i = 0; i < 3; ++i) {
        for (Spec& one : Planner(random).children(Within::flow, 0)) plan.top.children.push_back(std::move(one));
    }
    return plan;
}

std::vector<Happening> random_steps(unsigned seed, unsigned count) {
    Random random(seed * 40503u + 99);
    for (int i = 0; i < 4; ++i) random();
    std::vector<Happening> steps(count);
    for (Happening& step : steps) {
        step.kind = static_cast<Happening::Kind>(pick(random, 9));
        step.which = pick(random, 60);
        const Values values = random_values(random);
        step.text = step.kind == Happening::Kind::choice ? values.choice : values.texts[0];
        step.items = values.lists[0];
        step.real = values.real;
    }
    return steps;
}

}  // namespace kaon::inline v0::dom::testing
