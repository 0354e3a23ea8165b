// Random components from a seed, for tests that ask whether two ways of showing one component agree.
//
//   const Plan plan = random_plan(seed);
//   World world;                                            // its signals live in the owner where open() is called
//   mount("app", [&] { world.open(plan.values); return plan_view(plan, world); });
//   for (const Happening& step : random_steps(seed, 6)) world.take(step);
//
// A plan is data, so that the same component can be made several times with signals of its own each time. Only markup
// that a parser leaves as it stands is planned: no text in tables, no blocks in paragraphs, no links in links. Threads:
// one page's. Lifetime: plan and world outlive every view made of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "kaon/signal/signal.hpp"
#include "kaon/ui/node_ref.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0::dom::testing {

using Random = std::minstd_rand;
// From 0 to below - 1.
unsigned pick(Random& random, unsigned below);
// Text that is hard on a renderer: markup, line ends, broken UTF-8, blanks.
std::string random_text(Random& random);

struct Values {
    std::string texts[3];
    std::string choice;  // of a select's options
    int numbers[2] = {};
    bool flags[3] = {};
    double real = 0;
    std::vector<int> lists[2];
};
Values random_values(Random& random);

enum class What : unsigned char {
    element,
    literal,
    text,
    number,
    real,
    character,
    signal_text,
    computed_number,
    computed_real,
    computed_optional,
    fragment,
    list,
    computed_view,
    show,
    keyed,
    row_number,
};

// A child, or an attribute; `which` says which text, signal or tag it is about.
struct Spec {
    What what{};
    unsigned which = 0;
    std::string text = {};
    std::vector<unsigned> attributes = {};
    std::vector<Spec> children = {};
};
struct Plan {
    Spec top;
    Values values;
};
Plan random_plan(unsigned seed);

// What may happen to a world or its page.
struct Happening {
    enum class Kind : unsigned char { text, choice, number, flag, real, list, click, type, check } kind{};
    unsigned which = 0;
    std::string text;
    std::vector<int> items;
    double real = 0;
};
std::vector<Happening> random_steps(unsigned seed, unsigned count);

// The signals that one showing of a plan reads and its handlers write.
struct World {
    struct Signals {
        explicit Signals(const Values& values);
        Signal<std::string> texts[3];
        Signal<std::string> choice;
        Signal<int> numbers[2];
        Signal<bool> flags[3];
        Signal<double> real;
        Signal<std::vector<int>> lists[2];
        NodeRef ref;
    };
    std::optional<Signals> signals;
    std::string heard;  // by handlers, in order
    // Every closure in a view of this world holds it.
    std::shared_ptr<int> token = std::make_shared<int>(0);

    // Makes the signals, in the current owner.
    void open(const Values& values) { signals.emplace(values); }
    Values now() const;
    // Signals only; what a visitor does is the page's.
    void take(const Happening& step);
};

View plan_view(const Plan& plan, World& world);

}  // namespace kaon::inline v0::dom::testing
