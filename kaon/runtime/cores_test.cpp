// Channels, locks and the rest between the threads of several cores: nothing lost, nothing doubled, everyone at home.
#include <algorithm>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/base/atomic.hpp"
#include "kaon/coro/async_mutex.hpp"
#include "kaon/coro/async_rw_lock.hpp"
#include "kaon/coro/barrier.hpp"
#include "kaon/coro/broadcast.hpp"
#include "kaon/coro/channel.hpp"
#include "kaon/coro/flag.hpp"
#include "kaon/coro/notify.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/once_cell.hpp"
#include "kaon/coro/oneshot.hpp"
#include "kaon/coro/semaphore.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/coro/watch.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

constexpr std::uint32_t cores = 4;

// One Task on each core, made by make(index); all at once.
template <class F>
Result<> on_each_core(F make) {
    Runtime runtime({.cores = cores});
    auto program = [&]() -> Task<void> {
        std::vector<Task<void>> tasks;
        for (std::uint32_t i = 0; i < cores; ++i) tasks.push_back(on_core(i, make(i)));
        co_await when_all(std::move(tasks));
    };
    return runtime.run(program());
}

Task<void> check_home(const Reactor*& home) {
    auto* core = static_cast<Reactor*>((co_await current_context()).core);
    if (!home) home = core;
    EXPECT_EQ(home, core);
    EXPECT_TRUE(core->runs_here());
}

}  // namespace

