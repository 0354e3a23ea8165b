// Random components: what the server writes, what a page makes of it, and what a page makes by itself agree, at first
// and after whatever happens.
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/owner.hpp"
#include "kaon/signal/warning.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/hydrate.hpp"
#include "kaon/ui/dom/testing/canonical.hpp"
#include "kaon/ui/dom/testing/failure.hpp"
#include "kaon/ui/dom/testing/random_damage.hpp"
#include "kaon/ui/dom/testing/random_view.hpp"
#include "kaon/ui/ssr/render.hpp"

namespace kaon::inline v0 {
namespace {

using namespace dom::testing;

constexpr unsigned seeds = 500, steps = 6;

std::string inside(const std::string& html) {
    const std::size_t begin = html.find('>') + 1;
    return html.substr(begin, html.size() - begin - 6);
}
std::string in_app(const std::string& html) { return "<div id=\"app\">" + html + "</div>"; }

std::string rendered(const Plan& plan, const Values& values) {
    World world;
    Owner owner;
    return owner.with([&] {
        world.open(values);
        return render(plan_view(plan, world));
    });
}

std::string dump(TestPage& page, Detail detail = Detail::everything) {
    return canonical(inside(page.html("#app")), detail) + "\n---\n" + fields(page);
}
std::string dump_of_html(const std::string& html) {
    TestPage page(in_app(html), nullptr);
    return dump(page);
}

enum class How : unsigned char { mounted, hydrated };

// One showing of a plan in a page of its own.
struct Showing {
    Showing(const Plan& plan, How how, const std::string& html = {}) : page(in_app(html)) {
        const auto component = [&] {
            world.open(plan.values);
            return plan_view(plan, world);
        };
        mounted = how == How::mounted ? dom::mount("app", component) : dom::hydrate("app", component);
        dom::flush();
    }

    ~Showing() {
        mounted.unmount();
        dom::flush();
    }

    void take(const Happening& step) {
        const auto nth = [&](const char* selector) -> std::optional<Element> {
            const std::vector<Element> all = page.find_all(selector);
            if (all.empty()) return std::nullopt;
            return all[step.which % all.size()];
        };
        if (step.kind == Happening::Kind::click) {
            if (const auto element = nth("[data-k=c]")) element->click();
        } else if (step.kind == Happening::Kind::type) {
            if (const auto element = nth("[type=text]")) element->type(step.text);
        } else if (step.kind == Happening::Kind::check) {
            if (const auto element = nth("[type=checkbox]")) element->click();
        } else {
            world.take(step);
        }
        dom::flush();
    }

