// The walk that lays a view beside the page.
#include "kaon/ui/dom/hydrate.hpp"

#include <bit>
#include <string>

#include "kaon/signal/graph.hpp"
#include "kaon/ui/bind.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/computed.hpp"
#include "kaon/ui/dom/buffer.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/instance.hpp"
#include "kaon/ui/dom/live.hpp"
#include "kaon/ui/dom/region.hpp"
#include "kaon/ui/dom/shown_text.hpp"
#include "kaon/ui/dom/snapshot.hpp"

namespace kaon::dom {

using ui::Item, ui::Kind, ui::Node, ui::NodeKind;
namespace name_rules = ui::name_rules;

namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == text.npos; }

bool is_foreign(const Snap& node) {
    if (node.kind == Snap::Kind::comment) return true;
    if (node.kind == Snap::Kind::text) return is_blank(node.text());
    const std::string_view tag = node.text();
    return tag.find('-') != tag.npos || tag == "script" || tag == "style" || tag == "link" || tag == "iframe";
}

// What a visitor may have changed before the page came alive.
bool is_visitors(std::string_view attribute) {
    return attribute == "open" || attribute == "value" || attribute == "checked";
}

// A handler to call with what was typed before.
struct Typed {
    std::uint32_t base, slot, node;
};

class Hydration {
public:
    explicit Hydration(std::string tokens) : page_(std::move(tokens)) {}
    ~Hydration() { typed_.release(); }

    Snapshot& page() { return page_; }
    void enter(std::uint32_t element) {
        parent_ = element;
        at_ = page_[element].first_child;
    }

    // In place of Instance::show: the nodes are there already, at the cursor.
    void take(Instance& instance, const View& view, const Place& place) {
        if (view.empty()) return;
        const std::uint32_t start = at_, typed = typed_.size(), first = slot_items().size();
        instance.prepare(view, place, first);
        Walk walk{instance, first, 0, 0};
        const bool outer_failed = std::exchange(failed_, false);
        const Node& node = *view.node();
        if (node.kind == NodeKind::element) element(walk, node, true);
        else contents(walk, node, true);
        end_fixed(walk, true);
        slot_items().cut(first);
        if (failed_) {
            instance.move_roots(walk.root, Instance::nowhere);
            typed_.cut(typed);
            make_anew(instance, view, place, start);
        }
        failed_ = outer_failed;
    }

    void remove_leftovers() {
        for (; at_ != no_node; at_ = page_[at_].next) {
            if (is_foreign(page_[at_])) continue;
            report("nothing", describe(at_));
            buffer().put(Op::remove_node, at_);
        }
    }

    // Input handlers hear of what was typed.
    void tell_typed() {
        for (std::uint32_t i = 0; i < typed_.size(); ++i) {
            const Snap& node = page_[typed_[i].node];
            (void)dispatch(typed_[i].base, typed_[i].slot, 0, 0, node.dirty == Snap::Dirty::checked, node.typed());
        }
    }

private:
    // One instance's way through its view.
    struct Walk {
        Instance& in;
        std::uint32_t first;  // of its slots
        std::uint32_t slot;   // the next one
        std::uint32_t root;   // the next root
    };

    const SlotPlan& plan_of(const Walk& walk) const { return walk.in.layout->plan[walk.slot]; }
    SlotItem item_of(const Walk& walk) const { return slot_items()[walk.first + walk.slot]; }

    void adopt(std::uint32_t handle, std::uint32_t node) { buffer().put(Op::adopt, handle, node); }

    // ---- elements

    // The next sibling that can be this element; nodes before it go, unless they are foreign.
    std::uint32_t find(const Node& node) {
        std::uint32_t found = no_node;
        for (std::uint32_t i = at_; i != no_node && found == no_node; i = page_[i].next) {
            if (page_[i].kind == Snap::Kind::element && same_name(page_[i].text(), node.name())) found = i;
        }
        if (found == no_node) return no_node;
        for (std::uint32_t i = at_; i != found; i = page_[i].next) {
            if (is_foreign(page_[i])) continue;
            report(describe(node), describe(i));
            buffer().put(Op::remove_node, i);
        }
        return found;
    }

