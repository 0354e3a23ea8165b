// Building views: elements, attributes, components, lists, and how long they live.
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/select.h>
#include <unistd.h>

#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"

using namespace kaon;
using namespace kaon::html;

namespace {

View card(std::string_view heading, const Children& inside) { return section(cls("card"), h2(heading), inside); }

struct Field {
    std::string name, value, error;
};
View text_field(std::string_view caption, const Field& field) {
    const bool bad = !field.error.empty();
    return div(cls("field"), cls("bad", bad), label(for_(field.name), caption),
               input(id(field.name), name(field.name), value(field.value), maxlength(80), required(),
                     aria("invalid", bad), when(bad, aria("describedby", field.name + "-error"))),
               when(bad, [&] { return p(id(field.name + "-error"), cls("error"), field.error); }));
}

}  // namespace

TEST(view, elements_attributes_and_text_become_html) {
    EXPECT_EQ(render(div(id("x"), "Hello, ", b("Ann"), '!', 17, -2L, 2.5, " ", 7u)),
              "<div id=\"x\">Hello, <b>Ann</b>!17-22.5 7</div>");
    EXPECT_EQ(render(p()), "<p></p>");
    EXPECT_EQ(render(br()), "<br>");
    EXPECT_EQ(render(View{}), "");
    EXPECT_EQ(render(fragment("a", i("b"), "c")), "a<i>b</i>c");
    EXPECT_EQ(render(text("a < b")), "a &lt; b");
    EXPECT_EQ(render(p(U'\u0416', u8"x"[0] == 'x' ? "yes" : "no")), "<p>\u0416yes</p>");
}

TEST(view, attributes_may_stand_anywhere_and_come_first) {
    EXPECT_EQ(
        render(a("Home", href("/"), cls("tab"), " page", cls("active", true), cls("red", false), target("_blank"))),
        "<a href=\"/\" class=\"tab active\" target=\"_blank\">Home page</a>");
}

TEST(view, bools_and_optionals_decide_whether_an_attribute_is_there) {
    const std::optional<std::string> none, some = "s";
    const std::optional<int> number = 3;
    EXPECT_EQ(
        render(input(required(), disabled(false), checked(true), value(none), placeholder(some), maxlength(number),
                     aria("invalid", false), data("on", true), attr("x-flag", true))),
        "<input required checked placeholder=\"s\" maxlength=\"3\" aria-invalid=\"false\" data-on=\"true\" x-flag>");
    EXPECT_EQ(render(p(none, some, number)), "<p>s3</p>");
}

TEST(view, a_form_shows_errors_beside_its_fields) {
    EXPECT_EQ(
        render(form(method("post"), action("/users"), text_field("Mail", {"mail", "a\"b", "is not an address"}))),
        "<form method=\"post\" action=\"/users\"><div class=\"field bad\"><label for=\"mail\">Mail</label>"
        "<input id=\"mail\" name=\"mail\" value=\"a&quot;b\" maxlength=\"80\" required aria-invalid=\"true\" "
        "aria-describedby=\"mail-error\"><p id=\"mail-error\" class=\"error\">is not an address</p></div></form>");
}

TEST(view, components_take_children) {
    EXPECT_EQ(render(card("T", {p("1"), "2", p("3")})),
              "<section class=\"card\"><h2>T</h2><p>1</p>2<p>3</p></section>");
    EXPECT_EQ(render(card("T", em("x"))), "<section class=\"card\"><h2>T</h2><em>x</em></section>");
    EXPECT_EQ(render(card("T", "plain")), "<section class=\"card\"><h2>T</h2>plain</section>");
    EXPECT_EQ(render(card("T", {})), "<section class=\"card\"><h2>T</h2></section>");
}

TEST(view, when_builds_only_what_is_chosen) {
    int built = 0;
    const auto build = [&] { return b(++built); };
    EXPECT_EQ(render(p(when(true, build), when(false, build), when(false, build, build), when(false, em("no")))),
              "<p><b>1</b><b>2</b></p>");
    EXPECT_EQ(built, 2);
    EXPECT_EQ(render(p(when(false, cls("x")), when(true, i("a"), b("c")))), "<p><i>a</i></p>");
}

