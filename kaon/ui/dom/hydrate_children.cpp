// Hydration of what is inside of an element: texts are found and cut to their parts, regions filled.
#include "kaon/ui/computed.hpp"
#include "kaon/ui/dom/handles.hpp"
#include "kaon/ui/dom/hydration.hpp"
#include "kaon/ui/dom/shown_text.hpp"

namespace kaon::inline v0::dom {

using ui::Item, ui::Kind, ui::Node, ui::NodeKind;

void Hydration::contents(Walk& walk, const Node& node, bool root) {
    if (node.kind == NodeKind::list || node.kind == NodeKind::pending) return region(walk, root);
    const std::uint32_t end = end_of_shown(node);
    for (std::uint32_t i = node.attributes; i < end && !failed_; ++i) child(walk, node.items()[i], root);
}

void Hydration::fail_at_html() {
    report("trusted_html() to be the last child of an element", "more beside it, which is made anew");
    failed_ = true;
}

void Hydration::inner(Walk& walk, const Node& node, bool root) {
    const bool is_region = node.kind == NodeKind::list || node.kind == NodeKind::pending;
    if (depth_ == deepest_view && !is_region) return;
    ++depth_;
    if (node.kind == NodeKind::element) element(walk, node, root);
    else contents(walk, node, root);
    --depth_;
}

void Hydration::child(Walk& walk, const Item& item, bool root) {
    if (free_contents_) return fail_at_html();
    if (item.kind == Kind::node) return inner(walk, *item.node, root);
    if (item.kind == Kind::script || item.kind == Kind::css || item.kind == Kind::json) {
        free_contents_ = true;  // written so that nothing ends the element: other text, the same meaning
        return void(walk.slot += (item.flags & ui::flags::slot) != 0);
    }
    // Texts that follow each other are one node in a page. Of roots each has a handle, and a node of its own.
    if (is_fixed_child(item)) return append_shown(fixed_, item), root ? end_fixed(walk, root) : void();
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

void Hydration::region(Walk& walk, bool root) {
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

void Hydration::put_empty_text(std::uint32_t handle) {
    buffer().put(Op::insert_text, handle, parent_, at_ == no_node ? 0 : at_);
}

void Hydration::end_fixed(Walk& walk, bool root) {
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

void Hydration::put_text_here(std::string_view text) {
    const std::uint32_t handle = take_handles(1);
    put_empty_text(handle);
    buffer().put_text(Op::text, handle, text);
    free_handles(handle, 1);
}

void Hydration::changing_text(Walk& walk, const Item& item, bool root) {
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
    const std::uint32_t handle = root ? walk.in.base + walk.root++ : own ? take_handles(1) : walk.in.base + plan.handle;
    const bool kept = live || root || real;
    if (node != no_node && kept) adopt(handle, node);
    if (node == no_node && kept) put_empty_text(handle);
    if (node == no_node && !live && !real && !text.empty()) put_text(handle, text, root);
    if (live) follow_slot(walk, item_of(walk), plan);
    else if (real) put_real(handle, value.real);
    if (own) free_handles(handle, 1);
    ++walk.slot;
}

void Hydration::put_text(std::uint32_t handle, std::string_view text, bool there) {
    if (there) buffer().put_text(Op::text, handle, text);
    else put_text_here(text);
}

std::string Hydration::number_here() {
    skip_comments();
    const bool is_text = at_ != no_node && page_[at_].kind == Snap::Kind::text;
    const std::string_view there = is_text ? page_[at_].text() : std::string_view();
    const std::size_t length = number_length(there);
    return length ? std::string(there.substr(0, length)) : "a number";
}

void Hydration::skip_comments() {
    while (at_ != no_node && page_[at_].kind == Snap::Kind::comment) at_ = page_[at_].next;
}

std::uint32_t Hydration::take_text(std::string_view text) {
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

}  // namespace kaon::inline v0::dom
