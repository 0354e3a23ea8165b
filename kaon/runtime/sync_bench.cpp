// What it costs to let Tasks talk and wait: channels, locks and answers, on one core and between two; timers by the
// million. "each" is the time of one value, lock, answer or timer.
#include <vector>

#include <benchmark/benchmark.h>

#include "kaon/coro/async_mutex.hpp"
#include "kaon/coro/broadcast.hpp"
#include "kaon/coro/channel.hpp"
#include "kaon/coro/on_core.hpp"
#include "kaon/coro/oneshot.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;
using namespace kaon::runtime;

namespace {

// Runs make(other core) once for each iteration, which does `items` things; on the runtime's main Task.
template <class F>
void measure(benchmark::State& state, std::uint32_t cores, std::int64_t items, F make) {
    Runtime runtime({.cores = cores});
    auto program = [&]() -> Task<void> {
        for (auto _ : state) co_await make(runtime.core(cores - 1));
    };
    if (!runtime.run(program())) state.SkipWithError("failed");
    state.SetItemsProcessed(state.iterations() * items);
    state.counters["each"] = benchmark::Counter(static_cast<double>(state.iterations() * items),
                                                benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

constexpr int values = 10'000;

Task<void> send_values(Sender<int> sender) {
    for (int i = 0; i < values; ++i) co_await sender.send(i);
}
Task<void> receive_values(Receiver<int> receiver) {
    long sum = 0;
    while (std::optional<int> n = co_await receiver.recv()) sum += *n;
    benchmark::DoNotOptimize(sum);
}

// Both ends on one core, or the sender elsewhere; the argument is the capacity.
void channel_values(benchmark::State& state, std::uint32_t cores) {
    measure(state, cores, values, [&](Core& other) -> Task<void> {
        auto ends = channel<int>(static_cast<std::size_t>(state.range(0)));
        Task<void> sends = send_values(std::move(ends.sender)), receives = receive_values(std::move(ends.receiver));
        co_await when_all(cores > 1 ? on_core(other, std::move(sends)) : std::move(sends), std::move(receives));
    });
}
void channel_on_one_core(benchmark::State& state) { channel_values(state, 1); }
void channel_between_cores(benchmark::State& state) { channel_values(state, 2); }
BENCHMARK(channel_on_one_core)->Arg(1)->Arg(64)->Arg(1024)->UseRealTime();
BENCHMARK(channel_between_cores)->Arg(1)->Arg(64)->Arg(1024)->UseRealTime();

void mutex_that_is_free(benchmark::State& state) {
    AsyncMutex<int> number(0);
    measure(state, 1, values, [&](Core&) -> Task<void> {
        for (int i = 0; i < values; ++i) ++*co_await number.lock();
    });
}
BENCHMARK(mutex_that_is_free)->UseRealTime();

void mutex_of_ten_tasks(benchmark::State& state) {
    AsyncMutex<int> number(0);
    auto adds = [&]() -> Task<void> {
        for (int i = 0; i < values / 10; ++i) {
            auto guard = co_await number.lock();
            co_await yield();
            ++*guard;
        }
    };
    measure(state, 1, values, [&](Core&) -> Task<void> {
        std::vector<Task<void>> tasks;
        for (int i = 0; i < 10; ++i) tasks.push_back(adds());
        co_await when_all(std::move(tasks));
    });
}
BENCHMARK(mutex_of_ten_tasks)->UseRealTime();

// A question by channel, the answer by oneshot.
void answers(benchmark::State& state, std::uint32_t cores) {
    constexpr int questions = 1000;
    auto replies = [](Receiver<OneshotSender<int>> inbox) -> Task<void> {
        while (auto to = co_await inbox.recv()) (void)std::move(*to).send(1);
    };
    auto asks = [](Sender<OneshotSender<int>> to) -> Task<void> {
        for (int i = 0; i < questions; ++i) {
            auto [answer, answered] = oneshot<int>();
            co_await to.send(std::move(answer));
            co_await answered.recv();
        }
    };
    measure(state, cores, questions, [&](Core& other) -> Task<void> {
        auto ends = channel<OneshotSender<int>>(4);
        Task<void> there = replies(std::move(ends.receiver));
        co_await when_all(asks(std::move(ends.sender)),
                          cores > 1 ? on_core(other, std::move(there)) : std::move(there));
    });
}
void answers_on_one_core(benchmark::State& state) { answers(state, 1); }
void answers_between_cores(benchmark::State& state) { answers(state, 2); }
BENCHMARK(answers_on_one_core)->UseRealTime();
BENCHMARK(answers_between_cores)->UseRealTime();

void broadcast_to_100(benchmark::State& state) {
    auto hears = [](Listener<int> listener) -> Task<void> {
        while (co_await listener.recv()) {
        }
    };
    measure(state, 1, 100 * 100, [&](Core&) -> Task<void> {
        Broadcaster<int> news(16);
        std::vector<Task<void>> tasks;
        for (int i = 0; i < 100; ++i) tasks.push_back(hears(news.subscribe()));
        auto tells = [](Broadcaster<int> own) -> Task<void> {
            for (int i = 0; i < 100; ++i) {
                own.send(i);
                co_await yield();
            }
        };
        tasks.push_back(tells(std::move(news)));
        co_await when_all(std::move(tasks));
    });
}
BENCHMARK(broadcast_to_100)->UseRealTime();

void on_core_and_back(benchmark::State& state) {
    auto nothing = []() -> Task<void> { co_return; };
    measure(state, 2, 1, [&](Core& other) -> Task<void> { co_await on_core(other, nothing()); });
}
BENCHMARK(on_core_and_back)->UseRealTime();

// As many timers as the argument says are running; one more is started and stopped, as a timeout that is not met.
void timer_among(benchmark::State& state) {
    std::vector<Timer> timers(static_cast<std::size_t>(state.range(0)));
    runtime::detail::TimerHeap heap;
    std::uint64_t random = 1;
    for (Timer& timer : timers) {
        random = random * 6'364'136'223'846'793'005 + 1;
        timer.at = Instant{static_cast<std::int64_t>(random >> 20)};
        heap.start(timer);
    }
    std::size_t next = 0;
    for (auto _ : state) {
        Timer& timer = timers[next++ % timers.size()];
        heap.stop(timer);
        timer.at = timer.at + 30s;
        heap.start(timer);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(timer_among)->Arg(1000)->Arg(1'000'000);

}  // namespace
