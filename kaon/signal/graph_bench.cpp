// What the graph costs: making, wide, deep, diamonds, a selection among many.
#include <vector>

#include <benchmark/benchmark.h>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/signal/selector.hpp"
#include "kaon/signal/signal.hpp"

using namespace kaon;

namespace {

// Per item, not per round.
void count_items(benchmark::State& state, std::int64_t items) {
    state.SetItemsProcessed(state.iterations() * items);
    state.counters["each"] = benchmark::Counter(static_cast<double>(state.iterations() * items),
                                                benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// 1,000 signals with an effect each: made, run, and ended.
void make_1000(benchmark::State& state) {
    Owner root;
    long sum = 0;
    for (auto _ : state) {
        root.with([&] {
            for (int i = 0; i < 1000; ++i) {
                Signal count{i};
                effect([&sum, count] { sum += count(); });
            }
        });
        graph::flush();
        root.cleanup();
    }
    benchmark::DoNotOptimize(sum);
    count_items(state, 1000);
}
BENCHMARK(make_1000);

// One write, 1,000 effects.
void wide_1000(benchmark::State& state) {
    Owner root;
    const Owner::Scope scope(root);
    long sum = 0;
    Signal count{0};
    for (int i = 0; i < 1000; ++i) effect([&sum, count] { sum += count(); });
    graph::flush();
    int next = 0;
    for (auto _ : state) {
        count.set(++next);
        graph::flush();
    }
    benchmark::DoNotOptimize(sum);
    count_items(state, 1000);
}
BENCHMARK(wide_1000);

// One write, 1,000 memos in a row, one effect.
void deep_1000(benchmark::State& state) {
    Owner root;
    const Owner::Scope scope(root);
    Signal first{0};
    Memo last{[=] { return first(); }};
    for (int i = 1; i < 1000; ++i) last = Memo{[last] { return last() + 1; }};
    int seen = 0;
    effect([&, last] { seen = last(); });
    graph::flush();
    int next = 0;
    for (auto _ : state) {
        first.set(++next);
        graph::flush();
    }
    benchmark::DoNotOptimize(seen);
    count_items(state, 1000);
}
BENCHMARK(deep_1000);

// One write, 100 memos that all read it, one effect that reads them all.
void diamond_100(benchmark::State& state) {
    Owner root;
    const Owner::Scope scope(root);
    Signal top{0};
    std::vector<Memo<int>> sides;
    for (int i = 0; i < 100; ++i) sides.emplace_back([=] { return top() + i; });
    long sum = 0;
    effect([&, sides] {
        for (const auto& side : sides) sum += side();
    });
    graph::flush();
    int next = 0;
    for (auto _ : state) {
        top.set(++next);
        graph::flush();
    }
    benchmark::DoNotOptimize(sum);
    count_items(state, 100);
}
BENCHMARK(diamond_100);

// A write to one of 10,000, and its one effect.
void one_write(benchmark::State& state) {
    Owner root;
    const Owner::Scope scope(root);
    long sum = 0;
    Signal count{0};
    effect([&sum, count] { sum += count(); });
    graph::flush();
    int next = 0;
    for (auto _ : state) {
        count.set(++next);
        graph::flush();
    }
    benchmark::DoNotOptimize(sum);
}
BENCHMARK(one_write);

// The selection moves among 10,000 rows.
void select_10000(benchmark::State& state) {
    Owner root;
    const Owner::Scope scope(root);
    long sum = 0;
    Selector selected{0};
    for (int i = 1; i <= 10'000; ++i) render_effect([&sum, selected, i] { sum += selected(i); });
    int next = 0;
    for (auto _ : state) {
        selected.set(1 + next++ * 7919 % 10'000);
        graph::flush();
    }
    benchmark::DoNotOptimize(sum);
}
BENCHMARK(select_10000);

}  // namespace
