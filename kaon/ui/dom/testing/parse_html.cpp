// https://html.spec.whatwg.org/multipage/parsing.html#tree-construction, the rules that matter to components.
#include "kaon/ui/dom/testing/parse_html.hpp"

#include <algorithm>
#include <initializer_list>
#include <ranges>
#include <vector>

#include "kaon/ui/dom/testing/html_tokens.hpp"
#include "kaon/ui/dom/testing/write_html.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

using Tags = std::initializer_list<std::string_view>;

bool is_in(std::string_view tag, Tags tags) { return std::ranges::find(tags, tag) != tags.end(); }

bool ends_paragraph(std::string_view tag) {
    return is_in(tag,
                 {"address", "article",  "aside",      "blockquote", "details", "dialog",  "div",     "dl",    "dd",
                  "dt",      "fieldset", "figcaption", "figure",     "footer",  "form",    "h1",      "h2",    "h3",
                  "h4",      "h5",       "h6",         "header",     "hgroup",  "hr",      "li",      "main",  "menu",
                  "nav",     "ol",       "p",          "pre",        "search",  "section", "summary", "table", "ul"});
}

bool is_table_part(std::string_view tag) {
    return is_in(tag, {"caption", "colgroup", "col", "tbody", "thead", "tfoot", "tr", "td", "th"});
}

