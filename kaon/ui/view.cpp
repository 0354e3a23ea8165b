// Recording: arguments become nodes in this thread's chunk.
#include "kaon/ui/view.hpp"

#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "kaon/ui/detail/shape.hpp"
#include "kaon/ui/detail/tape.hpp"
#include "kaon/ui/url.hpp"

namespace kaon::inline v0::ui {

// Weak: in a program where it is not linked every URL is plainly safe, or refused.
[[gnu::weak]] bool is_safe_url(std::string_view url);

// Not inline: each nested element is one.
[[gnu::noinline]] Arg::Arg(const View& view) {
    if (view.empty()) return;
    item_.node = view.node();
    item_.kind = Kind::node;
}

namespace detail {

namespace {

bool is_absent(const Item& item) { return item.kind == Kind::none || (item.rules & name_rules::refused); }

// Which characters must be copied for an item to outlive its arguments.
bool is_borrowed(const Item& item) { return has_characters(item.kind) && !(item.flags & flags::literal); }
bool is_named_by_loan(const Item& item) { return item.is_attribute() && !(item.flags & flags::literal_name); }

std::size_t bytes_to_copy(const Item& item) {
    return (is_borrowed(item) ? item.size : 0u) + (is_named_by_loan(item) ? item.name_size : 0u);
}

// Copies characters to the tail, which moves on.
[[gnu::noinline]] void copy(const char*& chars, std::size_t size, char*& tail) {
    if (size) chars = static_cast<const char*>(std::memcpy(tail, chars, size));
    tail += size;
}

const Chunk* later(const Chunk* a, const Chunk* b) { return !a || (b && b->number > a->number) ? b : a; }

[[gnu::noinline]] void make_safe(Item& item) {
    if (item.kind != Kind::text || (item.flags & flags::trusted_url)) return;
    if (is_plainly_safe(item.text()) || (&is_safe_url && is_safe_url(item.text()))) return;
    item.chars = "#";
    item.size = 1;
    item.flags |= flags::literal | flags::plain;
}

// Copies closures into the current chunk, and notices when one of them holds views of it, which must not be.
class Closures {
public:
    Closures() : chunk_(current_chunk()), before_(chunk_->bindings) {}
    Binding* copy(const Closure& closure, char*& room) {
        const std::int64_t views = live_views();
        Binding* const made = Binding::make(room, closure);
        room += Binding::size_for(*closure.type);
        if (made->has_end()) adopt(made);
        in_a_circle_ |= live_views() != views;
        return made;
    }
    bool in_a_circle() const { return in_a_circle_; }
    // Ends them and closes the chunk, so that they can be copied into the next one.
    [[gnu::noinline]] void take_back() {
        while (chunk_->bindings != before_) std::exchange(chunk_->bindings, chunk_->bindings->next)->end();
        close_current();
    }

private:
    Chunk* chunk_;
    Binding* before_;
    bool in_a_circle_ = false;
};

// Where what belongs to items goes, behind them.
struct Room {
    char* closures;
    char* tail;
};

// Puts the item where it belongs and adds it to the shape.
[[gnu::always_inline]] inline std::uint64_t place(Item& to, const Item& from, Room& room, Closures& closures,
                                                  std::uint8_t& rules, std::uint64_t shape) {
    to = from;
    if (from.kind == Kind::node) {
        retain(chunk_of(from.node));
        rules |= from.node->rules & tag_rules::has_slots;
        return mix(shape, from.node->shape);
    }
    if (is_closure(from.kind)) to.binding = closures.copy(from.closure, room.closures);
    if (from.rules & name_rules::url) make_safe(to);
    if (is_borrowed(to)) copy(to.chars, to.size, room.tail);
    if (is_named_by_loan(to)) copy(to.name, to.name_size, room.tail);
    shape = mix_item(shape, to);
    if (to.flags & flags::slot) rules |= tag_rules::has_slots;
    return shape;
}

// What the items of a node need.
struct Needs {
    std::size_t attributes = 0, items = 0, nodes = 0, bytes = 0, closures = 0;
    const Chunk* above = nullptr;

