// What it costs to await something of Asio's, beside the same wait of our own: until it is there, and on all threads.
#include <asio/post.hpp>
#include <benchmark/benchmark.h>

#include "kaon/asio/asio_thread.hpp"
#include "kaon/coro/blocking.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/runtime/runtime.hpp"

using namespace kaon;

namespace {

template <class F>
void each_time(benchmark::State& state, F make) {
    runtime::Runtime runtime({.cores = 1});
    auto program = [&]() -> Task<void> {
        for (auto _ : state) co_await make();
    };
    if (!runtime.run(program())) state.SkipWithError("the program failed");
}

// There and back, without work.
void post_to_asio(benchmark::State& state) {
    AsioThread thread;
    each_time(state, [&]() -> Task<void> { co_await ::asio::post(thread.context(), use_task); });
}

// Two hops as well.
void ask_the_blocking_pool(benchmark::State& state) {
    each_time(state, []() -> Task<void> { co_await spawn_blocking([] {}); });
}

void yield_to_the_core(benchmark::State& state) {
    each_time(state, []() -> Task<void> { co_await yield(); });
}

}  // namespace

BENCHMARK(post_to_asio)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(ask_the_blocking_pool)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(yield_to_the_core)->MeasureProcessCPUTime()->UseRealTime();