    World world;
    TestPage page;
    dom::Mounted mounted;
};

std::string first_report(TestPage& page) {
    for (const std::string& line : page.log()) {
        if (line.find("two rows have the same key") == line.npos) return line;
    }
    return {};
}

// Runs check(seed) until one fails; a broken operation is a failure of its own.
template <class F>
void for_seeds(unsigned count, F check) {
    const char* const only = std::getenv("KAON_SEED");
    const unsigned first = only ? static_cast<unsigned>(std::atoi(only)) : 1;
    graph::on_warning([](const graph::Warning&) {});
    for (unsigned seed = first; seed < first + (only ? 1 : count) && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        try {
            check(seed);
        } catch (const Failure& failure) {
            ADD_FAILURE() << failure.what();
        }
    }
    graph::on_warning(nullptr);
}

TEST(agree, mounting_shows_what_a_browser_makes_of_the_servers_markup) {
    for_seeds(seeds, [](unsigned seed) {
        const Plan plan = random_plan(seed);
        Showing mounted(plan, How::mounted);
        const std::string html = rendered(plan, plan.values);
        EXPECT_EQ(dump(mounted.page), dump_of_html(html)) << html;
    });
}

TEST(agree, hydrating_changes_nothing_and_says_nothing) {
    for_seeds(seeds, [](unsigned seed) {
        const Plan plan = random_plan(seed);
        const std::string html = rendered(plan, plan.values);
        Showing hydrated(plan, How::hydrated, html);
        EXPECT_EQ(first_report(hydrated.page), "") << html;
        EXPECT_EQ(dump(hydrated.page), dump_of_html(html)) << html;
    });
}

TEST(agree, whatever_happens_both_pages_show_what_the_server_would_write_now) {
    for_seeds(seeds, [](unsigned seed) {
        const Plan plan = random_plan(seed);
        const std::vector<Happening> script = random_steps(seed, steps);
        std::vector<std::string> shown;
        std::string heard;
        {
            Showing hydrated(plan, How::hydrated, rendered(plan, plan.values));
            for (const Happening& step : script) {
                hydrated.take(step);
                shown.push_back(dump(hydrated.page));
            }
            heard = hydrated.world.heard;
        }
        Showing mounted(plan, How::mounted);
        for (std::size_t i = 0; i < script.size() && !testing::Test::HasFailure(); ++i) {
            mounted.take(script[i]);
            const std::string now = dump(mounted.page);
            EXPECT_EQ(shown[i], now) << "step " << i;
            EXPECT_EQ(now, dump_of_html(rendered(plan, mounted.world.now()))) << "step " << i;
        }
        EXPECT_EQ(heard, mounted.world.heard);
    });
}

void check_damage(unsigned seed, Harm harm) {
    const Plan plan = random_plan(seed);
    Random random(seed + 7);
    const std::string intact = rendered(plan, plan.values);
    const std::string html = damaged(intact, harm, random);
    const Detail detail = harm == Harm::attributes ? Detail::everything : Detail::structure;
    std::vector<std::string> shown;
    std::vector<Happening> script = random_steps(seed, 4);
    std::erase_if(script, [](const Happening& step) { return step.kind >= Happening::Kind::click; });
    std::string reports;
    {
        Showing hydrated(plan, How::hydrated, html);
        for (const std::string& line : hydrated.page.log()) reports += line + '\n';
        shown.push_back(canonical(inside(hydrated.page.html("#app")), detail));
        for (const Happening& step : script) {
            hydrated.take(step);
            shown.push_back(canonical(inside(hydrated.page.html("#app")), detail));
        }
    }
    Showing mounted(plan, How::mounted);
    EXPECT_EQ(shown[0], canonical(inside(mounted.page.html("#app")), detail)) << intact << "\ndamaged:\n"
                                                                              << html << reports;
    for (std::size_t i = 0; i < script.size() && !testing::Test::HasFailure(); ++i) {
        mounted.take(script[i]);
        EXPECT_EQ(shown[i + 1], canonical(inside(mounted.page.html("#app")), detail)) << "step " << i << reports;
    }
}

TEST(agree, other_attributes_are_mended) {
    for_seeds(seeds, [](unsigned seed) { check_damage(seed, Harm::attributes); });
}

TEST(agree, damaged_pages_are_mended) {
    for_seeds(seeds, [](unsigned seed) { check_damage(seed, Harm::nodes); });
}

// A run that is longer than any view's and is kept: it begins at the first handle that was never given out.
constexpr std::uint32_t long_run = 512;
std::uint32_t handles_used() { return dom::take_handles(long_run); }

TEST(agree, unmounting_leaves_nothing_behind) {
    for_seeds(seeds, [](unsigned seed) {
        const Plan plan = random_plan(seed);
        const std::string html = rendered(plan, plan.values);
        std::uint32_t used = 0;
        for (int round = 0; round < 4; ++round) {
            Showing showing(plan, round % 2 ? How::hydrated : How::mounted, round % 2 ? html : "");
            for (const Happening& step : random_steps(seed, 3)) showing.take(step);
            showing.world.heard.clear();
            showing.mounted.unmount();
            dom::flush();
            EXPECT_EQ(inside(showing.page.html("#app")), "") << "round " << round;
            for (std::uint32_t base = 1; base < 60; ++base) {
                for (std::uint32_t slot = 0; slot < 3; ++slot) (void)dom::dispatch(base, slot, 0, 0, 0, "");
            }
            EXPECT_EQ(showing.world.heard, "");
            EXPECT_EQ(showing.world.token.use_count(), 1) << "round " << round;
            const std::uint32_t now = handles_used();
            if (round > 1) EXPECT_EQ(now - used, long_run) << "round " << round;
            used = now;
        }
    });
}

}  // namespace
}  // namespace kaon::inline v0
