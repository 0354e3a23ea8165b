// Memo: a value computed from signals and other memos, kept until one of them changes.
//
//   Memo total{[=] { return price() * count(); }};
//   effect([=] { show(total()); });       // runs only when the total is another one
//
// Lazy: it runs when it is read and something it read has changed. It compares with ==, and only a different value
// reaches those who read it. What a run makes (signals, cleanups) ends before the next run. A handle is a Copy like a
// Signal's, ends with its owner, and a late use gives a default value and a warning. A memo that reads itself gives its
// last value, with a warning. Threads: the one that made it.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "kaon/signal/cell.hpp"
#include "kaon/signal/computation.hpp"
#include "kaon/signal/read.hpp"

namespace kaon::inline v0 {

namespace graph {

template <class T>
struct MemoCell : Computation {
    bool has_value = false;
    alignas(T) unsigned char bytes[sizeof(T)];

    MemoCell(detail::Work* given, std::uint32_t of_slot, Where made)
        : Computation(Kind::memo, given, &put_slot, of_slot, made) {
        new (static_cast<void*>(bytes)) T();
    }
    T& value() { return *std::launder(reinterpret_cast<T*>(bytes)); }

    static void put_slot(Computation& base) noexcept {
        auto& self = static_cast<MemoCell&>(base);
        self.value().~T();
        Pool<MemoCell>::put(static_cast<Node*>(&self));
    }
    // Gives whether the value is another one.
    template <class F>
    static bool recompute(F& fn, void* cell) {
        auto& self = *static_cast<MemoCell*>(static_cast<Computation*>(cell));
        T next = fn();
        if (self.has_value && self.value() == next) return false;
        self.value() = std::move(next);
        self.has_value = true;
        return true;
    }
};

// Bring it up to date, and track it first. False: its owner has ended.
bool read_memo(Computation* memo, std::uint32_t generation);
bool peek_memo(Computation* memo, std::uint32_t generation);

}  // namespace graph

template <class T>
class Memo {
    static_assert(graph::check_value<T>().ok(), graph::check_value<T>());
    using Value = graph::Holdable<T>;
    using Cell = graph::MemoCell<Value>;

public:
    template <class F>
        requires(std::invocable<F&> && !std::same_as<std::decay_t<F>, Memo>)
    explicit Memo(F&& fn, graph::Where made = graph::Where::here()) : made_(made) {
        if constexpr (!std::equality_comparable<Value>) {
            static_assert(false, "a memo compares its values. remedy: give the type an operator==");
        } else {
            auto* const work = graph::detail::make_work(
                std::forward<F>(fn), [](auto& function, void* cell) { return Cell::recompute(function, cell); });
            void* const slot = graph::Pool<Cell>::take();
            generation_ = static_cast<Cell*>(slot)->generation;
            cell_ = new (slot) Cell(work, generation_, made);
        }
    }

    // Reads, and makes the running effect or memo depend on it.
    const Value& operator()(graph::Where used = graph::Where::here()) const [[clang::lifetimebound]] {
        return graph::read_memo(cell_, generation_) ? cell_->value() : late(used);
    }
    // Reads only.
    const Value& peek(graph::Where used = graph::Where::here()) const [[clang::lifetimebound]] {
        return graph::peek_memo(cell_, generation_) ? cell_->value() : late(used);
    }

    ReadSignal<T> read_only() const { return {static_cast<graph::Node*>(cell_), generation_, &read_cell, made_}; }
    operator ReadSignal<T>() const { return read_only(); }

    bool alive() const { return cell_->generation == generation_; }
    void dispose() const {
        if (alive()) cell_->end();
    }
    // Null when its owner has ended.
    graph::Source* node() const { return alive() ? static_cast<graph::Node*>(cell_) : nullptr; }
    graph::Where made() const { return made_; }

private:
    static const void* read_cell(graph::Source& source, std::uint32_t generation, graph::Reading how) {
        auto* const cell = static_cast<Cell*>(&static_cast<graph::Node&>(source));
        const auto read = how == graph::Reading::tracked ? &graph::read_memo : &graph::peek_memo;
        return read(cell, generation) ? &cell->value() : nullptr;
    }
    const Value& late(graph::Where used) const {
        graph::warn(graph::Misuse::late_use, made_, used);
        return graph::fallback<Value>();
    }

    Cell* cell_;
    std::uint32_t generation_;
    [[no_unique_address]] graph::Where made_;
};

template <class F>
Memo(F, graph::Where = {}) -> Memo<std::decay_t<std::invoke_result_t<F&>>>;

}  // namespace kaon::inline v0