TEST(view, each_keeps_the_order_of_any_range) {
    const std::map<std::string, int> ages{{"Ann", 30}, {"Bob", 41}};
    EXPECT_EQ(render(ul(each(ages, [](const auto& entry) { return li(entry.first, ": ", entry.second); }))),
              "<ul><li>Ann: 30</li><li>Bob: 41</li></ul>");
    EXPECT_EQ(render(ol(each(std::vector{"a", "b"}, [](auto s, std::size_t at) { return li(at, s); }))),
              "<ol><li>0a</li><li>1b</li></ol>");
    EXPECT_EQ(render(p(each(std::vector<std::string>{"x", "<"}, [](const auto& s) { return s; }))), "<p>x&lt;</p>");
    EXPECT_EQ(render(p(each(std::vector<int>{}, [](int n) { return n; }))), "<p></p>");
}

TEST(view, sixteen_arguments_and_then_fragments) {
    EXPECT_EQ(render(p(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, fragment(6, 7, 8))), "<p>123456789012345678</p>");
}

TEST(view, elements_of_your_own_are_checked) {
    EXPECT_EQ(render(element("my-chart", data("points", "1,2"), "x")), "<my-chart data-points=\"1,2\">x</my-chart>");
    EXPECT_EQ(render(svg(attr("viewBox", "0 0 1 1"), element("linearGradient"))),
              "<svg viewBox=\"0 0 1 1\"><linearGradient></linearGradient></svg>");
    EXPECT_EQ(render(element(std::string("x-") + "y", "z")), "<x-y>z</x-y>");
    for (const char* bad : {"", "a b", "script", "SCRIPT", "1x", "x>", "x/", "iframe", "style", "textarea", "br"}) {
        EXPECT_EQ(render(p(element(std::string_view(bad), "z"))), "<p></p>") << bad;
    }
}

TEST(view, attribute_names_from_run_time_are_checked) {
    const auto with = [](const std::string& name) { return render(p(attr(name, "v"))); };
    EXPECT_EQ(with("data-x"), "<p data-x=\"v\"></p>");
    for (const char* bad :
         {"", "on", "onclick", "ONclick", "style", "Style", "srcdoc", "a b", "a=b", "a>", "\"", "a\n", "1"}) {
        EXPECT_EQ(with(bad), "<p></p>") << bad;
    }
    EXPECT_EQ(with(std::string(300, 'a')), "<p></p>");
    EXPECT_EQ(render(p(attr(std::string("HREF"), "javascript:x"))), "<p HREF=\"#\"></p>");
}

TEST(view, page_writes_the_frame_of_a_document) {
    EXPECT_EQ(render(page({.lang = "ru", .title = "A<B", .head = link(rel("stylesheet"), href("/app.css"))},
                          cls("dark"), p("x"))),
              "<!doctype html>\n<html lang=\"ru\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
              "content=\"width=device-width, initial-scale=1\"><title>A&lt;B</title><link rel=\"stylesheet\" "
              "href=\"/app.css\"></head><body class=\"dark\"><p>x</p></body></html>");
}

TEST(view, names_of_libc_and_of_elements_live_together) {
    const std::div_t quotient = div(7, 2);
    EXPECT_EQ(quotient.quot, 3);
    EXPECT_GT(time(nullptr), 0);
    EXPECT_EQ(link("/nowhere/a", "/nowhere/b"), -1);
    timeval soon{0, 1};
    EXPECT_EQ(select(0, nullptr, nullptr, nullptr, &soon), 0);
    EXPECT_EQ(render(div(time("2026"), select(option("a")), s("b"), var("c"))),
              "<div><time>2026</time><select><option>a</option></select><s>b</s><var>c</var></div>");
    EXPECT_EQ(render(link(rel("icon"), href("/i"))), "<link rel=\"icon\" href=\"/i\">");
}

