// TestPage: a page without a browser. Components are mounted or hydrated in it, and a test does what a visitor does.
//
//   kaon::dom::testing::TestPage page("<div id=\"app\"></div>");
//   mount(...);                                          // whatever drives the page
//   page.find("button.primary").click();
//   EXPECT_EQ(page.find("output").text(), "1");
//   page.find("#name").type("Ada").key("Enter");
//   EXPECT_EQ(page.submitted().back().json, R"({"name":"Ada"})");
//
// It applies the operation buffers of kaon/ui/dom/ops.hpp as the glue does in a browser, but strictly: an operation
// that is broken throws a Failure which says where and why. Threads: one. Lifetime: an Element is good as long as its
// page. Not a browser: no layout, no validation of fields, styles are not normalised; see parse_html.hpp for HTML.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kaon/ui/dom/host.hpp"
#include "kaon/ui/dom/testing/state.hpp"

namespace kaon::inline v0::dom::testing {

// An element of the page, and what a visitor does with it. What is done to an element that is gone is a Failure.
class Element {
public:
    const Element& click() const;
    // Replaces what the field holds.
    const Element& type(std::string_view text) const;
    const Element& check() const;
    const Element& uncheck() const;
    // The option of this value.
    const Element& choose(std::string_view value) const;
    // Of the form, or the one around: as by a button that has no name.
    const Element& submit() const;
    // "Enter", "Escape", "a": https://www.w3.org/TR/uievents-key/; modifiers: alt 1, ctrl 2, meta 4, shift 8.
    const Element& key(std::string_view key, int modifiers = 0) const;
    const Element& focus() const;
    // Any other event, without a default action.
    const Element& dispatch(std::string_view event) const;

    std::string text() const;
    // Empty when there is none.
    std::string attribute(std::string_view name) const;
    bool has_attribute(std::string_view name) const;
    bool has_class(std::string_view word) const;
    std::string value() const;
    bool checked() const;
    std::string html() const;  // the element itself and what is inside
    // Inside of this one.
    Element find(std::string_view selector) const;
    bool operator==(const Element& other) const { return node_ == other.node_; }

private:
    friend class TestPage;
    Element(State& state, Node& node) : state_(&state), node_(&node) {}
    Node& node() const;
    State* state_;
    Node* node_;
};

class TestPage : public Host {
public:
    // A page of this HTML, a document or what is in its body, that the renderer of this thread drives until it ends.
    explicit TestPage(std::string_view html = "");
    // One that tells `callback` of its events and is not put to use.
    TestPage(std::string_view html, EventCallback callback);
    ~TestPage();
    TestPage(const TestPage&) = delete;
    TestPage& operator=(const TestPage&) = delete;

    void apply(const std::uint32_t* ops, std::uint32_t words, std::string_view text) override;
    std::string snapshot(std::string_view id) override;

    // The one element that fits: tag, #id, .class, [attribute=value], "outer inner", "outer > inner". None or several
    // are a Failure.
    Element find(std::string_view selector);
    std::vector<Element> find_all(std::string_view selector);
    bool has(std::string_view selector);

    std::string html();  // what is in the body
    std::string html(std::string_view selector);
    std::string document();
    // What the renderer wrote to the console: "text", "warning: text" or "error: text".
    const std::vector<std::string>& log() const;
    // Its lines in one text, so that a test shows them: EXPECT_EQ(page.log_text(), "").
    std::string log_text() const;
    // Forms that were sent and links that were followed because no handler prevented it.
    const std::vector<Submission>& submitted() const;
    const std::vector<std::string>& followed() const;
    bool has_focus(const Element& element) const;

private:
    std::unique_ptr<State> state_;
    bool in_use_ = false;
};

}  // namespace kaon::inline v0::dom::testing
