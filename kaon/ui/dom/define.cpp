// One walk in the order of template.cpp that lets the page build the template, gives out handles and plans the slots.
#include "kaon/ui/dom/define.hpp"

#include <cstdlib>

#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/live.hpp"
#include "kaon/ui/events.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind, ui::Node, ui::NodeKind;
namespace name_rules = ui::name_rules;

namespace {

constexpr std::uint16_t no_handle = 0xFFFF;

// One element under construction, or the top.
struct Level {
    std::uint16_t handle = no_handle;  // a root's is its place among the roots
    std::uint16_t children = 0;        // child nodes so far
    bool top = false;
    bool shifted = false;              // a changing region precedes what comes now
    bool svg = false;
};

void put(Op op, std::string_view text) {
    const TextAt at = buffer().add(text);
    buffer().put(op, at.offset, at.length);
}

// Gives the attribute's name this number.
std::uint32_t put_name(std::uint32_t number, const Item& item) {
    TextAt at = buffer().add(item.rules & name_rules::data ? "data-" : item.rules & name_rules::aria ? "aria-" : "");
    at.length += buffer().add(item.attribute()).length;
    buffer().put(Op::name, number, at.offset, at.length);
    return number;
}

class Definition {
public:
    explicit Definition(Template& made) : made_(made), next_(made.plan) {}

    void run(const Node& node, bool svg) {
        Level top{.top = true, .svg = svg};
        // Handles of roots come first, so the roots are counted before.
        next_handle_ = made_.roots = count_roots(node);
        made_.regions = static_cast<std::uint16_t*>(std::calloc(made_.roots + 1u, sizeof(std::uint16_t)));
        buffer().put(Op::define, made_.id, svg ? 1 : 0);
        view(top, node, 0, true);
        buffer().put(Op::close);
        made_.handles = next_handle_ ? next_handle_ : 1;  // a fragment of nothing has a base too
    }

private:
    static std::uint16_t count_roots(const Node& node) {
        if (node.kind != NodeKind::fragment) return 1;  // an element, or a region's anchor
        std::uint16_t roots = 0;
        for (std::uint32_t i = node.attributes; i < node.count; ++i) {
            const Item& item = node.items()[i];
            if (item.kind == Kind::node) roots += count_roots(*item.node);
            else roots += !is_empty(item);
        }
        return roots;
    }
    static bool is_empty(const Item& item) { return is_fixed_child(item) && !item.size; }

    // ---- children; `last`: nothing follows in the parent

    void view(Level& level, const Node& node, int depth, bool last) {
        if (node.kind == NodeKind::list || node.kind == NodeKind::pending) return region(level, last);
        if (depth > deepest_view) return;
        if (node.kind == NodeKind::element) return element(level, node, depth);
        for (std::uint32_t i = node.attributes; i < node.count; ++i)
            child(level, node.items()[i], depth + 1, last && i + 1 == node.count);
    }
    void child(Level& level, const Item& item, int depth, bool last) {
        if (item.kind == Kind::node) return view(level, *item.node, depth, last);
        if (is_empty(item)) return;
        if (is_fixed_child(item)) {
            put(Op::fixed, item.text());
            ++level.children;
            return;
        }
        const Part part = part_of(item, false);
        if (part == Part::region) return region(level, last);
        SlotPlan& slot = *next_++;
        slot.part = part;
        const Slot kind = part == Part::html        ? Slot::html
                          : is_small(item)          ? Slot::text_int
                          : item.kind == Kind::real ? Slot::text_real
                                                    : Slot::text;
        slot.handle = child_slot(level, kind, part == Part::live_text);
        made_.words += kind == Slot::text_int ? 1 : 2;
        if (part == Part::html) level.shifted = true;
    }
    // Gives the new child's handle.
    std::uint16_t child_slot(Level& level, Slot kind, bool has_own) {
        const std::uint16_t root = level.children++;
        if (level.top) has_own = false;
        buffer().put(Op::slot, static_cast<std::uint32_t>(kind) | (has_own ? has_handle : 0), 0);
        return has_own ? next_handle_++ : root;
    }