    void element(Walk& walk, const Node& node, bool root) {
        end_fixed(walk, root);
        if (failed_) return;
        const std::uint32_t found = find(node);
        if (found == no_node) {
            report(describe(node), at_ == no_node ? "nothing" : describe(at_));
            failed_ = true;
            return;
        }
        if (root) adopt(walk.in.base + walk.root++, found);
        at_ = page_[found].next;
        const std::uint32_t bound = attributes(walk, node, found);
        const std::uint32_t outer_parent = std::exchange(parent_, found);
        const std::uint32_t outer_at = std::exchange(at_, page_[found].first_child);
        contents(walk, node, false);
        end_fixed(walk, false);
        const bool shows_binding = bound != no_node && same_name(node.name(), "textarea");
        if (!failed_ && !free_contents_ && !shows_binding) remove_leftovers();
        free_contents_ = false;
        at_ = outer_at;
        parent_ = outer_parent;
        if (bound != no_node && !failed_) connect_bound(walk, bound, found);
    }

    // Checks what is fixed and connects what is not; gives the slot of a two-way binding, which waits for the children.
    std::uint32_t attributes(Walk& walk, const Node& node, std::uint32_t found) {
        std::uint32_t bound = no_node;
        bool classes = false;
        for (std::uint32_t i = 0; i < node.attributes; ++i) {
            const Item& item = node.items()[i];
            if (item.rules & name_rules::cls) {
                if (!std::exchange(classes, true)) check_classes(node, found);
            } else if (!ui::is_closure(item.kind) && !(item.rules & (name_rules::style | name_rules::property)) &&
                       item.kind != Kind::real) {
                check_attribute(item, found);
            }
            if (is_fixed_attribute(item)) continue;
            if (item.kind == Kind::bound) {
                bound = walk.slot++;
                continue;
            }
            connect(walk, found);
            ++walk.slot;
        }
        return bound;
    }

    void connect(Walk& walk, std::uint32_t found) {
        const SlotItem from = item_of(walk);
        const SlotPlan& plan = plan_of(walk);
        if (plan.part == Part::attribute) return;
        if (plan.part == Part::handler) {
            const std::string_view event = from.item->attribute();
            listen(walk, plan, event, found);
            const bool hears = event == "input" || event == "change";
            if (hears && page_[found].dirty != Snap::Dirty::clean) typed_.push({walk.in.base, plan.anchor, found});
        } else {
            adopt(walk.in.base + plan.handle, found);
        }
        if (plan.part == Part::toggle) follow_slot(walk, from, plan);
        else connect_slot(walk.in, from, plan, walk.slot);
    }
    // Where an instance operation would bring the first value, an operation of its own does.
    static void follow_slot(Walk& walk, const SlotItem& from, const SlotPlan& plan) {
        std::uint32_t operations = 0;
        add_live(walk.in, from, plan, walk.slot, operations);
    }

    // A two-way binding takes over what was typed before it shows its own.
    void connect_bound(Walk& walk, std::uint32_t slot, std::uint32_t found) {
        const SlotItem from = slot_items()[walk.first + slot];
        const SlotPlan& plan = walk.in.layout->plan[slot];
        adopt(walk.in.base + plan.handle, found);
        listen(walk, plan, from.item->attribute() == "value" ? "input" : "change", found);
        const Snap& node = page_[found];
        if (node.dirty != Snap::Dirty::clean) {
            InputEvent event;
            event.value = node.typed();
            event.checked = node.dirty == Snap::Dirty::checked;
            std::string own;
            if (from.item->attribute() == "group") {
                bool present = false;
                own = page_.attribute(found, "value", present);
                event.value = own;
            }
            ui::BoundCall typed{.typed = &event};
            if (from.item->attribute() != "group" || event.checked) from.item->binding->call(&typed);
        }
        connect_slot(walk.in, from, plan, slot);
    }

