// Selector: which one of many is it? Telling the old and the new one costs the same for ten rows and ten thousand.
//
//   Selector selected{0};                                  // or Selector selected{[=] { return current(); }}
//   cls("danger", [=] { return selected(row.id); });
//   selected.set(17);                                      // the old row and row 17 run again, no others
//
// A Copy like a Signal, and ends with its owner. There is an entry for a key as long as something depends on it.
// Keys: integers, enums, pointers, strings, or a type with == and a function `hash_of(key)` beside it. Threads: the one
// that made it.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kaon/signal/effect.hpp"
#include "kaon/signal/read.hpp"

namespace kaon::inline v0 {

namespace graph {

std::uint32_t hash_bytes(const void* bytes, std::size_t size);

template <class K>
std::uint32_t hash_key(const K& key) {
    if constexpr (std::is_integral_v<K> || std::is_enum_v<K> || std::is_pointer_v<K>) {
        const auto bits = static_cast<std::uint64_t>((std::uintptr_t)key);
        return static_cast<std::uint32_t>((bits ^ bits >> 32) * 0x9e3779b1u);
    } else if constexpr (std::convertible_to<const K&, std::string_view>) {
        const std::string_view text = key;
        return hash_bytes(text.data(), text.size());
    } else {
        return static_cast<std::uint32_t>(hash_of(key));
    }
}

// A key that something depends on.
struct Entry : Watched {
    using Watched::Watched;
    std::uint32_t hash = 0;
    Entry* next = nullptr;  // in its bucket
};

// The entries of one selector; knows no keys.
struct Entries : Watcher {
    Entry** buckets = nullptr;
    std::uint32_t capacity = 0;  // a power of two
    std::uint32_t size = 0;

    explicit Entries(void (*forget)(Watcher&, Source&)) : Watcher{forget} {}
    Entry* bucket(std::uint32_t hash) const { return capacity ? buckets[hash & (capacity - 1)] : nullptr; }
    void insert(Entry& entry, std::uint32_t hash);
    void remove(Entry& entry);
    void grow();
};

template <class K>
struct Selection : Entries {
    struct KeyEntry : Entry {
        KeyEntry(Watcher& watching, const K& of_key) : Entry(watching), key(of_key) {}
        K key;
    };
    K now;
    Effect driver;  // reads the source of the selection

    explicit Selection(K first) : Entries(&forget), now(std::move(first)) {}
    Selection(Selection&& other) : Entries(&forget), now(std::move(other.now)) {}  // of an empty one, into its cell
    ~Selection() {
        for (std::uint32_t i = 0; i < capacity; ++i) {
            while (Entry* const entry = buckets[i]) {
                detach(static_cast<Source&>(*entry));
                forget(*this, *entry);
            }
        }
        delete[] buckets;
    }

    static void forget(Watcher& self, Source& source) {
        auto& entry = static_cast<KeyEntry&>(source);
        static_cast<Selection&>(self).remove(entry);
        entry.~KeyEntry();
        Pool<KeyEntry>::put(static_cast<Source*>(&entry));
    }
    KeyEntry* find(const K& key) {
        const std::uint32_t hash = hash_key(key);
        for (Entry* entry = bucket(hash); entry; entry = entry->next) {
            auto* const found = static_cast<KeyEntry*>(entry);
            if (found->hash == hash && found->key == key) return found;
        }
        return nullptr;
    }
    KeyEntry& find_or_add(const K& key) {
        if (KeyEntry* const found = find(key)) return *found;
        auto* const entry = new (Pool<KeyEntry>::take()) KeyEntry(*this, key);
        insert(*entry, hash_key(key));
        return *entry;
    }
    void select(K key) {
        if (key == now) return;
        const K before = std::exchange(now, std::move(key));
        if (KeyEntry* const entry = find(before)) changed(*entry);
        if (KeyEntry* const entry = find(now)) changed(*entry);
    }
};

}  // namespace graph

template <class K>
class Selector {
    using Cell = graph::Cell<graph::Selection<K>>;

public:
    explicit Selector(K first, graph::Where made = graph::Where::here())
        : cell_(graph::make_cell<graph::Selection<K>>(graph::Selection<K>(std::move(first)), made)),
          generation_(cell_->generation), made_(made) {}

    // Follows what source gives.
    template <std::invocable F>
        requires std::convertible_to<std::invoke_result_t<F&>, K> && (!std::convertible_to<F, K>)
    explicit Selector(F source, graph::Where made = graph::Where::here()) : Selector(K{}, made) {
        cell_->value().driver = render_effect(
            [self = *this, source = std::move(source)]() mutable { self.cell_->value().select(source()); }, made);
    }

    // Whether it is this one; what runs now depends on the answer.
    bool operator()(const K& key, graph::Where used = graph::Where::here()) const {
        graph::Selection<K>* const selection = live(used);
        if (!selection) return false;
        if (graph::tracking()) graph::track(selection->find_or_add(key));
        return selection->now == key;
    }
    // The one that is selected, not tracked.
    K peek(graph::Where used = graph::Where::here()) const {
        graph::Selection<K>* const selection = live(used);
        return selection ? selection->now : K{};
    }
    void set(K key, graph::Where used = graph::Where::here()) const {
        if (graph::Selection<K>* const selection = live(used)) selection->select(std::move(key));
    }

    bool alive() const { return cell_->generation == generation_; }
    // For a binding with a fixed edge: it changes when the answer for this key does.
    graph::Source* node(const K& key) const { return alive() ? &cell_->value().find_or_add(key) : nullptr; }
    // How many keys something depends on.
    std::size_t entries() const { return alive() ? cell_->value().size : 0; }

private:
    graph::Selection<K>* live(graph::Where used) const {
        if (!alive()) {
            graph::warn(graph::Misuse::late_use, made_, used);
            return nullptr;
        }
        graph::Selection<K>& selection = cell_->value();
        if (graph::Computation* const driver = selection.driver.node()) graph::update_if_stale(*driver);
        return alive() ? &selection : nullptr;
    }

    Cell* cell_;
    std::uint32_t generation_;
    [[no_unique_address]] graph::Where made_;
};

template <class K>
    requires(!std::invocable<K&>)
Selector(K, graph::Where = {}) -> Selector<K>;
Selector(const char*, graph::Where = {}) -> Selector<std::string>;
template <std::invocable F>
Selector(F, graph::Where = {}) -> Selector<std::decay_t<std::invoke_result_t<F&>>>;

}  // namespace kaon::inline v0
