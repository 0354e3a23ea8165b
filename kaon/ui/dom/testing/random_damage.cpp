// Damage is done to the tree, so that what comes out is HTML again; only a cut is done to the text.
#include "kaon/ui/dom/testing/random_damage.hpp"

#include <iterator>
#include <vector>

#include "kaon/ui/dom/testing/parse_html.hpp"
#include "kaon/ui/dom/testing/write_html.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

bool is_checked_by_hydration(const Attribute& attribute) {
    for (std::string_view name : {"style", "value", "checked", "open", "selected", "class"}) {
        if (attribute.name == name) return false;
    }
    return true;
}

void harm_attribute(Node& node, Random& random) {
    if (node.attributes.empty()) return;
    const auto at = node.attributes.begin() + pick(random, static_cast<unsigned>(node.attributes.size()));
    if (!is_checked_by_hydration(*at)) return;
    if (pick(random, 2)) node.attributes.erase(at);
    else at->value += "!";
}

Node* foreign(Tree& tree, Random& random) {
    switch (pick(random, 5)) {
        case 0: return tree.comment("by a proxy");
        case 1: return tree.text("  \n");
        case 2: return tree.element("grammar-check");
        case 3: return tree.element("script");
        default: {
            Node* node = tree.element("x-widget");
            Tree::insert(*node, *tree.text("widget"), nullptr);
            return node;
        }
    }
}

void harm_node(Tree& tree, Node& node, Random& random) {
    if (!node.parent || node.is("script") || node.parent->is("script")) return;
    switch (pick(random, 7)) {
        case 0: return Tree::detach(node);
        case 1: return Tree::insert(*node.parent, *tree.clone(node), &node);
        case 2:
            if (node.kind == NodeKind::element && !is_void(node.name)) node.name = node.is("div") ? "section" : "div";
            return;
        case 3:
            if (node.next) Tree::insert(*node.parent, *node.next, &node);
            return;
        case 4: return Tree::insert(*node.parent, *foreign(tree, random), &node);
        case 5:
            return Tree::insert(node.kind == NodeKind::element ? node : *node.parent, *foreign(tree, random), nullptr);
        default:
            if (node.kind == NodeKind::text) node.data = random_text(random) + "?";
            return;
    }
}

}  // namespace

std::string damaged(std::string_view html, Harm harm, Random& random) {
    Tree tree;
    Node* top = parse_fragment(tree, html);
    for (unsigned count = 1 + pick(random, 3); count; --count) {
        std::vector<Node*> all;
        for (Node* node = top->first; node; node = node->after(*top)) all.push_back(node);
        if (all.empty()) break;
        Node& node = *all[pick(random, static_cast<unsigned>(all.size()))];
        if (harm == Harm::attributes) harm_attribute(node, random);
        else harm_node(tree, node, random);
    }
    std::string text = inner_html(*top);
    if (harm == Harm::nodes && pick(random, 8) == 0) text.resize(pick(random, static_cast<unsigned>(text.size()) + 1));
    return text;
}

}  // namespace kaon::inline v0::dom::testing
