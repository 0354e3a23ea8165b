// Binding: a closure that was recorded into a view, where it lies in the view's block. A renderer that goes on calling
// it when the view is gone makes a copy of its own.
//
// Threads: called only on the thread whose signals it reads.
#pragma once

#include <cstddef>

#include "kaon/ui/closure.hpp"

namespace kaon::inline v0::ui {

class alignas(8) Binding {  // the closure follows
public:
    // What the closure takes with the binding before it, in bytes.
    static std::size_t size_for(const ClosureType& type) {
        return sizeof(Binding) + ((type.size + 7) & ~std::size_t{7});
    }
    // Copies the closure into `room`, which is so large and aligned to 8.
    static Binding* make(void* room, const Closure& closure);

    void call(void* result) { type_->call(this + 1, result); }
    // To make another of it.
    Closure closure() const { return {this + 1, type_}; }
    const ClosureType& type() const { return *type_; }
    const dom::Behaviour& behaviour() const { return *type_->behaviour; }
    // Ends the closure; one that has nothing to end need not be.
    bool has_end() const { return type_->destroy; }
    void end() { type_->destroy(this + 1); }

    Binding* next = nullptr;  // of the same holder, among those that have an end

private:
    explicit Binding(const ClosureType* type) : type_(type) {}

    const ClosureType* type_;
};

}  // namespace kaon::inline v0::ui