    void listen(const Walk& walk, const SlotPlan& plan, std::string_view event, std::uint32_t found) {
        const std::uint32_t handle = take_handles(1);
        adopt(handle, found);
        const std::uint32_t name = buffer().passing_name(event);
        buffer().put(Op::event, handle, walk.in.base, plan.anchor, name);
        free_handles(handle, 1);
    }

    // ---- attributes

    void check_attribute(const Item& item, std::uint32_t found) {
        std::string name;
        if (item.rules & name_rules::data) name = "data-";
        if (item.rules & name_rules::aria) name = "aria-";
        name += item.attribute();
        if (is_visitors(name)) return;
        bool present = false;
        const std::string_view there = page_.attribute(found, name, present);
        const bool says_truth = item.rules & (name_rules::data | name_rules::aria);
        const bool expected = item.kind != Kind::flag || says_truth || item.natural;
        const std::string value = expected ? text_of(item, says_truth) : std::string();
        if (present == expected && (!expected || there == value)) return;
        report(expected ? name + "=\"" + value + "\"" : "no " + name,
               (present ? name + "=\"" + std::string(there) + "\"" : "no " + name) + " in " + describe(found));
        const std::uint32_t handle = take_handles(1);
        adopt(handle, found);
        const std::uint32_t number = buffer().passing_name(name);
        if (expected) {
            const TextAt at = buffer().add(value);
            buffer().put(Op::attribute, handle, number, at.offset, at.length);
        } else {
            buffer().put(Op::attribute_off, handle, number);
        }
        free_handles(handle, 1);
    }

    // Every fixed class word must be there; others may be.
    void check_classes(const Node& node, std::uint32_t found) {
        bool present = false;
        const std::string_view there = page_.attribute(found, "class", present);
        for (std::uint32_t i = 0; i < node.attributes; ++i) {
            const Item& item = node.items()[i];
            if (!(item.rules & name_rules::cls) || item.kind != Kind::text) continue;
            std::string_view words = item.text();
            while (!words.empty()) {
                const std::size_t end = words.find(' ');
                const std::string_view word = words.substr(0, end);
                words.remove_prefix(end == words.npos ? words.size() : end + 1);
                if (word.empty() || has_word(there, word)) continue;
                report("class " + std::string(word), "\"" + std::string(there) + "\" in " + describe(found));
                const std::uint32_t handle = take_handles(1);
                adopt(handle, found);
                const std::uint32_t number = buffer().passing_name(word);
                buffer().put(Op::class_toggle, handle, number, 1);
                free_handles(handle, 1);
            }
        }
    }

    // ---- children

    void contents(Walk& walk, const Node& node, bool root) {
        if (node.kind == NodeKind::list || node.kind == NodeKind::pending) return region(walk, root);
        for (std::uint32_t i = node.attributes; i < node.count && !failed_; ++i) child(walk, node.items()[i], root);
    }

    void fail_at_html() {
        report("trusted_html() to be the last child of an element", "more beside it, which is made anew");
        failed_ = true;
    }

    void child(Walk& walk, const Item& item, bool root) {
        if (free_contents_) return fail_at_html();
        if (item.kind == Kind::node) {
            if (item.node->kind == NodeKind::element) element(walk, *item.node, root);
            else contents(walk, *item.node, root);
            return;
        }
        if (item.kind == Kind::script || item.kind == Kind::css || item.kind == Kind::json) {
            free_contents_ = true;  // written so that nothing ends the element: other text, the same meaning
            return void(walk.slot += (item.flags & ui::flags::slot) != 0);
        }
        // Texts that follow each other are one node, in a template as in a page.
        if (is_fixed_child(item)) return append_shown(fixed_, item);
        end_fixed(walk, root);
        switch (plan_of(walk).part) {
            case Part::region: return region(walk, root);
            case Part::html:
                if (root) return fail_at_html();
                free_contents_ = true;  // whatever it parsed to is taken as it is
                ++walk.slot;
                return;
            default: return changing_text(walk, item, root);
        }
    }

