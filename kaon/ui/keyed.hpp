// Keyed lists: each(items, key, row), which follows its items and keeps what is made of each while its key stays.
//
//   ul(each(todos, [](const Todo& todo) { return todo.id; },
//           [=](const Todo& todo) {
//               return li(todo.text, button(on::click([=, id = todo.id] { remove(id); }), "x"));
//           }))
//
// `items` is a signal, memo or closure that gives something with size() and operator[]; a key is a number, an enum or
// text, and differs from row to row: of rows that share one, the later is shown too, and reported. A row is made once
// and not again while its key stays: what changes inside it is a signal. Its signals and effects end with it.
// Errors: a row that throws, which native programs can, leaves the list empty until the next change. Threads: the
// page's own; on a server, the one that renders.
#pragma once

#include <string_view>

#include "kaon/signal/graph.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0 {

namespace ui {

// The rows as they are now; valid during the call only.
struct Rows {
    std::size_t size;
    void (*write_keys)(const Rows& rows, std::uint64_t* keys);
    View (*view_at)(const Rows& rows, std::size_t index);
    const void* items;
    void* source;

    // The keys of all rows, at once: comparing them takes no call for each.
    void keys(std::uint64_t* to) const { write_keys(*this, to); }
    View view(std::size_t index) const { return view_at(*this, index); }
};
struct RowSink {
    void (*put)(RowSink& sink, const Rows& rows);
};

std::uint64_t key_of(std::string_view text);
template <class K>
std::uint64_t make_key(const K& key) {
    if constexpr (Text<K>) return key_of(key);
    else return static_cast<std::uint64_t>(key);
}

template <class Items, class Key, class Row>
struct Keyed {
    Items items;
    Key key;
    Row row;

    using Range = std::remove_cvref_t<decltype(std::declval<Items&>()())>;

    static constexpr Kind region_kind = Kind::rows;
    static constexpr const ClosureType& region_type() { return type; }
    static const ClosureType type;

    static void write_keys(const Rows& rows, std::uint64_t* keys) {
        auto& key = static_cast<Keyed*>(rows.source)->key;
        for (std::size_t i = 0; i < rows.size; ++i)
            keys[i] = make_key(key((*static_cast<const Range*>(rows.items))[i]));
    }
    static View view_at(const Rows& rows, std::size_t index) {
        return static_cast<Keyed*>(rows.source)->row((*static_cast<const Range*>(rows.items))[index]);
    }
    static void put(void* self, void* sink) {
        auto* keyed = static_cast<Keyed*>(self);
        const auto& items = keyed->items();
        const graph::Untracked rows_are_made_once;
        auto* to = static_cast<RowSink*>(sink);
        to->put(*to, Rows{items.size(), &write_keys, &view_at, &items, keyed});
    }
    // So that a component may return it.
    operator View() const {
        const Arg child(*this);
        return detail::record_all(&child, 1);
    }
};

template <class Items>
using Element = decltype(std::declval<const Items&>()()[0]);
template <class Key, class Items>
concept KeyOf = requires(const Key& key, Element<Items> item) {
    requires std::integral<std::remove_cvref_t<decltype(key(item))>> ||
                 Text<std::remove_cvref_t<decltype(key(item))>> ||
                 std::is_enum_v<std::remove_cvref_t<decltype(key(item))>>;
};
template <class Row, class Items>
concept RowOf = requires(const Row& row, Element<Items> item) { View(row(item)); };
template <class Items, class Key, class Row>
constexpr ClosureType Keyed<Items, Key, Row>::type = closure_type<Keyed>(&Keyed::put, dom::keeps_rows);

}  // namespace ui

template <ui::Reactive Items, class Key, class Row>
auto each(const Items& items, const Key& key, const Row& row) {
    if constexpr (!ui::KeyOf<Key, Items>) {
        static_assert(false, "each(items, key, row): key takes one of the items and gives a number, an enum or text");
        return View();
    } else if constexpr (!ui::RowOf<Row, Items>) {
        static_assert(false, "each(items, key, row): row takes one of the items and gives a View");
        return View();
    } else {
        return ui::Keyed<Items, std::decay_t<Key>, std::decay_t<Row>>{items, key, row};
    }
}

}  // namespace kaon::inline v0
