// HTML is read as a browser reads it: what Chromium makes of each text, as its innerHTML.
#include <gtest/gtest.h>

#include "kaon/ui/dom/testing/parse_html.hpp"
#include "kaon/ui/dom/testing/write_html.hpp"

namespace {

using namespace kaon::dom::testing;

struct Case {
    std::string_view html, body;
};

TEST(parse_html, reads_pages_as_a_browser_does) {
    const Case cases[] = {
        {"<!doctype html><html lang=en><head><title>a &amp; b</title></head><body class=x><p>1</body></html>",
         "<p>1</p>"},
        {"<p>a<p>b<div>c</div>", "<p>a</p><p>b</p><div>c</div>"},
        {"<p>a</div>b</p></p>c", "<p>ab</p><p></p>c"},
        {"<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"},
        {"<ul><li>a<table><tr><td>b<li>c</table><li>d</ul>",
         "<ul><li>a<table><tbody><tr><td>b<li>c</li></td></tr></tbody></table></li><li>d</li></ul>"},
        {"<dl><dt>a<table><tr><td><dd>b</table><dd>c</dl>",
         "<dl><dt>a<table><tbody><tr><td><dd>b</dd></td></tr></tbody></table></dt><dd>c</dd></dl>"},
        {"<ul><li><div><li>b</ul>", "<ul><li><div></div></li><li>b</li></ul>"},
        {"<ul><li><section><li>b</ul>", "<ul><li><section><li>b</li></section></li></ul>"},
        {"<table><tr><b>x<td>y</td></b></tr></table>z", "<b>x</b><table><tbody><tr><td>y</td></tr></tbody></table>z"},
        {"<table><tr><td>1<td>2<tr><td>3</table>",
         "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>"},
        {"<table><tr><td>1</td></tr>x<b>y</b></table>z", "x<b>y</b><table><tbody><tr><td>1</td></tr></tbody></table>z"},
        {"<div><tr><td>1</td></tr></div>", "<div>1</div>"},
        {"<select><option>a<option selected>b</select>",
         "<select><option>a</option><option selected=\"\">b</option></select>"},
        {"<textarea>\n\na<b></textarea>", "<textarea>\na&lt;b&gt;</textarea>"},
        {"<div><script>a<b && '</div>'</script></div>", "<div><script>a<b && '</div>'</script></div>"},
        {"&lt;&#65;&#x1F600;&nbsp;&bogus; &", "&lt;A😀&nbsp;&amp;bogus; &amp;"},
        {"<a href='x' HREF=y title=a&quot;b>1</A>", "<a href=\"x\" title=\"a&quot;b\">1</a>"},
        {"<br/><input value=a>b<img>", "<br><input value=\"a\">b<img>"},
        {"<!-- a --><!-->b<!---->c", "b<!---->c"},
        {"<svg viewBox='0 0 1 1'><path d=M0/><g/>t</svg><p/>u",
         "<svg viewBox=\"0 0 1 1\"><path d=\"M0/\"><g></g>t</path></svg><p>u</p>"},
        {"a<1 <", "a&lt;1 &lt;"},
        {"<p", ""},
        {"<div a=", ""},
        {"</b></table>x", "x"},
    };
    for (const Case& one : cases) {
        Tree tree;
        EXPECT_EQ(inner_html(*parse_page(tree, one.html)->last), one.body) << one.html;
    }
}

// Found by fuzzing: an item that closes one in front of a table, with another table in it.
TEST(parse_html, closes_what_was_put_in_front_of_its_table) {
    Tree tree;
    const std::string page = outer_html(*parse_page(tree, "<table><tr><q><li><table><l><li></tr>end"));
    EXPECT_NE(page.find("end"), page.npos);
}

TEST(parse_html, takes_a_deep_page) {
    std::string deep;
    for (int i = 0; i < 5000; ++i) deep += "<div>";
    Tree tree;
    EXPECT_EQ(outer_html(*parse_page(tree, deep)).size(),
              std::string_view("<html><head></head><body></body></html>").size() +
                  5000 * std::string_view("<div></div>").size());
}

}  // namespace
