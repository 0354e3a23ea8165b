// SharedSignal: a signal that lives as long as its handles, whatever the owner: the state of one row of a list.
//
//   struct Row { int id; SharedSignal<std::string> label; };
//   rows.update([](std::vector<Row>& all) { all.push_back({1, SharedSignal{"first"}}); });
//
// A handle is one pointer with a count behind it that is not atomic: one thread. A moved-from handle is like a signal
// whose owner has ended. Everything else is as with Signal.
#pragma once

#include <string>
#include <utility>

#include "kaon/signal/detail/value_methods.hpp"

namespace kaon::inline v0 {

namespace graph {

template <class T>
struct SharedCell : Source {
    std::uint32_t generation;
    std::uint32_t handles = 1;
    alignas(T) unsigned char bytes[sizeof(T)];

    SharedCell(T&& first, std::uint32_t of_slot) : generation(of_slot) {
        new (static_cast<void*>(bytes)) T(std::move(first));
    }
    T& value() { return *std::launder(reinterpret_cast<T*>(bytes)); }
    void end() {
        ++generation;
        detach(static_cast<Source&>(*this));
        value().~T();
        Pool<SharedCell>::put(this);
    }
};

}  // namespace graph

template <class T>
class SharedSignal : public graph::detail::ValueMethods<SharedSignal<T>, graph::Holdable<T>> {
    static_assert(graph::check_value<T>().ok(), graph::check_value<T>());
    using Value = graph::Holdable<T>;
    using Cell = graph::SharedCell<Value>;

public:
    explicit SharedSignal(Value value, graph::Where made = graph::Where::here()) : made_(made) {
        void* const slot = graph::Pool<Cell>::take();
        cell_ = new (slot) Cell(std::move(value), static_cast<Cell*>(slot)->generation);
    }
    SharedSignal(const SharedSignal& other) : cell_(other.cell_), made_(other.made_) {
        if (cell_) ++cell_->handles;
    }
    SharedSignal(SharedSignal&& other) noexcept : cell_(std::exchange(other.cell_, nullptr)), made_(other.made_) {}
    SharedSignal& operator=(SharedSignal other) noexcept {
        std::swap(cell_, other.cell_);
        std::swap(made_, other.made_);
        return *this;
    }
    ~SharedSignal() {
        if (cell_ && --cell_->handles == 0) cell_->end();
    }

    ReadSignal<T> read_only() const {
        return {cell_, cell_ ? cell_->generation : 0, &graph::detail::read_cell<Cell>, made_};
    }
    operator ReadSignal<T>() const { return read_only(); }

    Cell* live_cell() const { return cell_; }
    graph::Where made() const { return made_; }

    friend bool operator==(const SharedSignal& a, const SharedSignal& b) { return a.cell_ == b.cell_; }

private:
    Cell* cell_ = nullptr;
    [[no_unique_address]] graph::Where made_{};
};

template <class T>
SharedSignal(T, graph::Where = {}) -> SharedSignal<T>;
SharedSignal(const char*, graph::Where = {}) -> SharedSignal<std::string>;

}  // namespace kaon::inline v0
