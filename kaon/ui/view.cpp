// Recording: arguments become nodes in this thread's chunk.
#include "kaon/ui/view.hpp"

#include <cstring>
#include <new>

#include "kaon/ui/detail/tape.hpp"
#include "kaon/ui/url.hpp"

namespace kaon::ui {

namespace detail {

namespace {

bool has_characters(const Item& item) {
    return item.kind == Kind::text || item.kind == Kind::html || item.kind == Kind::script || item.kind == Kind::css ||
           item.kind == Kind::json;
}
bool is_absent(const Item& item) { return item.kind == Kind::none || (item.rules & name_rules::refused); }

// Bytes that must be copied for an item to outlive its arguments.
std::size_t bytes_to_copy(const Item& item) {
    std::size_t bytes = has_characters(item) && !(item.flags & flags::literal) ? item.size : 0;
    if (item.is_attribute() && !(item.flags & flags::literal_name)) bytes += item.name_size;
    return bytes;
}

const Chunk* later(const Chunk* a, const Chunk* b) { return !a || (b && b->number > a->number) ? b : a; }

void make_safe(Item& item) {
    if (!(item.rules & name_rules::url) || item.kind != Kind::text || (item.flags & flags::trusted_url)) return;
    if (is_safe_url(item.text())) return;
    item.chars = "#";
    item.size = 1;
    item.flags |= flags::literal | flags::plain;
}

// Puts the item where it belongs and its characters to `tail`, which moves on.
void place(Item& to, const Item& from, char*& tail) {
    to = from;
    if (from.kind == Kind::node) {
        retain(chunk_of(from.node));
        return;
    }
    make_safe(to);
    if (has_characters(to) && !(to.flags & flags::literal)) {
        if (to.size) std::memcpy(tail, to.chars, to.size);
        to.chars = tail;
        tail += to.size;
    }
    if (to.is_attribute() && !(to.flags & flags::literal_name)) {
        std::memcpy(tail, to.name, to.name_size);
        to.name = tail;
        tail += to.name_size;
    }
}

template <class At>
View record_items(const Tag& tag, std::size_t count, At item_at) {
    std::size_t attributes = 0, children = 0, nodes = 0;
    std::size_t bytes = tag.rules & tag_rules::copied ? tag.size : 0;
    const Chunk* above = nullptr;
    const auto is_left_out = [&](const Item& item) {
        return is_absent(item) || (!tag.chars && item.is_attribute());  // a fragment has no place for attributes
    };
    for (std::size_t i = 0; i < count; ++i) {
        const Item& item = item_at(i);
        if (is_left_out(item)) continue;
        ++(item.is_attribute() ? attributes : children);
        if (item.kind == Kind::node) {
            ++nodes;
            above = later(above, chunk_of(item.node));
        } else {
            bytes += bytes_to_copy(item);
        }
    }
    const std::size_t items = attributes + children;
    void* room = allocate(sizeof(Node) + items * sizeof(Item) + bytes, nodes, above);
    Chunk* chunk = current_chunk();
    auto* node = new (room)
        Node{.tag = tag.chars,
             .chunk_offset = static_cast<std::uint32_t>(static_cast<char*>(room) - reinterpret_cast<char*>(chunk)),
             .count = static_cast<std::uint32_t>(items),
             .attributes = static_cast<std::uint16_t>(attributes),
             .tag_size = tag.size,
             .rules = tag.rules,
             .kind = tag.chars ? NodeKind::element : NodeKind::fragment};
    auto* next_attribute = reinterpret_cast<Item*>(node + 1);
    Item* next_child = next_attribute + attributes;
    char* tail = reinterpret_cast<char*>(next_attribute + items);
    for (std::size_t i = 0; i < count; ++i) {
        const Item& item = item_at(i);
        if (!is_left_out(item)) place(*(item.is_attribute() ? next_attribute : next_child)++, item, tail);
    }
    if (tag.rules & tag_rules::copied) node->tag = static_cast<const char*>(std::memcpy(tail, tag.chars, tag.size));
    hold(chunk);
    return View::adopt(node);
}

}  // namespace

View record(const Tag& tag, const Arg* const* arguments, std::size_t count) {
    while (count && arguments[count - 1] == &no_arg) --count;
    return record_items(tag, count, [=](std::size_t i) -> const Item& { return arguments[i]->item(); });
}

View record(const Tag& tag, const Attr* const* attributes, std::size_t count) {
    while (count && attributes[count - 1] == &no_attr) --count;
    return record_items(tag, count, [=](std::size_t i) -> const Item& { return attributes[i]->item(); });
}

View record_all(const Arg* arguments, std::size_t count) {
    return record_items(Tag{}, count, [=](std::size_t i) -> const Item& { return arguments[i].item(); });
}

}  // namespace detail

}  // namespace kaon::ui

namespace kaon {

using namespace ui::detail;

ViewList::~ViewList() {
    if (held_) release(held_);
}

void ViewList::add(const ui::Arg& child) {
    const ui::Item& item = child.item();
    if (is_absent(item) || item.is_attribute()) return;
    const Chunk* above = later(held_, item.kind == ui::Kind::node ? chunk_of(item.node) : nullptr);
    auto* cell = new (allocate(sizeof(ui::Cell) + bytes_to_copy(item), 2, above)) ui::Cell{};
    Chunk* chunk = current_chunk();
    if (chunk != held_) {
        hold(chunk);
        if (held_) {
            retain(held_);
            release(held_);
        }
        held_ = chunk;
    }
    char* tail = reinterpret_cast<char*>(cell + 1);
    place(cell->item, item, tail);
    if (last_) last_->next = cell;
    else first_ = cell;
    last_ = cell;
}

View ViewList::view() {
    if (!first_) return {};
    void* room = allocate(sizeof(ui::ListNode), 1, held_);
    Chunk* chunk = current_chunk();
    auto* node = new (room) ui::ListNode{};
    node->chunk_offset = static_cast<std::uint32_t>(static_cast<char*>(room) - reinterpret_cast<char*>(chunk));
    node->kind = ui::NodeKind::list;
    node->first = first_;
    retain(held_);
    hold(chunk);
    release(held_);
    first_ = last_ = nullptr;
    held_ = nullptr;
    return View::adopt(node);
}

}  // namespace kaon