// The standard's category "special", of which an open list item cannot be closed through.
bool is_special(const Node& node) {
    return node.svg ? node.is("foreignObject")
                    : ends_paragraph(node.name) || is_table_part(node.name) ||
                          is_in(node.name, {"table", "template", "button", "select", "object", "iframe", "noscript"});
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n\f\r") == std::string_view::npos; }

// What is deeper becomes a sibling, as in Chromium.
constexpr std::size_t deepest = 512;

class Parser {
public:
    Parser(Tree& tree, Node* top, std::string_view html) : tree_(tree), open_{top}, tokens_(html) {}

    // head and body of a whole page.
    void set_page(Node* head, Node* body) {
        head_ = head;
        body_ = body;
        lowest_ = 2;
    }

    void run() {
        for (Token token = tokens_.next(); token.kind != Token::Kind::end; token = tokens_.next()) take(token);
    }

private:
    Node& top() const { return *open_.front(); }
    Node& current() const { return *open_.back(); }

    // Is one of these open, with none of the fences between?
    bool is_open(Tags tags, Tags fences) const {
        for (const Node* node : open_ | std::views::reverse) {
            if (is_in(node->name, tags)) return true;
            if (is_in(node->name, fences)) return false;
        }
        return false;
    }
    // The same for the items of lists: what else is special is a fence, but for address, div and p.
    bool is_item_open(Tags tags) const {
        for (const Node* node : open_ | std::views::reverse) {
            if (is_in(node->name, tags)) return true;
            if (is_special(*node) && !is_in(node->name, {"address", "div", "p"})) return false;
        }
        return false;
    }
    void close_through(Tags tags) {
        while (!is_in(current().name, tags)) open_.pop_back();
        open_.pop_back();
    }
    void close_until(Tags tags) {
        while (!at_lowest() && !is_in(current().name, tags)) open_.pop_back();
    }
    // Only the fragment or the body is open.
    bool at_lowest() const { return open_.size() <= lowest_; }

    void take(Token& token) {
        if (open_.size() < lowest_ && !enter_page(token)) return;
        switch (token.kind) {
            case Token::Kind::text: text(token.data); break;
            case Token::Kind::comment: Tree::insert(current(), *tree_.comment(token.data), nullptr); break;
            case Token::Kind::open: open(token); break;
            case Token::Kind::close: close(token); break;
            case Token::Kind::end: break;
        }
    }

    // Before the body: true when the token belongs into it.
    bool enter_page(Token& token) {
        const std::string name = lower(token.name);
        if (token.kind == Token::Kind::text && is_blank(token.data)) return false;
        if (token.kind == Token::Kind::comment || name == "html" || name == "head") {
            if (name == "html") merge(top(), token);
            return false;
        }
        if (name == "body" && token.kind == Token::Kind::open) {
            merge(*body_, token);
            open_.push_back(body_);
            return false;
        }
        if (token.kind == Token::Kind::open &&
            is_in(name, {"title", "meta", "link", "style", "script", "base", "template", "noscript"})) {
            Node* node = tree_.element(name);
            merge(*node, token);
            Tree::insert(*head_, *node, nullptr);
            if (is_raw(name) || is_escapable_raw(name)) raw(*node);
            return false;
        }
        open_.push_back(body_);
        return true;
    }
    static void merge(Node& node, Token& token) {
        for (Attribute& one : token.attributes) {
            if (!node.svg) one.name = lower(one.name);
            if (!node.attribute(one.name)) node.attributes.push_back(std::move(one));
        }
    }

    bool in_table_frame() const { return is_in(current().name, {"table", "tbody", "thead", "tfoot", "tr"}); }
    // In front of the table that cannot hold it, or at the end of what is open.
    void put(Node& node, bool into_table) {
        if (into_table || !in_table_frame() || open_.size() == 1) return Tree::insert(current(), node, nullptr);
        const auto table = std::ranges::find(open_ | std::views::reverse, "table", &Node::name);
        if (table == open_.rend() || !(*table)->parent) return Tree::insert(current(), node, nullptr);
        Tree::insert(*(*table)->parent, node, *table);
    }

    void text(const std::string& data) {
        const bool blank = is_blank(data);
        Node* last = current().last;
        if (in_table_frame() && !blank) {
            put(*tree_.text(data), false);
        } else if (last && last->kind == NodeKind::text) {
            last->data += data;
        } else if (!data.empty()) {
            Tree::insert(current(), *tree_.text(data), nullptr);
        }
    }

    void raw(Node& node) {
        std::string content = tokens_.raw(node.name);
        if (is_escapable_raw(node.name)) content = unescaped(content);
        if (node.name == "textarea" && content.starts_with('\n')) content.erase(0, 1);
        if (!content.empty()) Tree::insert(node, *tree_.text(content), nullptr);
    }

    // Closes and adds what the tag implies; false: the tag is dropped.
    bool prepare(const std::string& tag) {
        if (ends_paragraph(tag) &&
            is_open({"p"}, {"button", "table", "td", "th", "caption", "template", "foreignObject"})) {
            close_through({"p"});
        }
        if (tag == "li" && is_item_open({"li"})) close_through({"li"});
        if (is_in(tag, {"dd", "dt"}) && is_item_open({"dd", "dt"})) close_through({"dd", "dt"});
        if (is_in(tag, {"option", "optgroup"}) && current().is("option")) open_.pop_back();
        if (tag == "optgroup" && current().is("optgroup")) open_.pop_back();
        if (tag == "button" && is_open({"button"}, {"table", "template", "foreignObject"})) close_through({"button"});
        if (tag == "form" && is_open({"form"}, {"template"})) return false;
        if (is_in(tag, {"html", "head", "body"})) return false;
        return !is_table_part(tag) || prepare_table_part(tag);
    }
    bool prepare_table_part(const std::string& tag) {
        if (open_.size() == 1) return true;  // a template may begin with any part of a table
        if (!is_open({"table"}, {"template"})) {
            // Below a row that a template begins with.
            if (body_ || !is_open({"tr", "tbody", "thead", "tfoot", "td", "th"}, {})) return false;
        }
        if (is_in(tag, {"td", "th"})) {
            close_until({"tr", "tbody", "thead", "tfoot", "table"});
            if (current().is("table")) imply("tbody");
            if (is_in(current().name, {"tbody", "thead", "tfoot"})) imply("tr");
        } else if (tag == "tr") {
            close_until({"tbody", "thead", "tfoot", "table"});
            if (current().is("table")) imply("tbody");
        } else if (tag == "col") {
            close_until({"colgroup", "table"});
            if (current().is("table")) imply("colgroup");
        } else {
            close_until({"table"});
        }
        return true;
    }
    void imply(std::string_view tag) {
        Node* node = tree_.element(tag);
        Tree::insert(current(), *node, nullptr);
        open_.push_back(node);
    }

    void open(Token& token) {
        const bool svg = (current().svg && current().name != "foreignObject");
        const std::string tag = svg ? token.name : lower(token.name);
        if (!svg && !prepare(tag)) return;
        Node* node = tree_.element(tag);
        node->svg = svg || tag == "svg";
        merge(*node, token);
        const bool hidden_input = tag == "input" && lower(node->attribute_or_empty("type")) == "hidden";
        put(*node, is_table_part(tag) || hidden_input || is_in(tag, {"script", "style", "template"}));
        if (!svg && (is_raw(tag) || is_escapable_raw(tag))) return raw(*node);
        if ((!svg && is_void(tag)) || (node->svg && token.closed)) return;
        if (open_.size() < deepest) open_.push_back(node);
        if (is_in(tag, {"pre", "listing"})) skip_newline();
    }
    void skip_newline() {
        Token token = tokens_.next();
        if (token.kind == Token::Kind::text && token.data.starts_with('\n')) token.data.erase(0, 1);
        if (token.kind != Token::Kind::end) take(token);
    }

    void close(const Token& token) {
        const std::string tag = current().svg ? token.name : lower(token.name);
        if (is_in(tag, {"body", "html", "head"})) return;
        if (tag == "br") return Tree::insert(current(), *tree_.element("br"), nullptr);
        for (std::size_t i = open_.size(); i-- > lowest_;) {
            const Node& node = *open_[i];
            if (node.name == tag) return open_.resize(i);
            // A stray end tag does not close the cell or table around it.
            const bool cell = is_in(node.name, {"td", "th", "caption"});
            if ((cell || node.is("table")) && !is_table_part(tag) && tag != "table") break;
        }
        if (tag == "p") Tree::insert(current(), *tree_.element("p"), nullptr);
    }

    Tree& tree_;
    Node* head_ = nullptr;
    Node* body_ = nullptr;
    // The standard's stack of open elements. What was put in front of its table has the table below it here.
    std::vector<Node*> open_;
    std::size_t lowest_ = 1;  // how many stay open
    Tokens tokens_;
};

}  // namespace

Node* parse_fragment(Tree& tree, std::string_view html, Content content) {
    Node* top = tree.fragment();
    top->svg = content == Content::svg;
    Parser(tree, top, html).run();
    return top;
}

Node* parse_page(Tree& tree, std::string_view html) {
    Node* page = tree.element("html");
    Node* head = tree.element("head");
    Node* body = tree.element("body");
    Tree::insert(*page, *head, nullptr);
    Tree::insert(*page, *body, nullptr);
    Parser parser(tree, page, html);
    parser.set_page(head, body);
    parser.run();
    return page;
}

}  // namespace kaon::inline v0::dom::testing