TEST(cores, a_channel_brings_every_value_once_and_each_senders_in_order) {
    constexpr int count = 3000;
    auto ends = channel<std::pair<std::uint32_t, int>>(7);
    std::vector<std::vector<std::pair<std::uint32_t, int>>> got(cores);
    std::vector<Sender<std::pair<std::uint32_t, int>>> senders(cores, ends.sender);
    std::vector<Receiver<std::pair<std::uint32_t, int>>> receivers(2, ends.receiver);
    {
        auto last = std::move(ends);
    }
    auto works = [&](std::uint32_t core) -> Task<void> {
        const Reactor* home = nullptr;
        if (core < 2) {  // two send
            for (int i = 0; i < count; ++i) {
                co_await senders[core].send({core, i});
                if (i % 100 == 0) co_await check_home(home);
            }
            {
                auto last = std::move(senders[core]);
            }
            {
                auto unused = std::move(senders[core + 2]);
            }
        } else {  // two receive
            while (auto value = co_await receivers[core - 2].recv()) got[core].push_back(*value);
            co_await check_home(home);
        }
    };
    ASSERT_TRUE(on_each_core(works).has_value());
    std::vector<std::pair<std::uint32_t, int>> all;
    for (auto& part : got) {
        for (std::uint32_t sender = 0; sender < 2; ++sender) {
            int last = -1;
            for (auto& [from, n] : part) {
                if (from == sender) EXPECT_GT(n, std::exchange(last, n));
            }
        }
        all.insert(all.end(), part.begin(), part.end());
    }
    std::sort(all.begin(), all.end());
    ASSERT_EQ(all.size(), 2u * count);
    EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST(cores, one_holds_a_mutex_and_one_writes_while_nobody_reads) {
    constexpr int count = 2000;
    AsyncMutex<int> sum(0);
    AsyncRwLock<std::pair<int, int>> twins;
    Semaphore two(2);
    Atomic<int> inside = 0;
    auto works = [&](std::uint32_t core) -> Task<void> {
        const Reactor* home = nullptr;
        for (int i = 0; i < count; ++i) {
            ++*co_await sum.lock();
            if ((i + static_cast<int>(core)) % 8 == 0) {
                auto both = co_await twins.write();
                ++both->first;
                if (i % 16 == 0) co_await yield();
                ++both->second;
            } else {
                auto both = co_await twins.read();
                EXPECT_EQ(both->first, both->second);
            }
            auto slot = co_await two.acquire();
            EXPECT_LE(inside.add(1), 2);
            if (i % 10 == 0) co_await yield();
            inside.subtract(1);
        }
        co_await check_home(home);
    };
    ASSERT_TRUE(on_each_core(works).has_value());
    EXPECT_EQ(**sum.try_lock(), count * static_cast<int>(cores));
    EXPECT_EQ((*twins.try_read())->first, count * static_cast<int>(cores) / 8);
    EXPECT_EQ(two.available(), 2u);
}

TEST(cores, everyone_hears_a_broadcast_and_the_last_value_of_a_watch) {
    constexpr int count = 2000;
    Broadcaster<int> numbers(16);
    std::vector<Listener<int>> listeners;
    for (std::uint32_t i = 1; i < cores; ++i) listeners.push_back(numbers.subscribe());
    std::optional<Watched<int>> latest(-1);
    std::vector<Watcher<int>> watchers(cores, latest->watch());
    auto works = [&](std::uint32_t core) -> Task<void> {
        if (core == 0) {
            Broadcaster<int> own = std::move(numbers);
            for (int i = 0; i < count; ++i) {
                own.send(i);
                latest->set(i);
                if (i % 50 == 0) co_await yield();
            }
            latest.reset();
            co_return;
        }
        int expected = 0;
        while (auto heard = co_await listeners[core - 1].recv()) {
            expected += static_cast<int>(heard->missed);
            EXPECT_EQ(**heard, expected++);
        }
        EXPECT_EQ(expected, count);
        int last = -1;
        while (co_await watchers[core].changed()) {
            const int now = *watchers[core].latest();
            EXPECT_GT(now, last);
            last = now;
        }
        EXPECT_EQ(*watchers[core].latest(), count - 1);
    };
    ASSERT_TRUE(on_each_core(works).has_value());
}

TEST(cores, meet_at_a_barrier_and_make_a_value_once) {
    Barrier barrier(cores);
    Atomic<int> arrived = 0, last = 0, made = 0;
    std::vector<OnceCell<int>> cells(50);
    auto works = [&](std::uint32_t) -> Task<void> {
        const Reactor* home = nullptr;
        for (std::size_t round = 0; round < cells.size(); ++round) {
            const int value = *co_await cells[round].get_or_init([&]() -> Task<int> {
                co_await yield();
                co_return made.add(1);
            });
            EXPECT_EQ(value, static_cast<int>(round) + 1);
            arrived.add(1);
            last.add(co_await barrier.arrive() == Arrived::last ? 1 : 0);
            EXPECT_GE(arrived.load(), static_cast<int>((round + 1) * cores));
            co_await check_home(home);
        }
    };
    ASSERT_TRUE(on_each_core(works).has_value());
    EXPECT_EQ(last.load(), static_cast<int>(cells.size()));
    EXPECT_EQ(made.load(), static_cast<int>(cells.size()));
}

TEST(cores, a_notification_and_an_answer_are_never_lost) {
    constexpr int count = 1000;
    struct Question {
        int n;
        OneshotSender<int> answer;
    };
    auto ends = channel<Question>(3);
    std::vector<Sender<Question>> senders(cores, ends.sender);
    Receiver<Question> questions = std::move(ends.receiver);
    {
        auto last = std::move(ends.sender);
    }
    auto works = [&](std::uint32_t core) -> Task<void> {
        Sender<Question> own = std::move(senders[core]);
        if (core == 0) {
            {
                auto unused = std::move(own);
            }
            while (auto question = co_await questions.recv())
                co_await std::move(question->answer).send(question->n * 2);
            co_return;
        }
        const Reactor* home = nullptr;
        for (int i = 0; i < count; ++i) {
            auto [answer, answered] = oneshot<int>();
            co_await own.send({i, std::move(answer)});
            EXPECT_EQ(co_await answered.recv(), 2 * i);
        }
        co_await check_home(home);
    };
    ASSERT_TRUE(on_each_core(works).has_value());
}

TEST(cores, a_task_elsewhere_is_cancelled_from_here_at_any_moment) {
    Runtime runtime({.cores = 2});
    Flag raised;
    auto elsewhere = [&](int turns) -> Task<int> {
        EXPECT_TRUE(runtime.core(1).runs_here());
        for (int i = 0; i < turns; ++i) co_await yield();
        co_await sleep(Duration::microseconds(turns));
        co_return turns;
    };
    int done = 0, stopped = 0;
    auto program = [&]() -> Task<void> {
        for (int i = 0; i < 1000; ++i) {
            auto r = co_await attempt(
                timeout(Duration::microseconds(i % 7 * 30), on_core(runtime.core(1), elsewhere(i % 50))));
            r ? ++done : ++stopped;
            EXPECT_TRUE(runtime.core(0).runs_here());
        }
        auto winner = co_await first_of(raised.wait(), on_core(runtime.core(1), elsewhere(3)));
        EXPECT_EQ(winner.index(), 1u);
    };
    ASSERT_TRUE(runtime.run(program()).has_value());
    EXPECT_EQ(done + stopped, 1000);
}
