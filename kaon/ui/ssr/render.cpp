// The HTML renderer: a stack of open nodes instead of recursion, so that it can stop anywhere and go on.
#include "kaon/ui/ssr/render.hpp"

#include <charconv>
#include <utility>

#include "kaon/base/utf8.hpp"
#include "kaon/ui/pending.hpp"
#include "kaon/ui/ssr/escape.hpp"

namespace kaon {

namespace ui {

namespace {

constexpr std::size_t largest_guess = 256 * 1024;

template <class N>
void append_number(std::string& out, N number) {
    char digits[40];
    out.append(digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits));
}

void append_code_point(std::string& out, std::uint64_t code) {
    std::string utf8;
    append_utf8(utf8, code < 0x110000 ? static_cast<char32_t>(code) : U'\uFFFD');
    append_attribute(out, utf8);
}

// A number or a character, the same in text and in attributes; false for what is neither.
bool append_scalar(std::string& out, const Item& item) {
    switch (item.kind) {
        case Kind::integer: append_number(out, item.integer); return true;
        case Kind::natural: append_number(out, item.natural); return true;
        case Kind::real: append_number(out, item.real); return true;
        case Kind::code_point: append_code_point(out, item.natural); return true;
        default: return false;
    }
}

void append_attribute_value(std::string& out, const Item& item) {
    if (item.kind == Kind::flag) {
        out += item.natural ? "true" : "false";
    } else if (!append_scalar(out, item)) {
        if (item.flags & flags::plain) out += item.text();
        else append_attribute(out, item.text());
    }
}

// All classes in one attribute, where the first of them stands.
void append_classes(std::string& out, const Item* item, const Item* end) {
    out += " class=\"";
    bool first = true;
    for (; item != end; ++item) {
        if (!(item->rules & name_rules::cls) || item->kind == Kind::flag) continue;
        if (!std::exchange(first, false)) out += ' ';
        append_attribute_value(out, *item);
    }
    out += '"';
}

void append_attributes(std::string& out, const Node& node) {
    const Item* const end = node.items() + node.attributes;
    bool classes = false;
    for (const Item* item = node.items(); item != end; ++item) {
        if (item->rules & name_rules::cls) {
            if (!std::exchange(classes, true)) append_classes(out, item, end);
            continue;
        }
        const bool named_true = item->rules & (name_rules::data | name_rules::aria);
        if (item->kind == Kind::flag && !named_true && !item->natural) continue;
        out += ' ';
        if (item->rules & name_rules::data) out += "data-";
        if (item->rules & name_rules::aria) out += "aria-";
        out += item->attribute();
        if (item->kind == Kind::flag && !named_true) continue;
        out += "=\"";
        append_attribute_value(out, *item);
        out += '"';
    }
}

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
        out += '<';
        out += node->name();
        append_attributes(out, *node);
        out += '>';
        if (node->rules & tag_rules::eats_newline) out += '\n';
    }
    stack_.push_back({node, node->attributes, cell, holds});
}

void Renderer::close(std::string& out) {
    const Frame frame = stack_.back();
    stack_.pop_back();
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
            const Item& item = std::exchange(top.cell, top.cell->next)->item;
            if (item.kind == Kind::node) {
                open(out, item.node);
                return true;
            }
            append_child(out, item);
        }
        return false;
    }
    while (top.next < top.node->count) {
        const Item& item = top.node->items()[top.next++];
        if (item.kind == Kind::node) {
            open(out, item.node);
            return true;
        }
        append_child(out, item);
    }
    return false;
}

Renderer::Stop Renderer::run(std::string& out, std::size_t limit) {
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

}  // namespace kaon
