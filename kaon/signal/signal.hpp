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
// gives is good until the next write.
#pragma once

#include <concepts>
#include <string>
#include <utility>

#include "kaon/signal/cell.hpp"

namespace kaon {

template <class T>
class Signal {
    static_assert(graph::check_value<T>());
    using Cell = graph::Cell<T>;

public:
    explicit Signal(T value, graph::Where made = graph::Where::here())
        : cell_(graph::make_cell<T>(std::move(value), made)), generation_(cell_->generation), made_(made) {}
    // Of no signal: every use is a late one.
    static Signal none() { return Signal(); }

    // Reads, and makes the running effect or memo depend on it.
    const T& operator()(graph::Where used = graph::Where::here()) const [[clang::lifetimebound]] {
        if (!live(used)) return graph::fallback<T>();
        graph::track(*cell_);
        return cell_->value();
    }
    // Reads only.
    const T& peek(graph::Where used = graph::Where::here()) const [[clang::lifetimebound]] {
        return live(used) ? cell_->value() : graph::fallback<T>();
    }

    void set(T value, graph::Where used = graph::Where::here()) const {
        if (!live(used)) return;
        cell_->value() = std::move(value);
        graph::changed(*cell_);
    }
    // fn changes the value in place.
    template <std::invocable<T&> F>
    void update(F&& fn, graph::Where used = graph::Where::here()) const {
        if (!live(used)) return;
        fn(cell_->value());
        if (alive()) graph::changed(*cell_);
    }
    // fn says whether it did.
    template <std::predicate<T&> F>
    bool maybe_update(F&& fn, graph::Where used = graph::Where::here()) const {
        if (!live(used) || !fn(cell_->value())) return false;
        if (alive()) graph::changed(*cell_);
        return true;
    }

    bool alive() const { return cell_ && cell_->generation == generation_; }
    void dispose() const {
        if (alive()) cell_->end();
    }
    // Null when its owner has ended.
    graph::Source* node() const { return alive() ? cell_ : nullptr; }
    graph::Where made() const { return made_; }

    friend bool operator==(const Signal& a, const Signal& b) {
        return a.cell_ == b.cell_ && a.generation_ == b.generation_;
    }

private:
    Signal() = default;
    bool live(graph::Where used) const {
        if (alive()) [[likely]]
            return true;
        graph::warn(graph::Misuse::late_use, made_, used);
        return false;
    }

    Cell* cell_ = nullptr;
    std::uint32_t generation_ = 0;
    [[no_unique_address]] graph::Where made_{};
};

template <class T>
Signal(T, graph::Where = {}) -> Signal<T>;
Signal(const char*, graph::Where = {}) -> Signal<std::string>;

}  // namespace kaon
