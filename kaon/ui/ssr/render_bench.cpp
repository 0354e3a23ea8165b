// What a page costs: a table of 1,000 rows, built and rendered; and the parts of that.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "kaon/ui/ssr/escape.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

namespace {

struct Row {
    int id;
    std::string label;
    std::string link;
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all = [] {
        std::vector<Row> list;
        for (int i = 1; i <= 1000; ++i) {
            list.push_back({i, "pretty red table number " + std::to_string(i), "/items/" + std::to_string(i)});
        }
        return list;
    }();
    return all;
}

// 1,000 rows of 7 elements, and 3 around them.
View items_page() {
    return div(cls("container"),
               table(cls("table table-striped"),
                     tbody(id("tbody"), each(rows(), [](const Row& row) {
                               return tr(cls("danger", row.id == 17), td(cls("col-md-1"), row.id),
                                         td(cls("col-md-4"), a(href(row.link), row.label)),
                                         td(cls("col-md-1"), span(cls("glyphicon"), aria("hidden", "true"))),
                                         td(cls("col-md-6")));
                           }))));
}
constexpr double elements = 1000 * 7 + 3;

void count(benchmark::State& state, std::size_t bytes) {
    state.counters["ns_per_element"] = benchmark::Counter(
        elements * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    if (bytes) state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

void build(benchmark::State& state) {
    for (auto _ : state) {
        const View view = items_page();
        benchmark::DoNotOptimize(view.node());
    }
    count(state, 0);
}
BENCHMARK(build)->Unit(benchmark::kMicrosecond);

void render_built(benchmark::State& state) {
    const View view = items_page();
    std::string out;
    for (auto _ : state) {
        out.clear();
        render_to(out, view);
    }
    count(state, out.size());
}
BENCHMARK(render_built)->Unit(benchmark::kMicrosecond);

void build_and_render(benchmark::State& state) {
    std::size_t bytes = 0;
    for (auto _ : state) bytes = render(items_page()).size();
    count(state, bytes);
}
BENCHMARK(build_and_render)->Unit(benchmark::kMicrosecond);

void escape(benchmark::State& state, std::string_view sentence) {
    std::string text, out;
    while (text.size() < 64 * 1024) text += sentence;
    for (auto _ : state) {
        out.clear();
        ui::append_text(out, text);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK_CAPTURE(escape, english, "The quick brown fox jumps over the lazy dog and does not need to be escaped. ");
BENCHMARK_CAPTURE(
    escape, russian,
    "\u0421\u044a\u0435\u0448\u044c \u0435\u0449\u0451 \u044d\u0442\u0438\u0445 \u043c\u044f\u0433\u043a\u0438\u0445 "
    "\u0444\u0440\u0430\u043d\u0446\u0443\u0437\u0441\u043a\u0438\u0445 \u0431\u0443\u043b\u043e\u043a. ");
BENCHMARK_CAPTURE(escape, markup, "<a href=\"x\">R&D</a> ");

}  // namespace
