// The visitor's side of the in-process page.
#include "kaon/ui/dom/testing/page.hpp"

#include "kaon/ui/dom/testing/actions.hpp"
#include "kaon/ui/dom/testing/apply.hpp"
#include "kaon/ui/dom/testing/events.hpp"
#include "kaon/ui/dom/testing/failure.hpp"
#include "kaon/ui/dom/testing/parse_html.hpp"
#include "kaon/ui/dom/testing/property.hpp"
#include "kaon/ui/dom/testing/selector.hpp"
#include "kaon/ui/dom/testing/snapshot.hpp"
#include "kaon/ui/dom/testing/token_list.hpp"
#include "kaon/ui/dom/testing/write_html.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

// Enough of a page to see what is wrong.
std::string excerpt(const std::string& html) {
    constexpr std::size_t most = 2000;
    return html.size() <= most ? html : html.substr(0, most) + "...";
}

Node& only(Node& top, std::string_view selector) {
    const std::vector<Node*> found = select(top, selector);
    if (found.size() == 1) return *found[0];
    std::string text = "\"" + std::string(selector) + "\" fits ";
    if (found.empty()) fail(text + "no element of\n" + excerpt(inner_html(top)));
    text += std::to_string(found.size()) + " elements:";
    for (const Node* node : found) text += "\n" + excerpt(outer_html(*node)).substr(0, 200);
    fail(text);
}

}  // namespace

Node& Element::node() const {
    if (!node_->is_inside(*state_->page)) fail("the element is gone: " + excerpt(outer_html(*node_)));
    return *node_;
}

const Element& Element::click() const { return press(*state_, node()), *this; }

const Element& Element::type(std::string_view text) const { return testing::type(*state_, node(), text), *this; }

const Element& Element::check() const {
    if (!checked()) click();
    return *this;
}

const Element& Element::uncheck() const {
    if (checked()) click();
    return *this;
}

const Element& Element::choose(std::string_view value) const { return testing::choose(*state_, node(), value), *this; }

const Element& Element::submit() const {
    Node* form = form_of(node());
    if (!form) fail("there is no form around " + excerpt(outer_html(*node_)));
    return testing::submit(*state_, *form, nullptr), *this;
}

const Element& Element::key(std::string_view key, int modifiers) const {
    testing::focus(*state_, node());
    return testing::key(*state_, node(), key, modifiers), *this;
}

const Element& Element::focus() const { return testing::focus(*state_, node()), *this; }

const Element& Element::dispatch(std::string_view event) const {
    return testing::dispatch(*state_, node(), {.name = event}), *this;
}

std::string Element::text() const { return node().text(); }
std::string Element::attribute(std::string_view name) const { return node().attribute_or_empty(name); }
bool Element::has_attribute(std::string_view name) const { return node().attribute(name) != nullptr; }
bool Element::has_class(std::string_view word) const { return testing::has_class(node(), word); }
std::string Element::value() const { return property(node(), "value"); }
bool Element::checked() const {
    if (!is_checkable(node())) fail("neither a checkbox nor a radio button: " + excerpt(outer_html(*node_)));
    return is_checked(*node_);
}
std::string Element::html() const { return outer_html(node()); }
Element Element::find(std::string_view selector) const { return {*state_, only(node(), selector)}; }

TestPage::TestPage(std::string_view html, EventCallback callback) : state_(std::make_unique<State>()) {
    state_->callback = callback;
    state_->page = parse_page(state_->tree, html);
}

TestPage::TestPage(std::string_view html) : TestPage(html, &dom::dispatch) {
    in_use_ = true;
    use(this);
}

TestPage::~TestPage() {
    if (in_use_ && current_host() == this) use(nullptr);
}

void TestPage::apply(const std::uint32_t* ops, std::uint32_t words, std::string_view text) {
    testing::apply(*state_, ops, words, text);
}

std::string TestPage::snapshot(std::string_view id) { return take_snapshot(*state_, id); }

Element TestPage::find(std::string_view selector) { return {*state_, only(*state_->page, selector)}; }

std::vector<Element> TestPage::find_all(std::string_view selector) {
    std::vector<Element> found;
    for (Node* node : select(*state_->page, selector)) found.push_back({*state_, *node});
    return found;
}

bool TestPage::has(std::string_view selector) { return !select(*state_->page, selector).empty(); }

std::string TestPage::html() { return inner_html(*state_->page->last); }
std::string TestPage::html(std::string_view selector) { return find(selector).html(); }
std::string TestPage::document() { return outer_html(*state_->page); }
const std::vector<std::string>& TestPage::log() const { return state_->log; }
std::string TestPage::log_text() const {
    std::string text;
    for (const std::string& line : state_->log) text.append(text.empty() ? "" : "\n").append(line);
    return text;
}
const std::vector<Submission>& TestPage::submitted() const { return state_->submissions; }
const std::vector<std::string>& TestPage::followed() const { return state_->followed; }
bool TestPage::has_focus(const Element& element) const { return state_->focused == element.node_; }

}  // namespace kaon::inline v0::dom::testing