    // A place for changing children. Between other nodes it ends in an anchor.
    void region(Level& level, bool last) {
        SlotPlan& slot = *next_++;
        slot.part = Part::region;
        slot.svg = level.svg;
        slot.anchor = no_anchor;
        if (level.top) {
            slot.at_root = true;
            made_.regions[level.children] = static_cast<std::uint16_t>(next_ - made_.plan);
        } else {
            slot.handle = element_slot(level, Slot::node, 0);
            slot.sole = last && level.children == 0;
        }
        if (level.top || !last) slot.anchor = child_slot(level, Slot::anchor, true);
        level.shifted = true;
    }

    // ---- elements

    void element(Level& up, const Node& node, int depth) {
        Level level{.handle = up.top ? up.children : no_handle,
                    .shifted = up.shifted,
                    .svg = node.rules & ui::tag_rules::svg || (up.svg && !(node.rules & ui::tag_rules::html))};
        ++up.children;
        put(Op::open, node.name());
        for (std::uint32_t i = 0; i < node.attributes; ++i) {
            const Item& item = node.items()[i];
            if (is_fixed_attribute(item)) fixed_attribute(item);
            else attribute(level, item);
        }
        const std::uint32_t end = end_of_shown(node);
        for (std::uint32_t i = node.attributes; i < end; ++i) child(level, node.items()[i], depth + 1, i + 1 == end);
        buffer().put(Op::close);
    }

    // Classes and styles may be given in parts: each part is an operation.
    static void fixed_attribute(const Item& item) {
        if (item.rules & name_rules::style) {
            if (&set_value) set_value(0, put_name(0, item), 0, item.rules, item);
        } else if (item.rules & name_rules::cls) {
            buffer().put(Op::class_toggle, 0, buffer().passing_name(item.text()), 1);
        } else {
            const bool bare = item.kind == Kind::flag && !(item.rules & (name_rules::data | name_rules::aria));
            if (bare && !item.natural) return;
            put_name(0, item);
            const TextAt at = bare ? TextAt{} : add_text(item);
            buffer().put(Op::attribute, 0, 0, at.offset, at.length);
        }
    }

    void attribute(Level& level, const Item& item) {
        SlotPlan& slot = *next_++;
        slot.part = part_of(item, true);
        slot.name = buffer().new_name();
        const Behaviour* const bound = item.kind == Kind::bound ? &item.binding->behaviour() : nullptr;
        if (bound) buffer().put_text(Op::name, slot.name, bound->property);
        else put_name(slot.name, item);
        switch (slot.part) {
            case Part::attribute:
                made_.words += 2;
                element_slot(level, Slot::attribute, slot.name);
                break;
            case Part::toggle:
                made_.words += 1;
                slot.handle = element_slot(level, Slot::class_toggle, slot.name);
                break;
            case Part::handler: event(level, slot, slot.name, item.size); break;
            default:
                slot.handle = element_slot(level, Slot::node, 0);
                if (!bound) break;
                const std::uint32_t name = buffer().new_name();
                buffer().put_text(Op::name, name, bound->event);
                event(level, slot, name, static_cast<std::uint32_t>(ui::Detail::input));
        }
    }
    void event(Level& level, SlotPlan& slot, std::uint32_t name, std::uint32_t detail) {
        element_slot(level, level.shifted ? Slot::event_here : Slot::event, name);
        buffer().put(Op::listen, name, detail);
        slot.anchor = static_cast<std::uint16_t>(made_.events++);
    }
    // Gives the handle of the element that `level` builds.
    std::uint16_t element_slot(Level& level, Slot kind, std::uint32_t name) {
        std::uint32_t flag = 0;
        if (level.handle == no_handle && kind <= Slot::class_toggle) {
            level.handle = next_handle_++;
            flag = has_handle;
        }
        if (kind != Slot::node || flag) buffer().put(Op::slot, static_cast<std::uint32_t>(kind) | flag, name);
        return level.handle;
    }

    Template& made_;
    SlotPlan* next_;
    std::uint16_t next_handle_ = 0;
};

}  // namespace

Template* define_template(const Node& node, bool svg, std::uint32_t first) {
    static constinit thread_local std::uint32_t last_id = 0;
    auto* made = static_cast<Template*>(std::calloc(1, sizeof(Template)));
    made->slots = slot_items().size() - first;
    made->plan = static_cast<SlotPlan*>(std::calloc(made->slots + 1, sizeof(SlotPlan)));
    made->id = ++last_id;
    Definition(*made).run(node, svg);
    return made;
}

void free_template(Template* made) {
    std::free(made->plan);
    std::free(made->regions);
    std::free(made);
}

}  // namespace kaon::inline v0::dom
