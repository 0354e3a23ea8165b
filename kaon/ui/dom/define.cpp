// One walk in the order of template.cpp that writes the HTML, counts child nodes and gives out handles.
#include "kaon/ui/dom/define.hpp"

#include <cstring>
#include <utility>

#include "kaon/ui/binding.hpp"
#include "kaon/ui/dom/behaviour.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/events.hpp"

namespace kaon::dom {

using ui::Item, ui::Kind, ui::Node, ui::NodeKind;
namespace flags = ui::flags;
namespace name_rules = ui::name_rules;

namespace {

constexpr std::uint16_t no_handle = 0xFFFF;

// One element under construction, or the top.
struct Level {
    Level* up;
    const Node* node;              // null at the top
    std::uint16_t children = 0;    // child nodes so far
    std::uint16_t handle = no_handle;
    bool after_text = false;       // the last child is fixed text, which more text joins
    bool shifted = false;          // a changing region precedes what comes now
    bool svg = false;
};

class Definition {
public:
    Definition(std::uint32_t first, bool svg) : next_(first), first_(first), svg_(svg) {}

    Template* run(const Node& node) {
        const std::uint32_t slots = slot_items().size() - first_;
        made_ = static_cast<Template*>(std::calloc(1, sizeof(Template)));
        made_->plan = static_cast<SlotPlan*>(std::calloc(slots + 1, sizeof(SlotPlan)));
        made_->slots = slots;
        Level top{.up = nullptr, .node = nullptr, .svg = svg_};
        // Handles of roots come first, so the roots are counted before.
        roots_ = next_handle_ = count_roots(node);
        made_->roots = roots_;
        made_->regions = static_cast<std::uint16_t*>(std::calloc(roots_ + 1u, sizeof(std::uint16_t)));
        if (node.kind == NodeKind::element) element(top, node, 0);
        else contents(top, node, 0);
        made_->handles = next_handle_ ? next_handle_ : 1;  // a fragment of nothing has a base too
        send();
        return made_;
    }

private:
    // ---- roots

    std::uint16_t count_roots(const Node& node) {
        if (node.kind != NodeKind::fragment) return 1;  // an element, or a region's anchor
        bool text = false;
        return count_children(node, text);
    }
    std::uint16_t count_children(const Node& node, bool& text) {
        std::uint16_t roots = 0;
        for (std::uint32_t i = node.attributes; i < node.count; ++i) {
            const Item& item = node.items()[i];
            if (item.kind == Kind::node && item.node->kind == NodeKind::fragment) {
                roots += count_children(*item.node, text);
                continue;
            }
            const bool fixed = is_fixed_child(item);
            if (fixed && item.size == 0) continue;
            if (!fixed || !text) ++roots;
            text = fixed;
        }
        return roots;
    }

    // ---- paths and handles

    void put_path(const Level& level, std::uint32_t last) {
        const std::uint32_t at = meta_.size();
        meta_.push(0);
        push_up(level);
        meta_.push(last);
        meta_[at] = meta_.size() - at - 1;
        ++page_slots_;
    }
    // The indices that lead to the level's element.
    void push_up(const Level& level) {
        if (!level.up) return;
        push_up(*level.up);
        meta_.push(level.up->children);  // the element itself is not counted yet
    }
    // A slot of the page for a child of the level's element.
    void page_slot(std::uint32_t kind, std::uint32_t name, const Level& level, std::uint32_t child) {
        meta_.push(kind);
        meta_.push(name);
        put_path(level, child);
    }
    // For the element that `level` builds; kind and handle as one slot of the page.
    std::uint16_t element_slot(Level& level, Slot kind, std::uint32_t name) {
        const bool new_handle =
            level.handle == no_handle && kind != Slot::event && kind != Slot::event_here && kind != Slot::attribute;
        std::uint32_t flag = 0;
        if (new_handle) {
            const bool root = !level.up->up;
            level.handle = root ? level.up->children : next_handle_++;
            if (!root) flag = has_handle;
        }
        if (kind == Slot::node && !flag) return level.handle;
        page_slot(static_cast<std::uint32_t>(kind) | flag, name, *level.up, level.up->children);
        if (kind == Slot::attribute) made_->words += 2;
        if (kind == Slot::class_toggle) made_->words += 1;
        return level.handle;
    }