    void region(Walk& walk, bool root) {
        const SlotItem from = item_of(walk);
        end_fixed(walk, root);
        const SlotPlan& plan = plan_of(walk);
        const std::uint32_t slot = walk.slot++;
        if (!plan.at_root) adopt(walk.in.base + plan.handle, parent_);
        connect_slot(walk.in, from, plan, slot);
        if (plan.anchor != no_anchor) {
            put_empty_text(walk.in.base + plan.anchor);
            if (root) ++walk.root;
        }
    }

    void put_empty_text(std::uint32_t handle) {
        buffer().put(Op::insert_text, handle, parent_, at_ == no_node ? 0 : at_);
    }

    void end_fixed(Walk& walk, bool root) {
        if (fixed_.empty()) return;
        const std::string text = std::exchange(fixed_, std::string());
        const std::uint32_t handle = root ? walk.in.base + walk.root++ : 0;
        const std::uint32_t node = take_text(text);
        if (node != no_node) {
            if (root) adopt(handle, node);
            return;
        }
        if (!root) return put_text_here(text);
        put_empty_text(handle);
        buffer().put_text(Op::text, handle, text);
    }
    void put_text_here(std::string_view text) {
        const std::uint32_t handle = take_handles(1);
        put_empty_text(handle);
        buffer().put_text(Op::text, handle, text);
        free_handles(handle, 1);
    }

    void changing_text(Walk& walk, const Item& item, bool root) {
        const SlotPlan& plan = plan_of(walk);
        std::string text;
        Item value = item;
        if (item.kind == Kind::value) {
            ui::with_value(item, [&](const Item& now) { append_shown(text, value = now); });
        } else {
            append_shown(text, item);
        }
        const bool real = value.kind == Kind::real;
        if (real) text = number_here();
        const std::uint32_t node = text.empty() ? no_node : take_text(text);
        const bool live = plan.part == Part::live_text, own = real && !live && !root;
        const std::uint32_t handle = root  ? walk.in.base + walk.root++
                                     : own ? take_handles(1)
                                           : walk.in.base + plan.handle;
        const bool kept = live || root || real;
        if (node != no_node && kept) adopt(handle, node);
        if (node == no_node && kept) put_empty_text(handle);
        if (node == no_node && !live && !real && !text.empty()) put_text(handle, text, root);
        if (live) follow_slot(walk, item_of(walk), plan);
        else if (real) put_real(handle, value.real);
        if (own) free_handles(handle, 1);
        ++walk.slot;
    }
    // Into the node that was put there, or into a new one.
    void put_text(std::uint32_t handle, std::string_view text, bool there) {
        if (there) buffer().put_text(Op::text, handle, text);
        else put_text_here(text);
    }
    // How a double is written is known to the page only: whatever number stands there is taken, and set.
    std::string number_here() {
        skip_comments();
        const bool is_text = at_ != no_node && page_[at_].kind == Snap::Kind::text;
        const std::string_view there = is_text ? page_[at_].text() : std::string_view();
        const std::size_t length = number_length(there);
        return length ? std::string(there.substr(0, length)) : "a number";
    }
    void skip_comments() {
        while (at_ != no_node && page_[at_].kind == Snap::Kind::comment) at_ = page_[at_].next;
    }

