// Reading and writing, as Signal and SharedSignal share it. Handle: `Cell* live_cell() const`, null when it has ended.
#pragma once

#include <concepts>
#include <utility>

#include "kaon/signal/read.hpp"

namespace kaon::inline v0::graph::detail {

template <class Handle, class T>
class ValueMethods {
public:
    // Reads, and makes the running effect or memo depend on it.
    const T& operator()(Where used = Where::here()) const [[clang::lifetimebound]] {
        auto* const cell = live(used);
        if (!cell) return fallback<T>();
        track(*cell);
        return cell->value();
    }
    // Reads only.
    const T& peek(Where used = Where::here()) const [[clang::lifetimebound]] {
        auto* const cell = live(used);
        return cell ? cell->value() : fallback<T>();
    }

    void set(T value, Where used = Where::here()) const {
        auto* const cell = live(used);
        if (!cell) return;
        cell->value() = std::move(value);
        changed(*cell);
    }
    // fn changes the value in place.
    template <std::invocable<T&> F>
    void update(F&& fn, Where used = Where::here()) const {
        auto* const cell = live(used);
        if (!cell) return;
        fn(cell->value());
        if (handle().live_cell()) changed(*cell);
    }
    // fn says whether it changed the value.
    template <std::predicate<T&> F>
    bool maybe_update(F&& fn, Where used = Where::here()) const {
        auto* const cell = live(used);
        if (!cell || !fn(cell->value())) return false;
        if (handle().live_cell()) changed(*cell);
        return true;
    }

    bool alive() const { return handle().live_cell() != nullptr; }
    // Null when it has ended.
    Source* node() const { return handle().live_cell(); }

private:
    const Handle& handle() const { return static_cast<const Handle&>(*this); }
    auto* live(Where used) const {
        auto* const cell = handle().live_cell();
        if (!cell) [[unlikely]]
            warn(Misuse::late_use, handle().made(), used);
        return cell;
    }
};

// The Reader of a cell with a generation and a value.
template <class Cell>
const void* read_cell(Source& source, std::uint32_t generation, Reading how) {
    auto& cell = static_cast<Cell&>(source);
    if (cell.generation != generation) return nullptr;
    if (how == Reading::tracked) track(cell);
    return &cell.value();
}

}  // namespace kaon::inline v0::graph::detail
