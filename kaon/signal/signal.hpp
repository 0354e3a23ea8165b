// Signal: a value that tells those who read it when it changes.
//
//   Signal count{0};
//   effect([=] { show(count()); });
//   count.set(5);
//   count.update([](int& n) { ++n; });
//
// A handle is a pointer and a generation: trivially copied, captured by value. The value belongs to the owner that was
// current when the signal was made; a use after that end gives a default value, changes nothing, and warns with the
// place where the signal was made and the place where it was used. A write is seen by the next read; effects run in the
// next flush. Signals never compare: `set` of an equal value tells everybody; memos do compare. A reference that a read
// gives is good until the next write. Threads: the one that made it.
#pragma once

#include <string>
#include <utility>

#include "kaon/signal/detail/value_methods.hpp"

namespace kaon::inline v0 {

template <class T>
class Signal : public graph::detail::ValueMethods<Signal<T>, graph::Holdable<T>> {
    static_assert(graph::check_value<T>().ok(), graph::check_value<T>());
    using Value = graph::Holdable<T>;
    using Cell = graph::Cell<Value>;

public:
    explicit Signal(Value value, graph::Where made = graph::Where::here())
        : cell_(graph::make_cell<Value>(std::move(value), made)), generation_(cell_->generation), made_(made) {}
    // Of no signal: every use is a late one.
    static Signal none() { return Signal(); }

    ReadSignal<T> read_only() const { return {cell_, generation_, &graph::detail::read_cell<Cell>, made_}; }
    operator ReadSignal<T>() const { return read_only(); }

    // Ends it before its owner does.
    void dispose() const {
        if (Cell* const cell = live_cell()) cell->end();
    }
    Cell* live_cell() const { return cell_ && cell_->generation == generation_ ? cell_ : nullptr; }
    graph::Where made() const { return made_; }

    friend bool operator==(const Signal& a, const Signal& b) {
        return a.cell_ == b.cell_ && a.generation_ == b.generation_;
    }

private:
    Signal() = default;

    Cell* cell_ = nullptr;
    std::uint32_t generation_ = 0;
    [[no_unique_address]] graph::Where made_{};
};

template <class T>
Signal(T, graph::Where = {}) -> Signal<T>;
Signal(const char*, graph::Where = {}) -> Signal<std::string>;

}  // namespace kaon::inline v0