    // The node that shows this text, cut off from what follows; a text that differs is taken as a whole and set. None:
    // there is no text here.
    std::uint32_t take_text(std::string_view text) {
        skip_comments();
        if (at_ == no_node || page_[at_].kind != Snap::Kind::text) {
            report("\"" + std::string(text) + "\"", at_ == no_node ? "nothing" : describe(at_));
            return no_node;
        }
        const std::uint32_t node = at_;
        const std::string_view there = page_[node].text();
        if (there.size() > text.size() && there.substr(0, text.size()) == text) {
            const std::uint32_t rest = page_.split(node, static_cast<std::uint32_t>(text.size()));
            buffer().put(Op::split, node, units(text), rest);
        } else if (there != text) {
            report("\"" + std::string(text) + "\"", describe(node));
            const std::uint32_t handle = take_handles(1);
            adopt(handle, node);
            buffer().put_text(Op::text, handle, text);
            free_handles(handle, 1);
        }
        at_ = page_[node].next;
        return node;
    }

    // ---- what differs

    // The boundary failed: what stood there goes as far as it can be told, and a fresh one takes its place.
    void make_anew(Instance& instance, const View& view, Place place, std::uint32_t start) {
        instance.disconnect();
        fixed_.clear();
        for (std::uint32_t i = start; i != at_ && i != no_node; i = page_[i].next) {
            if (!is_foreign(page_[i])) buffer().put(Op::remove_node, i);
        }
        place.before = take_handles(1);
        put_empty_text(place.before);
        const auto hook = std::exchange(show_hook, nullptr);
        instance.show(view, place);
        show_hook = hook;
        buffer().put(Op::remove, place.before);
        free_handles(place.before, 1);
    }

    std::string describe(std::uint32_t index) const {
        const Snap& node = page_[index];
        if (node.kind == Snap::Kind::comment) return "a comment";
        if (node.kind == Snap::Kind::text) return "\"" + std::string(node.text().substr(0, 60)) + "\"";
        std::string text = "<" + std::string(node.text());
        bool present = false;
        for (std::string_view name : {"id", "class"}) {
            const std::string_view value = page_.attribute(index, name, present);
            if (present) text += " " + std::string(name) + "=\"" + std::string(value) + "\"";
        }
        return text + ">";
    }
    static std::string describe(const Node& node) { return "<" + std::string(node.name()) + ">"; }
    void report(std::string_view expected, std::string_view found) {
        if (++reports_ > most_reports) return;
        std::string line = "hydration: expected ";
        line += expected;
        line += ", found ";
        line += found;
        std::string path;
        for (std::uint32_t i = parent_; i != no_node; i = page_[i].parent) {
            path = path.empty() ? std::string(page_[i].text()) : std::string(page_[i].text()) + " > " + path;
        }
        line += " in " + path;
        buffer().put_text(Op::log, 1, line);
    }

    Snapshot page_;
    std::uint32_t parent_ = 0, at_ = no_node;
    Stack<Typed> typed_;
    int reports_ = 0;
    std::string fixed_;  // literal text that was not looked for yet
    bool failed_ = false, free_contents_ = false;
};

constinit thread_local Hydration* current = nullptr;

}  // namespace

namespace detail {

Mounted hydrate(Instance* instance, std::string_view id, const View& view) {
    Host* page = current_host();
    Hydration hydration(page ? page->snapshot(id) : std::string());
    if (hydration.page().empty()) {
        buffer().put_text(Op::log, 2, "hydration: the page has no element #" + std::string(id));
        return Mounted(instance);
    }
    const std::uint32_t root = take_handles(1);
    buffer().put_text(Op::root, root, id);
    instance->parent = root;
    {
        const graph::Untracked mounting;
        hydration.enter(0);
        current = &hydration;
        show_hook = [](Instance& taken, const View& shown, const Place& place) { current->take(taken, shown, place); };
        instance->show(view, {.parent = root});
        show_hook = nullptr;
        current = nullptr;
    }
    hydration.remove_leftovers();
    buffer().put(Op::end_snapshot);
    flush();
    hydration.tell_typed();
    return Mounted(instance);
}

}  // namespace detail

}  // namespace kaon::dom
