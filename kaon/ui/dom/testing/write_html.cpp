// https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments
#include "kaon/ui/dom/testing/write_html.hpp"

#include <algorithm>
#include <array>

namespace kaon::inline v0::dom::testing {

namespace {

template <std::size_t N>
bool is_one_of(std::string_view tag, const std::array<std::string_view, N>& tags) {
    return std::ranges::find(tags, tag) != tags.end();
}

void append_escaped(std::string& out, std::string_view text, char quote) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"' && quote == '"') out += "&quot;";
        else if (text.substr(i, 2) == "\u00A0") (out += "&nbsp;"), ++i;
        else out += c;
    }
}

void open(std::string& out, const Node& node) {
    switch (node.kind) {
        case NodeKind::comment: ((out += "<!--") += node.data) += "-->"; return;
        case NodeKind::text:
            if (node.parent && is_raw(node.parent->name)) out += node.data;
            else append_escaped(out, node.data, 0);
            return;
        case NodeKind::fragment: return;
        case NodeKind::element: break;
    }
    (out += '<') += node.name;
    for (const Attribute& one : node.attributes) {
        ((out += ' ') += one.name) += "=\"";
        append_escaped(out, one.value, '"');
        out += '"';
    }
    out += '>';
}

void close(std::string& out, const Node& node) {
    if (node.kind == NodeKind::element && !is_void(node.name)) ((out += "</") += node.name) += '>';
}

}  // namespace

bool is_void(std::string_view tag) {
    return is_one_of(tag, std::to_array<std::string_view>({"area", "base", "br", "col", "embed", "hr", "img", "input",
                                                           "link", "meta", "source", "track", "wbr"}));
}

bool is_raw(std::string_view tag) {
    return is_one_of(
        tag, std::to_array<std::string_view>({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"}));
}

bool is_escapable_raw(std::string_view tag) { return tag == "textarea" || tag == "title"; }

std::string inner_html(const Node& top) {
    std::string out;
    const Node* node = top.first;
    while (node) {
        open(out, *node);
        if (node->first) {
            node = node->first;
            continue;
        }
        close(out, *node);
        while (!node->next && node->parent != &top) close(out, *(node = node->parent));
        node = node->next;
    }
    return out;
}

std::string outer_html(const Node& node) {
    std::string out;
    open(out, node);
    out += inner_html(node);
    close(out, node);
    return out;
}

}  // namespace kaon::inline v0::dom::testing