    [[gnu::always_inline]] void add(const Item& item) {
        ++items;
        attributes += item.is_attribute();
        if (item.kind == Kind::node) {
            ++nodes;
            above = later(above, chunk_of(item.node));
        } else {
            bytes += bytes_to_copy(item);
            if (is_closure(item.kind)) closures += Binding::size_for(*item.closure.type);
        }
    }
};

std::uint64_t shape_of(const Tag& tag, const Needs& needs) {
    const std::uint64_t counts = std::uint64_t{needs.items} << 40 | std::uint64_t{needs.attributes} << 32;
    if (tag.rules & tag_rules::copied) return mix_text(counts, {tag.chars, tag.size});
    return mix(counts, address(tag.chars));
}

View record(const Tag& tag, const Arg* const* arguments, std::size_t count) {
    const auto item_at = [=](std::size_t i) -> const Item& { return arguments[i]->item(); };
    // A fragment has no place for attributes.
    const auto is_left_out = [&](const Item& item) { return is_absent(item) || (!tag.chars && item.is_attribute()); };
    Needs needs{.bytes = tag.rules & tag_rules::copied ? tag.size : std::size_t{0}};
    for (std::size_t i = 0; i < count; ++i) {
        const Item& item = item_at(i);
        if (!is_left_out(item)) needs.add(item);
    }
    void* memory =
        allocate(sizeof(Node) + needs.items * sizeof(Item) + needs.closures + needs.bytes, needs.nodes, needs.above);
    Chunk* chunk = current_chunk();
    auto* node = new (memory)
        Node{.shape = 0,
             .tag = tag.chars,
             .chunk_offset = static_cast<std::uint32_t>(static_cast<char*>(memory) - reinterpret_cast<char*>(chunk)),
             .count = static_cast<std::uint32_t>(needs.items),
             .attributes = static_cast<std::uint16_t>(needs.attributes),
             .tag_size = tag.size,
             .rules = tag.rules,
             .kind = tag.chars ? NodeKind::element : NodeKind::fragment};
    auto* next_attribute = reinterpret_cast<Item*>(node + 1);
    Item* next_child = next_attribute + needs.attributes;
    char* const behind = reinterpret_cast<char*>(next_attribute + needs.items);
    Room room{behind, behind + needs.closures};
    Closures closures;
    std::uint64_t shape = shape_of(tag, needs);
    for (std::size_t i = 0; i < count; ++i) {
        const Item& item = item_at(i);
        if (is_left_out(item)) continue;
        Item& to = *(item.is_attribute() ? next_attribute : next_child)++;
        shape = place(to, item, room, closures, node->rules, shape);
    }
    if (closures.in_a_circle()) [[unlikely]] {
        closures.take_back();
        return record(tag, arguments, count);
    }
    node->shape = shape;
    if (tag.rules & tag_rules::copied) copy(node->tag, tag.size, room.tail);
    hold(chunk);
    return View::adopt(node);
}

}  // namespace

std::uint64_t mix_text(std::uint64_t hash, std::string_view text) {
    for (const char c : text) hash = mix(hash, static_cast<unsigned char>(c));
    return mix(hash, text.size());
}

template <class... Args>
[[gnu::always_inline]] inline View record_these(const Tag& tag, const Args&... arguments) {
    const Arg* const all[] = {&arguments..., nullptr};
    return record(tag, all, sizeof...(arguments));
}

View record_each(const Tag& tag) { return record_these(tag); }
View record_each(const Tag& tag, const Arg& a0) { return record_these(tag, a0); }
View record_each(const Tag& tag, const Arg& a0, const Arg& a1) { return record_these(tag, a0, a1); }
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2) { return record_these(tag, a0, a1, a2); }
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2, const Arg& a3) {
    return record_these(tag, a0, a1, a2, a3);
}
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2, const Arg& a3, const Arg& a4) {
    return record_these(tag, a0, a1, a2, a3, a4);
}
View record_each(const Tag& tag, const Arg& a0, const Arg& a1, const Arg& a2, const Arg& a3, const Arg& a4,
                 const Arg& a5) {
    return record_these(tag, a0, a1, a2, a3, a4, a5);
}

View record_up_to(const Tag& tag, const Arg* const* arguments, std::size_t count) {
    std::size_t used = 0;
    while (used < count && arguments[used] != &no_arg) ++used;
    return record(tag, arguments, used);
}

View record_all(const Arg* arguments, std::size_t count) {
    constexpr std::size_t few = 16;
    const Arg* here[few];
    std::vector<const Arg*> more(count > few ? count : 0);
    const Arg** const all = count > few ? more.data() : here;
    for (std::size_t i = 0; i < count; ++i) all[i] = arguments + i;
    return record(Tag{}, all, count);
}

}  // namespace detail

}  // namespace kaon::inline v0::ui

namespace kaon::inline v0 {

using namespace ui::detail;

ViewList::~ViewList() {
    if (held_) release(held_);
}

void ViewList::add(const ui::Arg& child) {
    const ui::Item& item = child.item();
    if (is_absent(item) || item.is_attribute()) return;
    Needs needs;
    needs.add(item);
    auto* cell =
        new (allocate(sizeof(ui::Cell) + needs.closures + needs.bytes, 2, later(held_, needs.above))) ui::Cell{};
    char* const behind = reinterpret_cast<char*>(cell + 1);
    Room room{behind, behind + needs.closures};
    Closures closures;
    std::uint8_t rules = 0;
    (void)place(cell->item, item, room, closures, rules, 0);
    if (closures.in_a_circle()) [[unlikely]] {
        closures.take_back();
        return add(child);
    }
    Chunk* chunk = current_chunk();
    if (chunk != held_) {
        hold(chunk);
        if (held_) {
            retain(held_);
            release(held_);
        }
        held_ = chunk;
    }
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
    node->rules = ui::tag_rules::has_slots;
    node->shape = shape_of_list;
    node->behaviour = &dom::shows_list;
    node->first = first_;
    retain(held_);
    hold(chunk);
    release(held_);
    first_ = last_ = nullptr;
    held_ = nullptr;
    return View::adopt(node);
}

}  // namespace kaon::inline v0
