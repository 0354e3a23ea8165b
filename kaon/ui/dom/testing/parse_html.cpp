// https://html.spec.whatwg.org/multipage/parsing.html#tree-construction, the rules that matter to components.
#include "kaon/ui/dom/testing/parse_html.hpp"

#include <algorithm>
#include <initializer_list>

#include "kaon/ui/dom/testing/html_tokens.hpp"
#include "kaon/ui/dom/testing/write_html.hpp"

namespace kaon::dom::testing {

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

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n\f\r") == std::string_view::npos; }

// What is deeper becomes a sibling, as in Chromium.
constexpr int deepest = 512;

class Parser {
public:
    Parser(Tree& tree, Node* top, std::string_view html) : tree_(tree), top_(top), current_(top), tokens_(html) {}

    // head and body of a whole page.
    void set_page(Node* head, Node* body) {
        head_ = head;
        body_ = body;
        current_ = nullptr;
    }

    void run() {
        for (Token token = tokens_.next(); token.kind != Token::Kind::end; token = tokens_.next()) take(token);
    }

private:
    // Is one of these open, with none of the fences between?
    bool is_open(Tags tags, Tags fences) const {
        for (const Node* node = current_; node; node = node->parent) {
            if (is_in(node->name, tags)) return true;
            if (is_in(node->name, fences)) return false;
        }
        return false;
    }
    void close_through(Tags tags) {
        while (!is_in(current_->name, tags)) current_ = current_->parent;
        current_ = above(*current_);
    }
    void close_until(Tags tags) {
        while (current_ != top_ && current_ != body_ && !is_in(current_->name, tags)) current_ = above(*current_);
    }
    // What was put in front of its table is still inside it for the parser.
    Node* above(Node& node) {
        if (!fostered_.empty() && fostered_.back() == &node) {
            fostered_.pop_back();
            Node* place = fostered_in_.back();
            fostered_in_.pop_back();
            return place;
        }
        return node.parent;
    }

