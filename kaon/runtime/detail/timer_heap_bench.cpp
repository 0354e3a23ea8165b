// What starting, stopping and firing a timer costs among many others.
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "kaon/runtime/detail/timer_heap.hpp"

using namespace kaon;
using runtime::detail::TimerHeap;

namespace {

std::uint64_t next_random(std::uint64_t& seed) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    return seed ^= seed << 17;
}

// Connections with a timeout of 30 s each, spread over the last 30 s, as on a server.
struct Many {
    TimerHeap heap;
    std::vector<Timer> timers;
    std::uint64_t seed = 88172645463325252ull;
    Instant now{};

    explicit Many(std::size_t count) : timers(count) {
        for (Timer& timer : timers) {
            timer.at = Instant{static_cast<std::int64_t>(next_random(seed) % 30'000'000'000)};
            heap.start(timer);
        }
    }
    ~Many() {
        for (Timer& timer : timers) heap.stop(timer);
    }
    Timer& any() { return timers[next_random(seed) % timers.size()]; }
};

// A request has come: its connection's timeout begins anew.
void start_again(benchmark::State& state) {
    Many many(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        Timer& timer = many.any();
        many.heap.stop(timer);
        many.now = many.now + 1us;
        timer.at = many.now + 30s;
        many.heap.start(timer);
    }
}

// A limit around something short: started, and stopped before its time.
void start_and_stop(benchmark::State& state) {
    Many many(static_cast<std::size_t>(state.range(0)));
    Timer timer;
    for (auto _ : state) {
        many.now = many.now + 1us;
        timer.at = many.now + 30s;
        many.heap.start(timer);
        many.heap.stop(timer);
    }
}

// A sleep that ends and begins anew.
void fire_and_start(benchmark::State& state) {
    Many many(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        Timer* due = many.heap.take_due(Instant::never());
        due->at = due->at + 30s;
        many.heap.start(*due);
    }
}

}  // namespace

BENCHMARK(start_again)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK(start_and_stop)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK(fire_and_start)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);
