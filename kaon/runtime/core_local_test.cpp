// What belongs to a core: found by its key, ended once, by its owner or with the loop.
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "kaon/runtime/core_local.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

struct Noted final : CoreLocal {
    Noted(std::string& ended, char name) : ended_(ended), name_(name) {}
    ~Noted() override { ended_ += name_; }
    std::string& ended_;
    char name_;
};

}  // namespace

TEST(core_local, is_found_by_its_key_and_ended_newest_first_with_the_loop) {
    std::string ended;
    const std::uint64_t a = CoreLocal::new_key(), b = CoreLocal::new_key();
    ASSERT_NE(a, b);
    {
        Runtime runtime({.cores = 2});
        Reactor& core = runtime.core(1);
        EXPECT_EQ(core.local(a), nullptr);
        CoreLocal& first = core.keep(a, std::make_unique<Noted>(ended, 'a'));
        core.keep(b, std::make_unique<Noted>(ended, 'b'));
        EXPECT_EQ(core.local(a), &first);
        EXPECT_EQ(runtime.core(0).local(a), nullptr);
        EXPECT_EQ(ended, "");
    }
    EXPECT_EQ(ended, "ba");
}

TEST(core_local, can_be_ended_before_the_loop) {
    std::string ended;
    {
        Runtime runtime({.cores = 1});
        Reactor& core = runtime.core(0);
        std::vector<std::uint64_t> keys;
        for (char name : std::string("abc"))
            core.keep(keys.emplace_back(CoreLocal::new_key()), std::make_unique<Noted>(ended, name));
        core.end_local(keys[1]);
        core.end_local(keys[1]);
        EXPECT_EQ(ended, "b");
        EXPECT_EQ(core.local(keys[1]), nullptr);
        EXPECT_NE(core.local(keys[0]), nullptr);
    }
    EXPECT_EQ(ended, "bca");
}

// Connections of a client are watched until they end: the loop's descriptor must outlive them.
TEST(core_local, may_unwatch_and_stop_timers_while_it_ends) {
    struct Watching final : CoreLocal {
        explicit Watching(Reactor& reactor) : reactor_(reactor) {
            EXPECT_EQ(::pipe(ends_), 0);
            watch_.ready = [](Watch&, Readiness) {};
            timer_.fire = [](Timer&) {};
            timer_.at = reactor.now() + 1h;
            EXPECT_TRUE(reactor.watch(watch_, ends_[0], Interest::read));
            reactor.start(timer_);
        }
        ~Watching() override {
            reactor_.stop(timer_);
            reactor_.unwatch(watch_);
            EXPECT_FALSE(timer_.started());
            ::close(ends_[0]);
            ::close(ends_[1]);
        }
        Reactor& reactor_;
        Watch watch_;
        Timer timer_;
        int ends_[2];
    };
    Runtime runtime({.cores = 1});
    runtime.core(0).keep(CoreLocal::new_key(), std::make_unique<Watching>(runtime.core(0)));
}
