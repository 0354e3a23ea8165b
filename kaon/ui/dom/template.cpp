// Reading a view's shape: the hot half of templates. Defining a new one is in define.cpp.
#include "kaon/ui/dom/template.hpp"

#include "kaon/ui/dom/define.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind, ui::Node, ui::NodeKind;
namespace name_rules = ui::name_rules;

namespace {

constexpr std::uint32_t table_size = 256;

constinit thread_local Stack<SlotItem> items{};
constinit thread_local Template* table[table_size]{};

// Lists the slots: attributes before children, in order. What is fixed is not looked at.
void collect(const Node& node, int depth) {
    if (node.kind == NodeKind::list || node.kind == NodeKind::pending) return items.push({nullptr, &node});
    if (depth > deepest_view) return;
    const Item* item = node.items();
    for (const Item* const end = item + end_of_shown(node); item != end; ++item) {
        if (item->flags & ui::flags::slot) items.push({item, &node});
        else if (item->kind == Kind::node && (item->node->rules & ui::tag_rules::has_slots))
            collect(*item->node, depth + 1);
    }
}

}  // namespace

Stack<SlotItem>& slot_items() { return items; }

Part part_of(const Item& item, bool attribute) {
    if (item.kind == Kind::handler) return Part::handler;
    if (item.kind == Kind::ref) return Part::ref;
    if (!attribute) {
        if (item.kind == Kind::value) return Part::live_text;
        if (item.kind == Kind::view || item.kind == Kind::rows) return Part::region;
        return item.kind == Kind::html ? Part::html : Part::text;
    }
    if (item.rules & name_rules::toggle) return Part::toggle;
    const bool once = !ui::is_closure(item.kind);
    const bool plain = !(item.rules & (name_rules::cls | name_rules::style | name_rules::property));
    return once && plain && item.kind != Kind::real ? Part::attribute : Part::setter;
}

const Template& read_template(const Node& node, bool svg, std::uint32_t first) {
    if (node.rules & ui::tag_rules::has_slots) collect(node, 0);
    const std::uint64_t shape = node.shape + svg;
    Template*& bucket = table[shape % table_size];
    for (Template* t = bucket; t; t = t->next) {
        if (t->shape == shape) return *t;
    }
    Template* made = define_template(node, svg, first);
    made->shape = shape;
    made->next = bucket;
    bucket = made;
    return *made;
}

void forget_templates() {
    for (Template*& bucket : table) {
        while (Template* t = bucket) {
            bucket = t->next;
            free_template(t);
        }
    }
    items.release();
}

}  // namespace kaon::inline v0::dom
