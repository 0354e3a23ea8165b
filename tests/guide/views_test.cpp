// What docs/guide/views_and_signals.md shows beyond the lessons: components, what follows signals, references,
// contexts.
#include <gtest/gtest.h>

#include "kaon/browser/environment.hpp"
#include "kaon/browser/spawn.hpp"
#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/signal/signals.hpp"
#include "kaon/ui/dom/page.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/node_ref.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;
using dom::testing::TestPage;

namespace {

// snippet: elements
struct User {
    std::string name, mail;
    bool admin = false;
};

View user_line(const User& user) {
    return li(cls("user"), cls("admin", user.admin), data("mail", user.mail),  //
              strong(user.name), " ", a(href("mailto:" + user.mail), user.mail), when(user.admin, em("administrator")));
}

View user_list(const std::vector<User>& users) { return ul(id("users"), each(users, user_line)); }
// end

TEST(elements, escape_what_they_show) {
    EXPECT_EQ(render(user_list({{"<Ada>", "ada@a.example", true}})),
              "<ul id=\"users\"><li class=\"user admin\" data-mail=\"ada@a.example\"><strong>&lt;Ada&gt;</strong> "
              "<a href=\"mailto:ada@a.example\">ada@a.example</a><em>administrator</em></li></ul>");
}

// snippet: component
struct CardProps {
    Required<std::string> title;
    bool wide = false;
};

View card(const CardProps& props, const Children& inside) {
    return section(cls("card"), cls("wide", props.wide), h2(*props.title), inside);
}

View two_cards() {
    return div(card({.title = "One"}, p("first")), card({.title = "Two", .wide = true}, {p("second"), p("third")}));
}
// end

TEST(components, are_functions) {
    EXPECT_EQ(render(card({.title = "One"}, p("first"))), "<section class=\"card\"><h2>One</h2><p>first</p></section>");
    EXPECT_NE(render(two_cards()).find("card wide"), std::string::npos);
}

// snippet: basket
View basket() {
    Signal price{120};
    Signal count{1};
    Memo total{[=] { return price() * count(); }};  // computed when read, and only after a change

    watch([=] { return total(); }, [=](int cents) {  // runs after a change; the first function is tracked
        if (cents > 500) price.set(100);
    });

    return fragment(p("count: ", count), p("total: ", total),
                    p(cls("many", [=] { return count() > 3; }), [=] { return std::to_string(price()) + " each"; }),
                    button(on::click([=] { count.update([](int& n) { ++n; }); }), "one more"));
}
// end

// snippet: sign_up
View sign_up() {
    Signal<std::string> name{""};
    Signal agreed{false};
    Signal<std::string> plan{"free"};
    NodeRef field;
    Memo ready{[=] { return agreed() && !name().empty(); }};
    return form(on::submit([=](SubmitEvent& event) {
                    event.prevent_default();
                    name.set("");
                    field.focus();
                }),
                input(ref(field), html::name("name"), bind::value(name)),
                input(type("checkbox"), bind::checked(agreed)),
                select(bind::value(plan), option(value("free"), "Free"), option(value("pro"), "Pro")),
                button(disabled([=] { return !ready(); }), "Sign up"),
                show(
                    ready, [=] { return p(id("hint"), "Hello, ", name, ": ", plan); },
                    [] { return p(id("hint"), "Your name, please."); }));
}
// end

// snippet: shared
struct Cart {
    Signal<int> items{0};
    void add() const {
        items.update([](int& n) { ++n; });
    }
};

View badge() {
    const Cart* cart = use_context<Cart>();
    return span(cls("badge"), cart->items);
}

View shop() {
    Cart cart;
    provide_context(cart);  // for everything that is made below
    return fragment(badge(), button(on::click([=] { cart.add(); }), "buy"));
}
// end

// snippet: clock
Task<void> tick(Signal<int> seconds) {
    while (true) {
        co_await sleep(1s);
        seconds.update([](int& n) { ++n; });
    }
}

View clock() {
    Signal seconds{0};
    spawn(tick(seconds));  // is cancelled when the view ends
    return output(seconds);
}
// end

struct Visit {
    TestLoop loop;
    browser::Installed browser{{.core = &loop}};
    TestPage page{"<div id=\"app\"></div>"};
    dom::Mounted mounted;

    explicit Visit(View (*component)()) : mounted(dom::mount("app", component)) { dom::flush(); }
    ~Visit() {
        mounted.unmount();
        dom::flush();
    }
};

TEST(signals, change_only_what_reads_them) {
    Visit visit(basket);
    EXPECT_EQ(visit.page.html(),
              "<div id=\"app\"><p>count: 1</p><p>total: 120</p><p>120 each</p><button>one more</button></div>");
    for (int i = 0; i < 4; ++i) visit.page.find("button").click();
    EXPECT_EQ(visit.page.html(), "<div id=\"app\"><p>count: 5</p><p>total: 500</p><p class=\"many\">100 "
                                 "each</p><button>one more</button></div>");
}

TEST(bindings, follow_both_ways) {
    Visit visit(sign_up);
    EXPECT_EQ(visit.page.find("#hint").text(), "Your name, please.");
    visit.page.find("input[name=name]").type("Ada");
    visit.page.find("input[type=checkbox]").check();
    visit.page.find("select").choose("pro");
    EXPECT_EQ(visit.page.find("#hint").text(), "Hello, Ada: pro");
    visit.page.find("form").submit();
    EXPECT_EQ(visit.page.find("#hint").text(), "Your name, please.");
    EXPECT_TRUE(visit.page.has_focus(visit.page.find("input[name=name]")));
}

TEST(contexts, are_found_below) {
    Visit visit(shop);
    visit.page.find("button").click();
    EXPECT_EQ(visit.page.find(".badge").text(), "1");
}

TEST(tasks, end_with_the_view) {
    Visit visit(clock);
    visit.loop.run([]() -> Task<void> { co_await sleep(3500ms); }()).value();
    dom::flush();
    EXPECT_EQ(visit.page.find("output").text(), "3");
}

}  // namespace
