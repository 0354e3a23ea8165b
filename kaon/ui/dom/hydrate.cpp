// The walk that lays a view beside the page, and what it does where they differ.
#include "kaon/ui/dom/hydrate.hpp"

#include "kaon/signal/graph.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/hydration.hpp"
#include "kaon/ui/dom/shown_text.hpp"

namespace kaon::inline v0::dom {

using ui::Node, ui::NodeKind;

namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == text.npos; }

bool is_foreign(const Snap& node) {
    if (node.kind == Snap::Kind::comment) return true;
    if (node.kind == Snap::Kind::text) return is_blank(node.text());
    const std::string_view tag = node.text();
    return tag.find('-') != tag.npos || tag == "script" || tag == "style" || tag == "link" || tag == "iframe";
}

constinit thread_local Hydration* current = nullptr;

// While it lives, instances are laid beside the page; a component may throw.
class Hydrating {
public:
    explicit Hydrating(Hydration& hydration) {
        current = &hydration;
        show_hook = [](Instance& taken, const View& shown, const Place& place) { current->take(taken, shown, place); };
    }
    ~Hydrating() {
        show_hook = nullptr;
        current = nullptr;
    }
    Hydrating(const Hydrating&) = delete;
    Hydrating& operator=(const Hydrating&) = delete;
};

}  // namespace

void Hydration::enter(std::uint32_t element) {
    parent_ = element;
    at_ = page_[element].first_child;
}

void Hydration::take(Instance& instance, const View& view, const Place& place) {
    if (view.empty()) return;
    const std::uint32_t start = at_, typed = typed_.size(), first = slot_items().size();
    instance.prepare(view, place, first);
    Walk walk{instance, first, 0, 0};
    const bool outer_failed = std::exchange(failed_, false);
    const int outer_depth = std::exchange(depth_, 0);
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
    depth_ = outer_depth;
}

std::uint32_t Hydration::find(const Node& node) {
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

void Hydration::element(Walk& walk, const Node& node, bool root) {
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
    free_contents_ = free_contents_ || node.rules & ui::tag_rules::server_only;
    if (!failed_ && !free_contents_ && !shows_binding) remove_leftovers();
    free_contents_ = false;
    at_ = outer_at;
    parent_ = outer_parent;
    if (bound != no_node && !failed_) connect_bound(walk, bound, found);
}

void Hydration::remove_leftovers() {
    for (; at_ != no_node; at_ = page_[at_].next) {
        if (is_foreign(page_[at_])) continue;
        report("nothing", describe(at_));
        buffer().put(Op::remove_node, at_);
    }
}

void Hydration::tell_typed() {
    for (std::uint32_t i = 0; i < typed_.size(); ++i) {
        const Snap& node = page_[typed_[i].node];
        (void)dispatch(typed_[i].base, typed_[i].slot, 0, 0, node.dirty == Snap::Dirty::checked, node.typed());
    }
}

// ---- what differs

void Hydration::make_anew(Instance& instance, const View& view, Place place, std::uint32_t start) {
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

std::string Hydration::describe(std::uint32_t index) const {
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

void Hydration::report(std::string_view expected, std::string_view found) {
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
        const Hydrating hydrating(hydration);
        hydration.enter(0);
        instance->show(view, {.parent = root});
    }
    hydration.remove_leftovers();
    buffer().put(Op::end_snapshot);
    flush();
    hydration.tell_typed();
    return Mounted(instance);
}

}  // namespace detail

}  // namespace kaon::inline v0::dom
