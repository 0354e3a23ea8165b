// The HTML renderer: a stack of open nodes instead of recursion, so that it can stop anywhere and go on.
#include "kaon/ui/ssr/render.hpp"

#include <utility>

#include "kaon/signal/effect.hpp"
#include "kaon/ui/binding.hpp"
#include "kaon/ui/keyed.hpp"
#include "kaon/ui/pending.hpp"
#include "kaon/ui/ssr/attributes.hpp"
#include "kaon/ui/ssr/escape.hpp"

namespace kaon::inline v0 {

namespace ui {

namespace {

constexpr std::size_t largest_guess = 256 * 1024;

void append_child(std::string& out, const Item& item) {
    switch (item.kind) {
        case Kind::text:
            if (item.flags & flags::plain) out += item.text();
            else append_text(out, item.text());
            return;
        case Kind::html: out += item.text(); return;
        case Kind::script: append_script(out, item.text()); return;
        case Kind::css: append_css(out, item.text()); return;
        case Kind::json: append_json(out, item.text()); return;
        case Kind::value: append_computed_text(out, item); return;
        default: append_scalar(out, item); return;
    }
}

}  // namespace

Renderer::Renderer(View view, Awaited awaited) : root_(std::move(view)), awaited_(awaited) {
    stack_.reserve(32);
    if (!root_.empty()) stack_.push_back({root_.node(), 0, nullptr, false});
    // The root is opened by run(): its start tag needs the output.
    if (!stack_.empty()) stack_.back().next = not_opened;
}

Pending& Renderer::pending() const { return *static_cast<const PendingNode*>(stack_.back().node)->part; }

void Renderer::end_pending() {
    if (stack_.back().holds) held_.pop_back();
    stack_.pop_back();
}

void Renderer::push(View view) {
    if (view.empty()) return;
    stack_.push_back({view.node(), not_opened, nullptr, true});
    held_.push_back(std::move(view));
}

void Renderer::open_element(std::string& out, const Node& node) {
    out += '<';
    out += node.name();
    append_attributes(out, node);
    const std::string_view name = node.name();
    if (select_ && name == "option") {
        std::string value;
        if (attribute_value(value, node, "value") && value == selected_) out += " selected";
    }
    out += '>';
    if (node.rules & tag_rules::eats_newline) out += '\n';
    std::string shown;
    if (name == "textarea" && bound_value(shown, node)) append_text(out, shown);
    if (name == "select" && bound_value(shown, node)) {
        selected_ = std::move(shown);
        select_ = &node;
    }
}

// What a region shows now.
View Renderer::region_view(const Item& item) {
    const graph::EffectsOff off;
    const Owner::Scope scope(Owner::current() ? Owner::current() : &owner_);
    if (item.kind == Kind::view) {
        ViewCall call;
        item.binding->call(&call);
        return std::move(call.view);
    }
    struct Sink : RowSink {
        ViewList list;
    } sink;
    sink.put = [](RowSink& self, const Rows& rows) {
        for (std::size_t i = 0; i < rows.size; ++i) static_cast<Sink&>(self).list.add(rows.view(i));
    };
    item.binding->call(static_cast<RowSink*>(&sink));
    return sink.list.view();
}

// Writes a child, or opens it; true if it was opened.
bool Renderer::show(std::string& out, const Item& item) {
    if (item.kind == Kind::node) {
        open(out, item.node);
        return true;
    }
    if (item.kind == Kind::view || item.kind == Kind::rows) {
        push(region_view(item));
        return true;
    }
    append_child(out, item);
    return false;
}

// Puts the node on the stack, unless it was complete at once.
void Renderer::open(std::string& out, const Node* node, bool holds) {
    if (node->kind == NodeKind::pending && awaited_ == Awaited::shown_meanwhile) {
        const View& meanwhile = static_cast<const PendingNode*>(node)->part->meanwhile;
        if (!meanwhile.empty()) stack_.push_back({meanwhile.node(), not_opened, nullptr, false});
        if (holds) held_.pop_back();
        return;
    }
    const Cell* cell = node->kind == NodeKind::list ? static_cast<const ListNode*>(node)->first : nullptr;
    if (node->kind == NodeKind::element) {
        open_element(out, *node);
    }
    stack_.push_back({node, node->attributes, cell, holds});
}

void Renderer::close(std::string& out) {
    const Frame frame = stack_.back();
    stack_.pop_back();
    if (frame.node == select_) select_ = nullptr;
    if (frame.node->kind == NodeKind::element && !(frame.node->rules & tag_rules::empty)) {
        out += "</";
        out += frame.node->name();
        out += '>';
    }
    if (frame.holds) held_.pop_back();
}

bool Renderer::go_on(std::string& out) {
    Frame& top = stack_.back();
    if (top.node->kind == NodeKind::list) {
        while (top.cell) {
            if (show(out, std::exchange(top.cell, top.cell->next)->item)) return true;
        }
        return false;
    }
    while (top.next < top.node->count) {
        if (show(out, top.node->items()[top.next++])) return true;
    }
    return false;
}

Renderer::Stop Renderer::run(std::string& out, std::size_t limit) {
    const graph::Untracked nothing_is_followed;
    while (!stack_.empty()) {
        if (out.size() >= limit) return Stop::full;
        const Frame top = stack_.back();
        if (top.next == not_opened) {
            stack_.pop_back();
            open(out, top.node, top.holds);
        } else if (top.node->kind == NodeKind::pending) {
            return Stop::pending;
        } else if (!go_on(out)) {
            close(out);
        }
    }
    return Stop::end;
}

}  // namespace ui

void render_to(std::string& out, const View& view) {
    ui::Renderer renderer(view);
    (void)renderer.run(out, SIZE_MAX);
}

std::string render(const View& view) {
    // Pages of one program are alike: room for the last one spares this one the copies of growing.
    static thread_local std::size_t last_size = 1024;
    std::string out;
    out.reserve(last_size);
    render_to(out, view);
    last_size = out.size() < ui::largest_guess ? out.size() + out.size() / 16 : ui::largest_guess;
    return out;
}

}  // namespace kaon::inline v0