    SlotPlan& plan() { return made_->plan[next_++ - first_]; }

    // ---- children

    void contents(Level& level, const Node& node, int depth) {
        if (node.kind == NodeKind::list || node.kind == NodeKind::pending) {
            region(level, is_last_);
            return;
        }
        const std::uint32_t end = node.count;
        for (std::uint32_t i = node.attributes; i < end; ++i) {
            const bool outer_last = is_last_;
            is_last_ = outer_last && i + 1 == end;
            child(level, node.items()[i], depth);
            is_last_ = outer_last;
        }
    }

    void child(Level& level, const Item& item, int depth) {
        if (item.kind == Kind::node) {
            const Node& node = *item.node;
            if (node.kind == NodeKind::element) return element(level, node, depth);
            if (depth < deepest_view) contents(level, node, depth + 1);
            return;
        }
        if (is_fixed_child(item)) return fixed(level, item);
        SlotPlan& slot = plan();
        slot.part = part_of(item, false);
        if (slot.part == Part::region) {
            --next_;
            return region(level, is_last_);
        }
        const bool live = slot.part == Part::live_text;
        const Slot kind = slot.part == Part::html   ? Slot::html
                          : is_small(item)          ? Slot::text_int
                          : item.kind == Kind::real ? Slot::text_real
                                                    : Slot::text;
        const bool root = !level.up;
        if (live) slot.handle = root ? level.children : next_handle_++;
        page_slot(static_cast<std::uint32_t>(kind) | (live && !root ? has_handle : 0), 0, level, level.children);
        made_->words += kind == Slot::text_int ? 1 : 2;
        placeholder(level);
        if (slot.part == Part::html) level.shifted = true;
    }

    void placeholder(Level& level) {
        html_.add(level.node && (level.node->rules & ui::tag_rules::text_only) ? " " : "<!---->");
        ++level.children;
        level.after_text = false;
    }

    void fixed(Level& level, const Item& item) {
        if (item.size == 0) return;
        if (item.kind == Kind::text) html_.add_escaped(item.text());
        else html_.add(item.text());
        if (!level.after_text) ++level.children;
        level.after_text = item.kind == Kind::text;
        if (item.kind == Kind::html) level.shifted = true;
    }

    // A place for changing children. Between other nodes it ends in an anchor.
    void region(Level& level, bool last) {
        SlotPlan& slot = plan();
        const auto number = static_cast<std::uint16_t>(next_ - first_);
        slot.part = Part::region;
        slot.svg = level.svg;
        slot.anchor = no_anchor;
        if (!level.up) {
            slot.at_root = true;
            slot.anchor = level.children;
            made_->regions[level.children] = number;
            placeholder(level);
        } else {
            slot.handle = element_slot(level, Slot::node, 0);
            slot.sole = last && level.children == 0 && !level.shifted;
            if (!last) {
                slot.anchor = next_handle_++;
                page_slot(static_cast<std::uint32_t>(Slot::node) | has_handle, 0, level, level.children);
                placeholder(level);
            }
        }
        level.shifted = true;
    }

    // ---- elements

    void element(Level& up, const Node& node, int depth) {
        if (depth > deepest_view) return;
        Level level{.up = &up,
                    .node = &node,
                    .shifted = up.shifted,
                    .svg = node.rules & ui::tag_rules::svg || (up.svg && !(node.rules & ui::tag_rules::html))};
        html_.add('<');
        html_.add(node.name());
        fixed_attributes(node);
        for (std::uint32_t i = 0; i < node.attributes; ++i) attribute(level, node.items()[i]);
        html_.add('>');
        if (node.rules & ui::tag_rules::eats_newline) html_.add('\n');
        const bool outer_last = std::exchange(is_last_, true);
        contents(level, node, depth + 1);
        is_last_ = outer_last;
        if (!(node.rules & ui::tag_rules::empty)) {
            html_.add("</");
            html_.add(node.name());
            html_.add('>');
        }
        ++up.children;
        up.after_text = false;
    }