TEST(view, owns_its_text_and_outlives_what_built_it) {
    View kept;
    {
        std::string name = "temporary name that is too long for a small string";
        char local[] = "local";
        kept =
            p(name, std::string("!") + name, local, std::string_view(name).substr(0, 4), cls(std::string("c") + name));
        name.assign(100, 'x');
        local[0] = 'X';
    }
    for (int round = 0; round < 100; ++round) (void)render(div("noise", std::string(1000, 'n')));
    const std::string expected = "temporary name that is too long for a small string";
    EXPECT_EQ(render(kept), "<p class=\"c" + expected + "\">" + expected + "!" + expected + "localtemp</p>");
}

TEST(view, copies_share_and_parts_survive_the_whole) {
    View part;
    std::string before;
    {
        View whole;
        {
            const View inner = em("inner", std::string(50, 'i'));
            part = inner;
            whole = div(inner, inner);
        }
        before = render(whole);
    }
    EXPECT_EQ(before, "<div>" + render(part) + render(part) + "</div>");
}

// A closure lies in the block of its view; a block that held a view of itself would never be freed.
TEST(view, closures_may_hold_views_made_just_before) {
    const auto alive = std::make_shared<int>(1);
    {
        const View inner = em("inner", [alive] { return *alive; });
        const View outer = div([alive] { return *alive; }, [inner, alive] { return inner; }, inner);
        EXPECT_EQ(render(outer), "<div>1<em>inner1</em><em>inner1</em></div>");
        ViewList list;
        list.add([inner, alive] { return inner; });
        list.add("last");
        EXPECT_EQ(render(list.view()), "<em>inner1</em>last");
    }
    for (int round = 0; round < 100; ++round) (void)render(div("noise", std::string(1000, 'n')));
    EXPECT_EQ(alive.use_count(), 1);
}

TEST(view, a_literal_under_a_name_from_run_time_keeps_the_name) {
    View kept;
    {
        const std::string name = "data-of-a-name-that-is-too-long-for-a-small-string";
        kept = div(attr(name, "literal"));
    }
    for (int round = 0; round < 100; ++round) (void)render(div("noise", std::string(1000, 'n')));
    EXPECT_EQ(render(kept), "<div data-of-a-name-that-is-too-long-for-a-small-string=\"literal\"></div>");
}

TEST(view, big_pages_span_many_blocks) {
    const std::string big(100'000, 'b');  // larger than a block
    ViewList rows;
    for (int i = 0; i < 5000; ++i)
        rows.add(tr(td(i), td("name ", std::to_string(i)), when(i == 2500, [&] { return td(big); })));
    const View all = table(rows.view());
    const std::string html = render(all);
    EXPECT_EQ(html.substr(0, 52), "<table><tr><td>0</td><td>name 0</td></tr><tr><td>1</");
    EXPECT_TRUE(html.ends_with("<tr><td>4999</td><td>name 4999</td></tr></table>"));
    EXPECT_NE(html.find(big), std::string::npos);
}

TEST(view, deep_views_need_no_stack) {
    View deep = span("x");
    for (int i = 0; i < 200'000; ++i) deep = span(std::move(deep));
    EXPECT_EQ(render(deep).size(), 1 + 200'001u * std::string("<span></span>").size());
}

TEST(view, threads_build_share_and_drop_views_of_each_other) {
    std::vector<View> views(4);
    const View shared = b("shared");
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < views.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i) views[t] = div(shared, std::move(views[t]), "n", t);
        });
    }
    for (auto& thread : threads) thread.join();
    const View together = fragment(views[0], views[1], views[2], views[3]);
    const std::string html = render(together);
    threads.clear();
    for (auto& view : views) {
        threads.emplace_back([&view, &together] {
            const View mine = p(view, together);
            view = {};
            EXPECT_FALSE(render(mine).empty());
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(render(together), html);
}
