// Binding: a closure that was recorded into a view. The view's block counts as one holder, a renderer that keeps
// calling it as another.
//
// Threads: counted with atomics, called only on the thread whose signals it reads.
#pragma once

#include "kaon/ui/closure.hpp"

namespace kaon::inline v0::ui {

class alignas(8) Binding {  // the closure follows
public:
    // Copies the closure.
    static Binding* make(const Closure& closure);

    void call(void* result) { type_->call(this + 1, result); }
    // To make another of it.
    Closure closure() const { return {this + 1, type_}; }
    const dom::Behaviour& behaviour() const { return *type_->behaviour; }
    void hold() { __atomic_add_fetch(&holders_, 1, __ATOMIC_RELAXED); }
    void release();

    Binding* next = nullptr;  // of the same block

private:
    explicit Binding(const ClosureType* type) : type_(type) {}

    const ClosureType* type_;
    std::uint32_t holders_ = 1;
};
}  // namespace kaon::inline v0::ui