    void take(Token& token) {
        if (!current_ && !enter_page(token)) return;
        switch (token.kind) {
            case Token::Kind::text: text(token.data); break;
            case Token::Kind::comment: Tree::insert(*current_, *tree_.comment(token.data), nullptr); break;
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
            if (name == "html") merge(*top_, token);
            return false;
        }
        if (name == "body" && token.kind == Token::Kind::open) {
            merge(*body_, token);
            current_ = body_;
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
        current_ = body_;
        return true;
    }
    static void merge(Node& node, Token& token) {
        for (Attribute& one : token.attributes) {
            if (!node.svg) one.name = lower(one.name);
            if (!node.attribute(one.name)) node.attributes.push_back(std::move(one));
        }
    }

    bool in_table_frame() const { return is_in(current_->name, {"table", "tbody", "thead", "tfoot", "tr"}); }
    // In front of the table that cannot hold it, or at the end of what is open.
    void put(Node& node, bool into_table) {
        if (into_table || !in_table_frame() || current_ == top_) return Tree::insert(*current_, node, nullptr);
        Node* table = current_;
        while (table->name != "table" && table != top_) table = table->parent;
        if (table == top_ || !table->parent) return Tree::insert(*current_, node, nullptr);
        if (node.kind == NodeKind::element && !is_void(node.name)) {
            fostered_.push_back(&node);
            fostered_in_.push_back(current_);
        }
        Tree::insert(*table->parent, node, table);
    }

    void text(const std::string& data) {
        const bool blank = is_blank(data);
        Node* last = current_->last;
        if (in_table_frame() && !blank) {
            put(*tree_.text(data), false);
        } else if (last && last->kind == NodeKind::text) {
            last->data += data;
        } else if (!data.empty()) {
            Tree::insert(*current_, *tree_.text(data), nullptr);
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
        if (tag == "li" && is_open({"li"}, {"ul", "ol", "menu", "foreignObject"})) close_through({"li"});
        if (is_in(tag, {"dd", "dt"}) && is_open({"dd", "dt"}, {"dl", "foreignObject"})) close_through({"dd", "dt"});
        if (is_in(tag, {"option", "optgroup"}) && current_->is("option")) current_ = above(*current_);
        if (tag == "optgroup" && current_->is("optgroup")) current_ = above(*current_);
        if (tag == "button" && is_open({"button"}, {"table", "template", "foreignObject"})) close_through({"button"});
        if (tag == "form" && is_open({"form"}, {"template"})) return false;
        if (is_in(tag, {"html", "head", "body"})) return false;
        return !is_table_part(tag) || prepare_table_part(tag);
    }
    bool prepare_table_part(const std::string& tag) {
        const bool free = current_ == top_ && !body_;  // a template may begin with any part of a table
        if (free) return true;
        if (!is_open({"table"}, {"template"})) {
            // Below a row that a template begins with.
            if (body_ || !is_open({"tr", "tbody", "thead", "tfoot", "td", "th"}, {})) return false;
        }
        if (is_in(tag, {"td", "th"})) {
            close_until({"tr", "tbody", "thead", "tfoot", "table"});
            if (current_->is("table")) imply("tbody");
            if (is_in(current_->name, {"tbody", "thead", "tfoot"})) imply("tr");
        } else if (tag == "tr") {
            close_until({"tbody", "thead", "tfoot", "table"});
            if (current_->is("table")) imply("tbody");
        } else if (tag == "col") {
            close_until({"colgroup", "table"});
            if (current_->is("table")) imply("colgroup");
        } else {
            close_until({"table"});
        }
        return true;
    }
    void imply(std::string_view tag) {
        Node* node = tree_.element(tag);
        Tree::insert(*current_, *node, nullptr);
        current_ = node;
    }

    void open(Token& token) {
        const bool svg = (current_->svg && current_->name != "foreignObject");
        const std::string tag = svg ? token.name : lower(token.name);
        if (!svg && !prepare(tag)) return;
        Node* node = tree_.element(tag);
        node->svg = svg || tag == "svg";
        merge(*node, token);
        const bool hidden_input = tag == "input" && lower(node->attribute_or_empty("type")) == "hidden";
        put(*node, is_table_part(tag) || hidden_input || is_in(tag, {"script", "style", "template"}));
        if (!svg && (is_raw(tag) || is_escapable_raw(tag))) return leave(*node), raw(*node);
        if ((!svg && is_void(tag)) || (node->svg && token.closed)) return;
        if (depth() < deepest) current_ = node;
        if (is_in(tag, {"pre", "listing"})) skip_newline();
    }
    int depth() const {
        int count = 0;
        for (const Node* node = current_; node; node = node->parent) ++count;
        return count;
    }
    void leave(const Node& node) {
        if (fostered_.empty() || fostered_.back() != &node) return;
        fostered_.pop_back();
        fostered_in_.pop_back();
    }
    void skip_newline() {
        Token token = tokens_.next();
        if (token.kind == Token::Kind::text && token.data.starts_with('\n')) token.data.erase(0, 1);
        if (token.kind != Token::Kind::end) take(token);
    }

    void close(const Token& token) {
        const std::string tag = current_->svg ? token.name : lower(token.name);
        if (is_in(tag, {"body", "html", "head"})) return;
        if (tag == "br") return Tree::insert(*current_, *tree_.element("br"), nullptr);
        for (Node* node = current_; node && node != top_ && node != body_; node = parser_parent(*node)) {
            if (node->name == tag) {
                while (current_ != node) current_ = above(*current_);
                current_ = above(*node);
                return;
            }
            // A stray end tag does not close the cell or table around it.
            const bool cell = is_in(node->name, {"td", "th", "caption"});
            if ((cell || node->is("table")) && !is_table_part(tag) && tag != "table") break;
        }
        if (tag == "p") Tree::insert(*current_, *tree_.element("p"), nullptr);
    }
    Node* parser_parent(const Node& node) const {
        const auto found = std::ranges::find(fostered_, &node);
        return found == fostered_.end() ? node.parent
                                        : fostered_in_[static_cast<std::size_t>(found - fostered_.begin())];
    }

    Tree& tree_;
    Node* top_;
    Node* current_;
    Node* head_ = nullptr;
    Node* body_ = nullptr;
    std::vector<const Node*> fostered_;
    std::vector<Node*> fostered_in_;
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

}  // namespace kaon::dom::testing
