// Escaping by place, hostile URLs and code, and rendering in chunks with awaited parts.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/coro/test_loop.hpp"
#include "kaon/coro/time.hpp"
#include "kaon/ui/ssr/escape.hpp"
#include "kaon/ui/ssr/render_stream.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/ui/url.hpp"

using namespace kaon;
using namespace kaon::html;

TEST(escape, text_and_attributes) {
    const std::string_view nul("a\0b", 3);
    struct Case {
        std::string_view in, text, attribute;
    };
    const Case cases[] = {
        {"<b>&\"'", "&lt;b&gt;&amp;\"'", "&lt;b&gt;&amp;&quot;&#39;"},
        {nul,
         "a\xEF\xBF\xBD"
         "b",
         "a\xEF\xBF\xBD"
         "b"},
        {"\xD0\x96\xF0\x9F\x98\x80", "\xD0\x96\xF0\x9F\x98\x80", "\xD0\x96\xF0\x9F\x98\x80"},
        {"\xC0\xBC\xE2\x82<", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD&lt;",
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD&lt;"},
        {"sixteen plain by\xD0\x96tes and then <", "sixteen plain by\xD0\x96tes and then &lt;",
         "sixteen plain by\xD0\x96tes and then &lt;"},
        {"0123456789abcd\xD0", "0123456789abcd\xEF\xBF\xBD", "0123456789abcd\xEF\xBF\xBD"},
    };
    for (const Case& c : cases) {
        std::string text, attribute;
        ui::append_text(text, c.in);
        ui::append_attribute(attribute, c.in);
        EXPECT_EQ(text, c.text);
        EXPECT_EQ(attribute, c.attribute);
    }
    // A literal goes the short way and must come out the same.
    EXPECT_EQ(render(p("<b>&\"'", tooltip("\"<'>"))), "<p title=\"&quot;&lt;&#39;&gt;\">&lt;b&gt;&amp;\"'</p>");
    EXPECT_EQ(render(p("\xE2\x82", "\xED\xA0\x80")),
              "<p>\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD</p>");
}

TEST(url, schemes_that_run_are_refused) {
    const std::string_view bad[] = {"javascript:alert(1)",
                                    "JaVaScRiPt:alert(1)",
                                    " javascript:x",
                                    "\x01\x1Fjavascript:x",
                                    "java\nscript:x",
                                    "java\tscript\r:x",
                                    "\n\t javascript\n:x",
                                    "vbscript:x",
                                    "data:text/html,<script>",
                                    "data:,x",
                                    "DATA:image/svg+xml,<svg onload=x>",
                                    "data:image/pngx,",
                                    "data: text/html",
                                    std::string_view("\0javascript:x", 13)};
    const std::string_view good[] = {"/",
                                     "",
                                     "#top",
                                     "?q=javascript:x",
                                     "/a:b",
                                     "a/javascript:x",
                                     "https://x.org/javascript:",
                                     "mailto:a@b.c",
                                     "tel:+1",
                                     "javascript",
                                     "javascript%3Aalert(1)",
                                     "data:image/png;base64,AA",
                                     "DaTa:ImAgE/GIF,x",
                                     "tg://resolve",
                                     "//x.org",
                                     "averyveryverylongscheme:x",
                                     "java script:x"};
    for (std::string_view url : bad) {
        EXPECT_FALSE(ui::is_safe_url(url)) << url;
        EXPECT_EQ(render(a(href(url))), "<a href=\"#\"></a>") << url;
    }
    for (std::string_view url : good) EXPECT_TRUE(ui::is_safe_url(url)) << url;
    const std::string script = "javascript:x";
    EXPECT_EQ(render(fragment(form(action(script)), button(formaction(script)), img(src(script)),
                              a(attr("xlink:href", script)))),
              "<form action=\"#\"></form><button formaction=\"#\"></button><img src=\"#\"><a xlink:href=\"#\"></a>");
    EXPECT_EQ(render(link(href(trusted_url("data:image/svg+xml,<svg/>")))),
              "<link href=\"data:image/svg+xml,&lt;svg/&gt;\">");
}

TEST(render, trusted_text_stays_inside_its_element) {
    EXPECT_EQ(render(div(trusted_html("<b>bold</b>"))), "<div><b>bold</b></div>");
    EXPECT_EQ(render(script(trusted_script("s='</SCRIPT>';t='<!--<script>'"), defer())),
              "<script defer>s='<\\/SCRIPT>';t='<\\!--<\\script>'</script>");
    EXPECT_EQ(render(style(trusted_css("a::after{content:'</style>'}"))),
              "<style>a::after{content:'<\\/style>'}</style>");
    EXPECT_EQ(render(json_script("d", R"({"a":"</script><!-- & \u2028"})")),
              R"(<script type="application/json" id="d">{"a":"\u003c/script\u003e\u003c!-- \u0026 \u2028"}</script>)");
}

TEST(render, keeps_the_line_break_that_parsers_drop) {
    EXPECT_EQ(render(textarea(name("t"), "\nfirst")), "<textarea name=\"t\">\n\nfirst</textarea>");
    EXPECT_EQ(render(textarea("</textarea><script>")), "<textarea>\n&lt;/textarea&gt;&lt;script&gt;</textarea>");
}

namespace {

View long_table(int rows) {
    ViewList list;
    for (int i = 0; i < rows; ++i) list.add(tr(td(i), td("a row of the table & more")));
    return table(list.view());
}

Task<std::vector<std::string>> collect(Stream<std::string> chunks) {
    std::vector<std::string> all;
    while (auto chunk = co_await chunks.next()) all.push_back(*std::move(chunk));
    co_return all;
}

std::string join(const std::vector<std::string>& chunks) {
    std::string all;
    for (const auto& chunk : chunks) all += chunk;
    return all;
}

Task<View> slow_part(std::string name) {
    co_await sleep(Duration::seconds(2));
    co_return p("part ", name);
}
Task<View> failing_part() {
    co_await Error(Errc::unavailable);
    co_return View{};
}
Stream<View> numbers(int count) {
    for (int i = 0; i < count; ++i) {
        if (i % 2) co_await sleep(Duration::seconds(1));
        co_yield li(i);
    }
}

}  // namespace

TEST(render_stream, gives_chunks_of_about_the_size_asked_for) {
    TestLoop loop;
    const std::string whole = render(long_table(1000));
    const auto chunks = loop.run(collect(render_stream(long_table(1000), {.chunk_size = 4096}))).value();
    EXPECT_EQ(join(chunks), whole);
    EXPECT_GT(chunks.size(), whole.size() / 4300);
    for (const auto& chunk : chunks) EXPECT_LT(chunk.size(), 4096u + 100);
    EXPECT_EQ(loop.run(collect(render_stream(View{}))).value().size(), 0u);
}

TEST(render_stream, sends_what_stands_before_an_awaited_part_first) {
    TestLoop loop;
    const auto chunks =
        loop.run(collect(render_stream(div(h1("Title"), suspense(slow_part("a")), hr(), suspense(slow_part("b"))))));
    ASSERT_TRUE(chunks);
    EXPECT_EQ(*chunks, (std::vector<std::string>{"<div><h1>Title</h1>", "<p>part a</p><hr>", "<p>part b</p></div>"}));
    EXPECT_EQ(loop.elapsed(), Duration::seconds(4));
}

TEST(render_stream, children_may_come_one_by_one) {
    TestLoop loop;
    const auto chunks = loop.run(collect(render_stream(ul(stream(numbers(4)), li("end")))));
    ASSERT_TRUE(chunks);
    // Slow ones are sent as they come, fast ones together.
    EXPECT_EQ(*chunks,
              (std::vector<std::string>{"<ul>", "<li>0</li><li>1</li>", "<li>2</li><li>3</li>", "<li>end</li></ul>"}));
}

TEST(render_stream, a_failed_part_shows_its_replacement_or_ends_the_page) {
    TestLoop loop;
    const auto shown = loop.run(collect(render_stream(div(suspense(failing_part(), {.failed = em("sorry")}), "end"))));
    EXPECT_EQ(join(shown.value()), "<div><em>sorry</em>end</div>");
    const auto ended = loop.run(collect(render_stream(div(suspense(failing_part())))));
    ASSERT_FALSE(ended);
    EXPECT_TRUE(ended.error().is(Errc::unavailable));
}

TEST(render_stream, parts_may_hold_views_and_be_dropped_unseen) {
    const auto wrap = [](View inside, std::string) -> Task<View> { co_return div(inside); };
    {
        const View dropped = p(suspense(wrap(b("x"), "frame"), {.meanwhile = i("wait"), .failed = u("no")}));
    }
    TestLoop loop;
    const View page = p(suspense(wrap(b("x"), "frame"), {.meanwhile = i("wait")}));
    EXPECT_EQ(render(page), "<p><i>wait</i></p>");
    EXPECT_EQ(loop.run(render_awaited(page)).value(), "<p><div><b>x</b></div></p>");
    EXPECT_EQ(loop.run(render_awaited(page)).value(), "<p></p>");  // awaited once
    {
        auto unfinished = render_stream(div(suspense(wrap(b("y"), "f"))));
    }
}
