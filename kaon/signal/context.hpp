// Context: a value that a component leaves for everything below it, found by its type.
//
//   provide_context(Theme{.dark = true});
//   if (Theme* theme = use_context<Theme>()) ...
//
// It belongs to the current owner and ends with it; the nearest owner that has one answers, the latest of an owner
// hides its earlier ones. For siblings that must not see each other's, each has an owner of its own. The pointer is
// good until the owner that provides it ends; a context that changes is a signal in a context. Threads: its
// owner's.
#pragma once

#include <type_traits>
#include <utility>

#include "kaon/signal/owner.hpp"

namespace kaon::inline v0 {

namespace graph {

using ContextKey = const char*;
template <class T>
inline constexpr char context_key = 0;  // its address tells types apart, without RTTI

struct ContextBase : Owned {
    ContextBase(ContextKey of_type, Drop drop_it) : Owned(drop_it), key(of_type) {}
    ContextKey key;
};

template <class T>
struct Context : ContextBase {
    explicit Context(T&& given) : ContextBase(&context_key<T>, &drop_it), value(std::move(given)) {}
    static void drop_it(Owned& owned) noexcept { delete static_cast<Context*>(&owned); }
    T value;
};

ContextBase* find_context(ContextKey key);

}  // namespace graph

// False without an owner: there is nobody to keep it.
template <class T>
bool provide_context(T value) {
    auto* const context = new graph::Context<T>(std::move(value));
    if (graph::own(*context, graph::Owning::context)) return true;
    delete context;
    return false;
}

// Null if nobody provides one.
template <class T>
T* use_context() {
    graph::ContextBase* const found = graph::find_context(&graph::context_key<T>);
    return found ? &static_cast<graph::Context<T>*>(found)->value : nullptr;
}

}  // namespace kaon::inline v0
