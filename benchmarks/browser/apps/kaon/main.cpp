// The table, written as an application would be: signals, a selector, a keyed list.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaon/signal/selector.hpp"
#include "kaon/signal/shared.hpp"
#include "kaon/signal/signal.hpp"
#include "kaon/ui/dom/page.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

namespace {

constexpr const char* adjectives[] = {
    "pretty",    "large",    "big",       "small",       "tall",  "short",     "long",    "handsome", "plain",
    "quaint",    "clean",    "elegant",   "easy",        "angry", "crazy",     "helpful", "mushy",    "odd",
    "unsightly", "adorable", "important", "inexpensive", "cheap", "expensive", "fancy"};
constexpr const char* colours[] = {"red",    "yellow", "blue",  "green", "pink",  "brown",
                                   "purple", "brown",  "white", "black", "orange"};
constexpr const char* nouns[] = {"table",  "chair",    "house",  "bbq",   "desk",  "car",     "pony",
                                 "cookie", "sandwich", "burger", "pizza", "mouse", "keyboard"};

struct Row {
    int id;
    SharedSignal<std::string> label;
};
using Rows = std::vector<Row>;

// One generator for all three lists.
std::uint32_t state = 1;
const char* word(const char* const* words, std::uint32_t count) {
    state = (state * 1103515245u + 12345u) & 0x3FFFFFFF;
    return words[(state >> 8) % count];
}

void append(Rows& rows, int count) {
    static int last_id = 0;
    rows.reserve(rows.size() + static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        std::string label = word(adjectives, std::size(adjectives));
        label += " ";
        label += word(colours, std::size(colours));
        label += " ";
        label += word(nouns, std::size(nouns));
        rows.push_back({++last_id, SharedSignal<std::string>(std::move(label))});
    }
}

View command(const ui::Attr& name, const ui::Arg& label, const ui::Attr& on_click) {
    return div(cls("col-sm-6 smallpad"),
               button(type("button"), cls("btn btn-primary btn-block"), name, on_click, label));
}

View table_app() {
    Signal<Rows> rows{Rows()};
    Selector<int> selected{0};
    const auto create = [=](int count) {
        selected.set(0);
        Rows fresh;
        append(fresh, count);
        rows.set(std::move(fresh));
    };
    const auto row = [=](const Row& item) {
        const int id = item.id;
        return tr(cls("danger", [=] { return selected(id); }), td(cls("col-md-1"), id),
                  td(cls("col-md-4"), a(on::click([=] { selected.set(id); }), item.label)),
                  td(cls("col-md-1"), a(on::click([=] {
                                            if (selected.peek() == id) selected.set(0);
                                            rows.update([=](Rows& all) {
                                                for (auto i = all.begin(); i != all.end(); ++i) {
                                                    if (i->id == id) return void(all.erase(i));
                                                }
                                            });
                                        }),
                                        span(cls("glyphicon glyphicon-remove"), aria("hidden", "true")))),
                  td(cls("col-md-6")));
    };
    return div(cls("container"),
               div(cls("jumbotron"),
                   div(cls("row"), div(cls("col-md-6"), h1("Table")),
                       div(cls("col-md-6"),
                           div(cls("row"), command(id("run"), "Create 1,000 rows", on::click([=] { create(1000); })),
                               command(id("runlots"), "Create 10,000 rows", on::click([=] { create(10000); })),
                               command(id("add"), "Append 1,000 rows",
                                       on::click([=] { rows.update([](Rows& all) { append(all, 1000); }); })),
                               command(id("update"), "Update every 10th row", on::click([=] {
                                           const Rows& all = rows.peek();
                                           for (std::size_t i = 0; i < all.size(); i += 10)
                                               all[i].label.update([](std::string& text) { text += " !!!"; });
                                       })),
                               command(id("clear"), "Clear", on::click([=] {
                                           selected.set(0);
                                           rows.set({});
                                       })),
                               command(id("swaprows"), "Swap Rows", on::click([=] {
                                           rows.update([](Rows& all) {
                                               if (all.size() > 998) std::swap(all[1], all[998]);
                                           });
                                       })))))),
               table(cls("table table-hover table-striped test-data"),
                     tbody(each(
                         rows, [](const Row& item) { return item.id; }, row))),
               span(cls("preloadicon glyphicon glyphicon-remove"), aria("hidden", "true")));
}

}  // namespace

int main() { dom::mount("main", table_app); }
