// Where the value of a Signal lives: a slot that is never given back, so that a handle can always ask its generation.
#pragma once

#include <concepts>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "kaon/base/message.hpp"
#include "kaon/signal/owner.hpp"
#include "kaon/signal/pool.hpp"

namespace kaon::inline v0::graph {

// What a late read gives.
template <class T>
const T& fallback() {
    static const T value{};
    return value;
}

// What is wrong with a type that no signal or memo can hold.
template <class T>
consteval Message check_value() {
    Message message;
    if constexpr (std::is_void_v<T> || std::is_reference_v<T> || std::is_const_v<T>) {
        message << "a signal holds a plain value. remedy: no void, const or reference; a pointer may stand for one";
    } else if constexpr (!std::copyable<T>) {
        message << "a signal's value must be copyable. remedy: hold a std::shared_ptr to it";
    } else if constexpr (!std::default_initializable<T>) {
        message << "a signal's value needs a default, for reads after its end. remedy: hold a std::optional of it";
    }
    return message;
}
// Stands in for a type that is refused, so that one mistake is one error.
template <class T>
using Holdable = std::conditional_t<std::is_object_v<T> && !std::is_const_v<T>, T, int>;

// The part of a cell that does not depend on the value's type.
struct CellBase : Source, Owned {
    std::uint32_t generation;

    // A fresh use of a slot: its generation goes on.
    CellBase(Drop drop_it, std::uint32_t of_slot, Where made);
    // After it nobody reads it, and handles know.
    void forget();
};

template <class T>
struct Cell : CellBase {
    alignas(T) unsigned char bytes[sizeof(T)];

    Cell(T&& first, std::uint32_t of_slot, Where made) : CellBase(&drop_value, of_slot, made) {
        new (static_cast<void*>(bytes)) T(std::move(first));
    }
    T& value() { return *std::launder(reinterpret_cast<T*>(bytes)); }

    static void drop_value(Owned& owned) noexcept {
        auto& self = static_cast<Cell&>(owned);
        self.forget();
        self.value().~T();
        drop_slot(owned);
    }
    static void drop_slot(Owned& owned) noexcept { Pool<Cell>::put(static_cast<Cell*>(&owned)); }

    // Before its owner does.
    void end() {
        if (!held()) return drop_value(*this);
        forget();
        value().~T();
        drop = &drop_slot;
    }
};

template <class T>
Cell<T>* make_cell(T&& value, Where made) {
    void* const slot = Pool<Cell<T>>::take();
    return new (slot) Cell<T>(std::move(value), static_cast<Cell<T>*>(slot)->generation, made);
}

}  // namespace kaon::inline v0::graph
