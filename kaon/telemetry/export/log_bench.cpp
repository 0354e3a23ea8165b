// What an event costs: switched off, and as a line of the access log.
#include <benchmark/benchmark.h>
#include <fcntl.h>

#include "kaon/telemetry/export/format.hpp"
#include "kaon/telemetry/export/log_sink.hpp"
#include "kaon/telemetry/span.hpp"

using namespace kaon::telemetry;

namespace {
constexpr Log bench_log("web");

void disabled_event(benchmark::State& state) {
    int n = 0;
    for (auto _ : state) bench_log.debug("tick", {{"n", ++n}, {"text", "x"}});
}
BENCHMARK(disabled_event);

// A sink that formats and throws away.
template <Format format>
class FormatOnly final : public Sink {
    void write(const Record& record) override {
        Line line;
        if constexpr (format == Format::json) write_json(line, record);
        else write_text(line, record, Colour::off);
        benchmark::DoNotOptimize(line.view().data());
    }
};

void access_line() {
    Span span(bench_log, "request", {{"method", "GET"}, {"path", "/users/17"}});
    span.end({{"route", "/users/{id}"}, {"status", 200}, {"bytes", 512}, {"client", "127.0.0.1"}});
}

template <Format format>
void formatted(benchmark::State& state) {
    FormatOnly<format> sink;
    const auto installed = install(sink, Level::info);
    for (auto _ : state) access_line();
}
BENCHMARK(formatted<Format::json>);
BENCHMARK(formatted<Format::text>);

void json_to_dev_null(benchmark::State& state) {
    static LogSink* sink = nullptr;
    static Installed* installed = nullptr;
    if (state.thread_index() == 0) {
        sink = new LogSink({.format = Format::json, .fd = open("/dev/null", O_WRONLY), .buffer_bytes = 64 << 20});
        installed = new Installed(*sink, Level::info);
    }
    for (auto _ : state) access_line();
    if (state.thread_index() == 0) {
        delete installed;
        state.counters["lost"] = static_cast<double>(sink->lost());
        delete sink;
    }
}
BENCHMARK(json_to_dev_null)->Threads(1)->Threads(2)->UseRealTime();
}  // namespace
