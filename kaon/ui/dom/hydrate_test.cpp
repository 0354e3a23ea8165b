// Hydration: the server's markup comes alive, what was typed stays, and damage is mended where it is.
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/signal/signal.hpp"
#include "kaon/ui/dom/hydrate.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"

namespace kaon::inline v0 {
namespace {

using namespace html;
using dom::testing::TestPage;

struct Item {
    int id;
    std::string name;
};

struct Props {
    std::vector<Item> items{{1, "one"}, {2, "two"}, {3, "three"}};
    bool open = true;
};

View app(const Props& props) {
    Signal<std::vector<Item>> items{props.items};
    Signal<std::string> name{"Ann"};
    Signal<bool> open{props.open};
    Signal<int> count{0};
    return main_(cls("page"), cls("busy", [=] { return count() > 0; }), id("main"), h1("Hello, ", name, "!"),
                 input(id("name"), bind::value(name)),
                 button(id("more"), on::click([=] { count.update([](int& n) { ++n; }); }), "Count: ", count),
                 show(
                     open, [=] { return p(cls("open"), "open ", count); }, [] { return span("shut"); }),
                 ul(each(
                     items, [](const Item& item) { return item.id; },
                     [=](const Item& item) {
                         return li(data("id", item.id), item.name,
                                   button(on::click([=, id = item.id] {
                                              items.update([=](auto& all) {
                                                  std::erase_if(all, [=](const Item& i) { return i.id == id; });
                                              });
                                          }),
                                          "x"));
                     })),
                 footer(button(id("toggle"), on::click([=] { open.update([](bool& b) { b = !b; }); }), "toggle")));
}

std::string server_html(const Props& props = {}) {
    Owner owner;
    return owner.with([&] { return render(app(props)); });
}

struct Hydrated : TestPage {
    explicit Hydrated(const std::string& inside, const Props& props = {})
        : TestPage("<div id=\"app\">" + inside + "</div>") {
        if (prepare) prepare(*this);
        dom::hydrate("app", [&] { return app(props); });
        dom::flush();
    }
    static inline void (*prepare)(TestPage&) = nullptr;

