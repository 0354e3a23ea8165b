// When the hooks of a turn run.
#include <gtest/gtest.h>

#include "kaon/browser/turn.hpp"
#include "kaon/signal/effect.hpp"
#include "kaon/signal/owner.hpp"
#include "kaon/signal/signal.hpp"

namespace kaon::inline v0::browser {
namespace {

int hooks_run, seen, seen_by_hook;

}  // namespace

TEST(turn, settles_signals_and_then_runs_the_hooks_once_at_its_outermost_end) {
    Owner owner;
    const Owner::Scope scope(owner);
    Signal count{0};
    effect([=] { seen = count(); });
    const auto hook = +[] {
        ++hooks_run;
        seen_by_hook = seen;
    };
    after_turn(hook);
    after_turn(hook);
    {
        const Turn outer;
        {
            const Turn inner;
            count.set(7);
        }
        EXPECT_EQ(hooks_run, 0);
    }
    EXPECT_EQ(hooks_run, 1);
    EXPECT_EQ(seen_by_hook, 7);
}

}  // namespace kaon::inline v0::browser
