// Keyed lists against a list that is made from nothing: what is shown, which nodes stay, how few operations it takes.
#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/signal.hpp"
#include "kaon/ui/dom/page.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/keyed.hpp"
#include "kaon/ui/ui.hpp"

namespace kaon::inline v0 {
namespace {

using namespace html;
using dom::testing::TestPage;
using Items = std::vector<int>;

int made = 0, ended = 0;

// A row may have one node, several, or none.
View row_view(int item) {
    ++made;
    on_cleanup([] { ++ended; });
    if (item % 7 == 3) return fragment(b(item), "+", i(item));
    if (item % 11 == 5) return {};
    return li(item);
}

struct List : TestPage {
    Signal<Items> items = Signal<Items>::none();
    std::uint32_t words = 0;  // of the operations of the last change

    explicit List(bool between) : TestPage("<div id=\"app\"></div>") {
        made = ended = 0;
        dom::mount("app", [&] {
            items = Signal<Items>{Items{}};
            auto rows = each(items, [](int item) { return item; }, &row_view);
            return between ? ul(li("first"), rows, li("last")) : ul(rows);
        });
        dom::flush();
    }
    void set(const Items& next) {
        words = 0;
        items.set(next);
        dom::flush();
    }
    void apply(const std::uint32_t* ops, std::uint32_t count, std::string_view text) override {
        TestPage::apply(ops, count, text);
        words += count;
    }
};

std::string expected(const Items& items, bool between) {
    std::string out = between ? "<ul><li>first</li>" : "<ul>";
    for (int item : items) {
        const std::string n = std::to_string(item);
        if (item % 7 == 3) out += "<b>" + n + "</b>+<i>" + n + "</i>";
        else if (item % 11 != 5) out += "<li>" + n + "</li>";
    }
    return out + (between ? "<li>last</li></ul>" : "</ul>");
}

Items shuffled(Items items, std::mt19937& random) {
    std::shuffle(items.begin(), items.end(), random);
    return items;
}

TEST(keyed, shows_any_list_after_any_other) {
    std::mt19937 random(7);
    for (const bool between : {false, true}) {
        List list(between);
        Items items;
        for (int round = 0; round < 3000; ++round) {
            Items next = items;
            switch (random() % 6) {
                case 0: next = shuffled(next, random); break;
                case 1:
                    if (!next.empty()) std::swap(next[random() % next.size()], next[random() % next.size()]);
                    break;
                case 2:
                    for (auto n = random() % 5; n--;)
                        next.insert(next.begin() + random() % (next.size() + 1), 1000 + round * 8 + int(n));
                    break;
                case 3:
                    for (auto n = random() % 5; n-- && !next.empty();)
                        next.erase(next.begin() + random() % next.size());
                    break;
                case 4: next.resize(next.size() * (random() % 4 > 0)); break;
                default: std::rotate(next.begin(), next.begin() + (next.empty() ? 0 : 1), next.end());
            }
            list.set(next);
            items = next;
            ASSERT_EQ(list.html("ul"), expected(items, between)) << "round " << round;
            ASSERT_EQ(made - ended, int(items.size()));
        }
    }
}

TEST(keyed, keeps_a_row_while_its_key_stays) {
    List list(false);
    list.set({1, 2, 4, 6});
    EXPECT_EQ(made, 4);
    list.set({6, 2, 4, 1, 8});
    EXPECT_EQ(made, 5);
    EXPECT_EQ(ended, 0);
    list.set({});
    EXPECT_EQ(ended, 5);
    EXPECT_EQ(list.html("ul"), "<ul></ul>");
}

TEST(keyed, moves_as_few_rows_as_can_be) {
    constexpr std::uint32_t move = 4, remove = 2 + 3;  // words: before; remove and free
    List list(true);
    Items items;
    for (int i = 0; i < 100; ++i) items.push_back(i * 77);  // rows of one node each
    list.set(items);
    Items next = items;
    std::swap(next[1], next[98]);
    list.set(next);
    EXPECT_EQ(list.words, 2 * move);
    std::rotate(next.begin(), next.begin() + 1, next.end());  // the first becomes the last
    list.set(next);
    EXPECT_EQ(list.words, move);
    next.erase(next.begin() + 50);
    list.set(next);
    EXPECT_EQ(list.words, remove);
    list.set(next);
    EXPECT_EQ(list.words, 0u);
}

TEST(keyed, shows_rows_that_share_a_key_and_reports_them) {
    List list(true);
    list.set({1, 2, 1, 4});
    EXPECT_EQ(list.html("ul"), expected({1, 2, 1, 4}, true));
    ASSERT_EQ(list.log().size(), 1u);
    EXPECT_NE(list.log()[0].find("same key"), std::string::npos);
    list.set({1, 4, 1});
    EXPECT_EQ(list.html("ul"), expected({1, 4, 1}, true));
    list.set({});
    EXPECT_EQ(made, ended);
}

TEST(keyed, a_long_list_is_applied_in_pieces) {
    struct Pieces : TestPage {
        std::uint32_t longest = 0, count = 0;
        Pieces() : TestPage("<ul id=\"app\"></ul>") {}
        void apply(const std::uint32_t* ops, std::uint32_t words, std::string_view text) override {
            TestPage::apply(ops, words, text);
            longest = std::max(longest, words);
            ++count;
        }
    } page;
    Items items(2000);
    std::iota(items.begin(), items.end(), 0);
    dom::mount("app", [&] {
        return div(each([=] { return items; }, [](int item) { return item; },
                        [](int item) { return p("é😀" + std::to_string(item)); }));
    });
    dom::flush();
    EXPECT_GT(page.count, 4u);
    EXPECT_LT(page.longest, 2200u);
    std::string wanted;
    for (const int item : items) wanted += "é😀" + std::to_string(item);
    EXPECT_EQ(page.find("#app div").text(), wanted);
}

TEST(keyed, rows_inside_rows_and_text_keys) {
    struct Group {
        std::string name;
        Items items;
    };
    TestPage page("<div id=\"app\"></div>");
    Signal<std::vector<Group>> groups = Signal<std::vector<Group>>::none();
    dom::mount("app", [&] {
        groups = Signal<std::vector<Group>>{std::vector<Group>{{"a", {1, 2}}, {"b", {3}}}};
        return div(each(
            groups, [](const Group& g) { return g.name; },
            [](const Group& g) { return fragment(h2(g.name), each(g.items, [](int item) { return p(item); })); }));
    });
    dom::flush();
    EXPECT_EQ(page.find("div div").text(), "a12b3");
    groups.update([](auto& all) { std::swap(all[0], all[1]); });
    dom::flush();
    EXPECT_EQ(page.find("div div").text(), "b3a12");
}

}  // namespace
}  // namespace kaon::inline v0