    // The page works: each handler does what it should.
    void check_alive() {
        find("#more").click();
        EXPECT_EQ(find("#more").text(), "Count: 1");
        EXPECT_TRUE(find("main").has_class("busy"));
        EXPECT_EQ(find("p.open").text(), "open 1");
        find("#name").type("Bob");
        EXPECT_EQ(find("h1").text(), "Hello, Bob!");
        find_all("li button")[1].click();
        EXPECT_EQ(find("ul").text(), "onexthreex");
        find("#toggle").click();
        EXPECT_EQ(find("main span").text(), "shut");
        EXPECT_FALSE(has("p.open"));
    }
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

TEST(hydrate, takes_over_what_the_server_sent_without_changing_it) {
    const std::string sent = server_html();
    Hydrated page(sent);
    EXPECT_EQ(page.log_text(), "");
    EXPECT_EQ(page.find("main").text(), "Hello, Ann!Count: 0open 0onextwoxthreextoggle");
    page.check_alive();
}

TEST(hydrate, keeps_what_was_typed_before) {
    Hydrated::prepare = [](TestPage& page) { page.find("#name").type("Early"); };
    Hydrated page(server_html());
    Hydrated::prepare = nullptr;
    EXPECT_EQ(page.find("#name").value(), "Early");
    EXPECT_EQ(page.find("h1").text(), "Hello, Early!");
    EXPECT_EQ(page.log_text(), "");
}

TEST(hydrate, leaves_data_scripts_and_styles_as_the_server_wrote_them) {
    const auto component = [](std::string_view json) {
        return div(json_script("data", json), style(trusted_css("p{color:red}")), p("x"));
    };
    const std::string json = R"({"html":"</script><p>"})";
    const std::string sent = render(component(json));
    TestPage page("<div id=\"app\">" + sent + "</div>");
    dom::hydrate("app", [&] { return component(json); });
    dom::flush();
    EXPECT_EQ(page.log_text(), "");
    EXPECT_EQ(page.html("#app"), "<div id=\"app\">" + sent + "</div>");
}

TEST(hydrate, takes_what_noscript_holds_as_the_text_that_it_is_there) {
    Signal<int> count{1};
    const auto component = [=] {
        return div(noscript(cls("plain"), button("Send ", count), p([=] { return count(); })), p("after ", count));
    };
    const std::string sent = render(component());
    TestPage page("<div id=\"app\">" + sent + "</div>");
    dom::hydrate("app", component);
    dom::flush();
    EXPECT_EQ(page.log_text(), "");
    EXPECT_EQ(page.html("#app"), "<div id=\"app\">" + sent + "</div>");
    count.set(2);
    dom::flush();
    EXPECT_EQ(page.find("div > p").text(), "after 2");
    EXPECT_FALSE(page.has("button"));
}

TEST(hydrate, leaves_out_what_noscript_holds_where_a_view_is_made_in_the_page) {
    Signal<int> count{1};
    TestPage page("<div id=\"app\"></div>");
    dom::mount("app", [=] { return div(noscript(button("Send ", count)), p("after ", count)); });
    dom::flush();
    EXPECT_EQ(page.html("#app"), "<div id=\"app\"><div><noscript></noscript><p>after 1</p></div></div>");
}

struct Damage {
    const char* name;
    const char* from;
    const char* to;
    const char* reported;  // part of the line; null: nothing is said
};

class damaged : public testing::TestWithParam<Damage> {};

TEST_P(damaged, page_is_mended_and_alive) {
    const Damage& damage = GetParam();
    Hydrated page(replaced(server_html(), damage.from, damage.to));
    if (!damage.reported) {
        EXPECT_EQ(page.log_text(), "");
    } else {
        ASSERT_FALSE(page.log().empty());
        EXPECT_NE(page.log()[0].find(damage.reported), std::string::npos) << page.log()[0];
    }
    EXPECT_EQ(page.find("h1").text(), "Hello, Ann!");
    EXPECT_EQ(page.find("ul").text(), "onextwoxthreex");
    page.check_alive();
}

INSTANTIATE_TEST_SUITE_P(
    hydrate, damaged,
    testing::Values(Damage{"another_text", "Hello, Ann!", "Hello, Eve!", "expected \"Ann\", found \"Eve!\""},
                    Damage{"a_text_is_gone", "Hello, Ann!", "", "found nothing"},
                    Damage{"another_element", "<footer>", "<aside>", "<footer>"},
                    Damage{"an_element_is_gone", "<button id=\"more\">Count: 0</button>", "", "<button>"},
                    Damage{"a_row_is_gone", "<li data-id=\"2\">two<button>x</button></li>", "", "data-id"},
                    Damage{"a_row_too_many", "<li data-id=\"2\">",
                           "<li data-id=\"9\">nine<button>x</button></li><li data-id=\"2\">", "data-id"},
                    Damage{"another_attribute", "data-id=\"3\"", "data-id=\"4\"", "data-id=\"3\""},
                    Damage{"a_class_is_gone", "class=\"open\"", "", "class open"},
                    Damage{"the_other_branch", "<p class=\"open\">open 0</p>", "<span>shut</span>", "<p>"},
                    Damage{"the_inside_of_a_row", "two<button>x</button>", "two", "<button>"},
                    Damage{"a_stale_element", "<ul>", "<p class=\"error\">stale</p><ul>", "error"},
                    Damage{"a_foreign_element", "<ul>", "<grammar-check></grammar-check><ul>", nullptr},
                    Damage{"comments_and_blanks", "<ul>", "<!-- by a proxy -->\n<ul><!-- x -->", nullptr},
                    Damage{"everything", "<main class=\"page\" id=\"main\">",
                           "<section><main class=\"page\" id=\"main\">", "<main>"}),
    [](const auto& info) { return std::string(info.param.name); });

struct Beside {
    const char* name;
    View (*view)();
};

TEST(hydrate, keeps_trusted_html_wherever_it_stands) {
    const auto last = [] { return div(p("y"), trusted_html("<p>x</p>")); };
    const auto first = [] { return div(trusted_html("<p>x</p>"), p("y"), "z"); };
    const auto in_text = [] { return p("a", trusted_html(std::string("x <b>c</b>")), "z"); };
    const auto in_region = [] {
        return div(show([] { return true; }, [] { return fragment(trusted_html("<i>1</i>"), b("2")); }), "t");
    };
    for (const auto& [name, view] :
         {Beside{"last", last}, {"first", first}, {"text", in_text}, {"region", in_region}}) {
        Owner owner;
        TestPage mounted("<div id=\"app\"></div>");
        dom::mount("app", view);
        dom::flush();
        const std::string expected = mounted.find("#app").text();
        TestPage page("<div id=\"app\">" + owner.with([&] { return render(view()); }) + "</div>");
        dom::hydrate("app", view);
        dom::flush();
        EXPECT_EQ(page.find("#app").text(), expected) << name;
    }
}

TEST(hydrate, only_the_boundary_that_differs_is_made_anew) {
    std::string sent = replaced(server_html(), "two<button>x</button>", "two");
    sent = replaced(sent, "<h1>", "<h1 data-untouched>");
    Hydrated page(sent);
    EXPECT_TRUE(page.has("h1[data-untouched]"));
    EXPECT_EQ(page.find_all("li").size(), 3u);
    page.check_alive();
}

TEST(hydrate, cuts_what_is_nested_too_deep_and_lives) {
    const auto deep = [] {
        Signal<int> count{0};
        View view = button(id("deepest"), on::click([=] { count.set(1); }), count);
        for (int i = 0; i < 600; ++i) view = div(std::move(view));
        return main_(button(id("count"), on::click([=] { count.update([](int& n) { ++n; }); }), count),
                     std::move(view));
    };
    Owner owner;
    TestPage page("<div id=\"app\">" + owner.with([&] { return render(deep()); }) + "</div>");
    dom::hydrate("app", deep);
    dom::flush();
    page.find("#count").click();
    EXPECT_EQ(page.find("#count").text(), "1");
    EXPECT_FALSE(page.has("#deepest"));
}

TEST(hydrate, keeps_nothing_of_a_row_that_it_made_anew) {
    const auto alive = std::make_shared<int>(0);
    std::string heard;
    TestPage page("<div id=\"app\"><ul><li><b>one</b></li><li><i>2</i></li></ul></div>");
    dom::Mounted mounted = dom::hydrate("app", [&] {
        Signal<std::string> suffix{"!"};
        return ul(each([=] { return std::vector<int>{1, 2}; }, [](int item) { return item; },
                       [&, suffix](int item) {
                           return li(
                               button(on::click([&heard, alive, suffix, item] {
                                          heard += std::to_string(item);
                                          suffix.set("?");
                                      }),
                                      id("b" + std::to_string(item))),
                               [alive, item] { return item; }, suffix);
                       }));
    });
    EXPECT_EQ(page.find("#app").text(), "1!2!");
    EXPECT_FALSE(page.log().empty());
    page.find("#b2").click();
    EXPECT_EQ(heard, "2");
    EXPECT_EQ(page.find("#app").text(), "1?2?");
    mounted.unmount();
    EXPECT_EQ(alive.use_count(), 1);
}

}  // namespace
}  // namespace kaon::inline v0
