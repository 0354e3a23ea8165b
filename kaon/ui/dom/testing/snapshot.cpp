// One walk in document order.
#include "kaon/ui/dom/testing/snapshot.hpp"

#include "kaon/ui/dom/testing/property.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

void add(std::string& tokens, std::string_view token) {
    if (!tokens.empty()) tokens += '\0';
    tokens += token;
}

void describe(std::string& tokens, const Node& node) {
    if (node.kind == NodeKind::text) return add(tokens, "T" + node.data);
    if (node.kind == NodeKind::comment) return add(tokens, "!");
    add(tokens, "<" + node.name);
    for (const Attribute& one : node.attributes) {
        add(tokens, "@" + one.name);
        add(tokens, "=" + one.value);
    }
    const bool field = is_text_field(node) || node.is("select");
    if (field && field_value(node) != loaded_value(node)) add(tokens, "V" + field_value(node));
    if (is_checkable(node) && is_checked(node) != (node.attribute("checked") != nullptr)) {
        add(tokens, is_checked(node) ? "C1" : "C0");
    }
}

}  // namespace

std::string take_snapshot(State& state, std::string_view id) {
    state.snapshot.clear();
    Node* top = nullptr;
    for (Node* node = state.page; node && !top; node = node->after(*state.page)) {
        const std::string* own = node->attribute("id");
        if (own && *own == id) top = node;
    }
    std::string tokens;
    std::uint32_t index = 0;
    for (Node* node = top; node;) {
        state.snapshot[index++] = node;
        describe(tokens, *node);
        if (node->first) {
            node = node->first;
            continue;
        }
        if (node->kind == NodeKind::element) add(tokens, ">");
        while (node != top && !node->next) {
            node = node->parent;
            add(tokens, ">");
        }
        node = node == top ? nullptr : node->next;
    }
    return tokens;
}

}  // namespace kaon::inline v0::dom::testing