    void attribute(Level& level, const Item& item) {
        if (is_fixed_attribute(item)) return;
        SlotPlan& slot = plan();
        slot.part = part_of(item, true);
        slot.name = name_of(item);
        switch (slot.part) {
            case Part::attribute: element_slot(level, Slot::attribute, slot.name); break;
            case Part::toggle: slot.handle = element_slot(level, Slot::class_toggle, slot.name); break;
            case Part::handler:
                element_slot(level, level.shifted ? Slot::event_here : Slot::event, slot.name);
                listen(slot.name, item.size);
                slot.anchor = static_cast<std::uint16_t>(made_->events++);
                break;
            default:
                slot.handle = element_slot(level, Slot::node, 0);
                if (const char* event = item.kind == Kind::bound ? item.binding->behaviour().event : nullptr) {
                    const std::uint32_t name = buffer().name(event);
                    element_slot(level, level.shifted ? Slot::event_here : Slot::event, name);
                    listen(name, static_cast<std::uint32_t>(ui::Detail::input));
                    slot.anchor = static_cast<std::uint16_t>(made_->events++);
                }
        }
    }

    static std::uint32_t name_of(const Item& item) {
        if (item.kind == Kind::bound) return buffer().name(item.binding->behaviour().property);
        if (!(item.rules & (name_rules::data | name_rules::aria))) return buffer().name(item.attribute());
        Html name;
        name.add(item.rules & name_rules::data ? "data-" : "aria-");
        name.add(item.attribute());
        const std::uint32_t number = buffer().name(name.text());
        name.release();
        return number;
    }

    static void listen(std::uint32_t name, std::uint32_t detail) { buffer().put(Op::listen, name, detail); }

    // Literals, flags; classes joined, styles joined.
    void fixed_attributes(const Node& node) {
        bool classes = false, styles = false;
        for (std::uint32_t i = 0; i < node.attributes; ++i) {
            const Item& item = node.items()[i];
            if (!is_fixed_attribute(item)) continue;
            if (item.kind == Kind::flag) {
                fixed_flag(item);
            } else {
                const bool of_class = item.rules & name_rules::cls, of_style = item.rules & name_rules::style;
                if (of_class && !std::exchange(classes, true)) join(node);
                else if (of_style && !std::exchange(styles, true) && &join_styles) join_styles(html_, node);
                else if (!of_class && !of_style) fixed_attribute(item);
            }
        }
    }
    void open_value(const Item& item) {
        html_.add(' ');
        if (item.rules & name_rules::data) html_.add("data-");
        if (item.rules & name_rules::aria) html_.add("aria-");
        html_.add(item.attribute());
    }
    void fixed_attribute(const Item& item) {
        open_value(item);
        html_.add("=\"");
        html_.add_escaped(item.text());
        html_.add('"');
    }
    void fixed_flag(const Item& item) {
        const bool named_true = item.rules & (name_rules::data | name_rules::aria);
        if (!item.natural && !named_true) return;
        open_value(item);
        if (named_true) html_.add(item.natural ? "=\"true\"" : "=\"false\"");
    }
    void join(const Node& node) {
        html_.add(" class=\"");
        bool more = false;
        for (std::uint32_t i = 0; i < node.attributes; ++i) {
            const Item& item = node.items()[i];
            if (!(item.rules & name_rules::cls) || !is_fixed_attribute(item)) continue;
            if (std::exchange(more, true)) html_.add(' ');
            html_.add_escaped(item.text());
        }
        html_.add('"');
    }

    // ---- the operation

    void send() {
        static constinit thread_local std::uint32_t last_id = 0;
        made_->id = ++last_id;
        const TextAt at = buffer().add(html_.text());
        buffer().put(Op::define, made_->id, svg_ ? 1 : 0, at.offset, at.length, roots_, page_slots_);
        std::uint32_t* to = buffer().room(meta_.size());
        if (meta_.size()) std::memcpy(to, meta_.data(), meta_.size() * sizeof(std::uint32_t));
        meta_.release();
        html_.release();
    }

    Html html_;
    Stack<std::uint32_t> meta_;
    Template* made_ = nullptr;
    std::uint32_t next_, first_;
    std::uint32_t page_slots_ = 0;
    std::uint16_t next_handle_ = 0, roots_ = 0;
    bool svg_;
    bool is_last_ = true;
};

}  // namespace

Template* define_template(const Node& node, bool svg, std::uint32_t first) { return Definition(first, svg).run(node); }

void free_template(Template* made) {
    std::free(made->plan);
    std::free(made->regions);
    std::free(made);
}

}  // namespace kaon::dom
