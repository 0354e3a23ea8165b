// Broken operation buffers and impossible wishes of a test fail with a text that says where and why.
#include <initializer_list>

#include <gtest/gtest.h>

#include "kaon/ui/dom/testing/failure.hpp"
#include "kaon/ui/dom/testing/page.hpp"

namespace {

using kaon::dom::testing::Failure;
using kaon::dom::testing::TestPage;

template <class F>
std::string failure_of(F act) {
    try {
        act();
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "nothing failed";
}

std::string failure_of(std::initializer_list<std::uint32_t> words, std::string_view text) {
    TestPage page("<div id=app></div>", nullptr);
    return failure_of([&] { page.apply(std::data(words), static_cast<std::uint32_t>(words.size()), text); });
}

TEST(test_page, says_what_is_wrong_with_a_batch) {
    struct Case {
        std::initializer_list<std::uint32_t> words;
        std::string_view text, expected;
    };
    const Case cases[] = {
        {{0}, "", "operation 1 of the batch, at word 0 (none): 0 is no operation"},
        {{99}, "", "operation 1 of the batch, at word 0: 99 is no operation"},
        {{23}, "", "operation 1 of the batch, at word 0 (remove): the batch ends within it"},
        {{23, 5}, "", "operation 1 of the batch, at word 0 (remove): handle 5 is no node"},
        {{23, 0}, "", "operation 1 of the batch, at word 0 (remove): handle 0 is no node"},
        {{23, 0xFFFFFFFF}, "", "operation 1 of the batch, at word 0 (remove): handle 4294967295 is no node"},
        {{1, 1, 0, 3},
         "é",
         "operation 1 of the batch, at word 0 (name): a text at 0 of length 3 is not within the 1 "
         "units of the batch"},
        {{1, 1, 0xFFFFFFFF, 0xFFFFFFFF},
         "a",
         "operation 1 of the batch, at word 0 (name): a text at 4294967295 of "
         "length 4294967295 is not within the 1 units of the batch"},
        {{2, 1, 0, 3, 13, 1, 7}, "app", "operation 2 of the batch, at word 4 (attribute_off): name 7 was never given"},
        {{2, 1, 0, 2}, "ap", "operation 1 of the batch, at word 0 (root): there is no element with the id \"ap\""},
        {{2, 0, 0, 3}, "app", "operation 1 of the batch, at word 0 (root): handle 0 cannot be given"},
        {{4, 0, 1}, "p", "operation 1 of the batch, at word 0 (open): no template is under construction"},
        {{3, 1, 0, 3, 2, 0},
         "",
         "operation 2 of the batch, at word 3 (define): another template is under construction"},
        {{3, 1, 0, 4, 0, 1, 7},
         "p",
         "operation 3 of the batch, at word 6 (close): a template is not complete at the end of the batch"},
        {{3, 1, 0, 6, 5, 0},
         "",
         "operation 2 of the batch, at word 3 (slot): the slot is about an element, but none is open"},
        {{3, 1, 0, 6, 77, 0}, "", "operation 2 of the batch, at word 3 (slot): slots of kind 77 do not exist"},
        {{3, 1, 0, 13, 0, 1}, "", "operation 2 of the batch, at word 3 (attribute_off): no element is open"},
        {{3, 1, 0, 4, 0, 1, 6, 6, 9}, "p", "operation 3 of the batch, at word 6 (slot): name 9 was never given"},
        {{3, 1, 0, 7, 23, 0}, "", "operation 3 of the batch, at word 4 (remove): handle 0 is no node"},
        {{8, 9, 1, 0, 0}, "", "operation 1 of the batch, at word 0 (instance): template 9 was never defined"},
        {{2, 1, 0, 3, 22, 1, 1, 0},
         "app",
         "operation 2 of the batch, at word 4 (before): the node cannot stand inside "
         "itself"},
        {{30, 1, 3}, "", "operation 1 of the batch, at word 0 (adopt): node 3 is not in the snapshot"},
        {{29, 3, 0, 0}, "", "operation 1 of the batch, at word 0 (log): there is no such level"},
    };
    for (const Case& one : cases) EXPECT_EQ(failure_of(one.words, one.text), one.expected);
}

TEST(test_page, says_what_a_test_asks_for_in_vain) {
    TestPage page("<p class=a>1</p><p>2</p><input disabled>", nullptr);
    EXPECT_EQ(failure_of([&] { page.find("b"); }),
              "\"b\" fits no element of\n<head></head><body><p class=\"a\">1</p><p>2</p><input disabled=\"\"></body>");
    EXPECT_EQ(failure_of([&] { page.find("p"); }), "\"p\" fits 2 elements:\n<p class=\"a\">1</p>\n<p>2</p>");
    EXPECT_TRUE(failure_of([&] { page.find("p:hover"); }).starts_with("the selector \"p:hover\" is none"));
    EXPECT_TRUE(failure_of([&] { page.find("p >"); }).starts_with("the selector \"p >\" is none"));
    EXPECT_EQ(failure_of([&] { page.find("input").type("x"); }),
              "the field takes no text: it is disabled or read-only");
    EXPECT_EQ(failure_of([&] { page.find(".a").type("x"); }), "<p> is no field that takes text");
}

TEST(test_page, finds_by_every_kind_of_selector) {
    TestPage page("<main id=m><ul class='x y'><li data-k=1>a</li><li data-k='2 3'><b>b</b></li></ul></main>", nullptr);
    EXPECT_EQ(page.find("#m ul.x.y li[data-k=1]").text(), "a");
    EXPECT_EQ(page.find("[data-k=\"2 3\"] > b").text(), "b");
    EXPECT_EQ(page.find_all("ul > li").size(), 2u);
    EXPECT_FALSE(page.has("main > li"));
    EXPECT_TRUE(page.has("main li"));
}

TEST(test_page, records_what_a_browser_does_by_itself) {
    TestPage page("<form action=/go method=post><input name=a><label>x <input type=checkbox name=c></label>"
                  "<button name=b value=1>send</button></form><a href=/away><i>go</i></a>",
                  nullptr);
    page.find("label").click();
    page.find("[name=a]").type("é").key("Enter");
    ASSERT_EQ(page.submitted().size(), 1u);
    EXPECT_EQ(page.submitted()[0].action, "/go");
    EXPECT_EQ(page.submitted()[0].method, "post");
    EXPECT_EQ(page.submitted()[0].json, R"({"a":"é","c":"on","b":"1"})");
    page.find("i").click();
    EXPECT_EQ(page.followed(), std::vector<std::string>{"/away"});
}

}  // namespace
