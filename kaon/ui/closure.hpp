// Closure: what a view holds instead of a value when it changes: how to call, copy and destroy it, with its type
// erased.
//
//   span([=] { return count() * 2; })      // a Closure that gives text; a Signal is one too
//
// An argument only points to the closure of the full expression; the element copies it into a Binding (binding.hpp).
// One table per closure type is all that the compiler makes of it. Threads: a value.
#pragma once

#include <concepts>
#include <cstdint>
#include <new>
#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::dom {

// What the DOM renderer does with a closure (dom/behaviour.hpp). Closures name theirs, so that the linker leaves out
// what no view of a program uses.
struct Behaviour;
extern const Behaviour shows_text, toggles_class, sets_value, binds_value, binds_checked, binds_group, handles_event,
    tells_handle, chooses_view, keeps_rows, shows_list, shows_meanwhile;

}  // namespace kaon::inline v0::dom

namespace kaon::inline v0::ui {

struct ClosureType {
    // `result` is what the kind of item says: a ValueSink, a ViewCall, an EventCall, a RowSink ...
    void (*call)(void* closure, void* result);
    void (*copy)(void* to, const void* from);  // null: its bytes are copied
    void (*destroy)(void* closure);            // null: nothing to do
    std::uint32_t size;
    const dom::Behaviour* behaviour;
};

struct Closure {
    const void* object;
    const ClosureType* type;
};

namespace detail {
template <class F>
void copy_closure(void* to, const void* from) {
    new (to) F(*static_cast<const F*>(from));
}
template <class F>
void destroy_closure(void* closure) {
    static_cast<F*>(closure)->~F();
}
}  // namespace detail

// The table of F; `call` is what distinguishes the uses of a closure.
template <class F>
constexpr ClosureType closure_type(void (*call)(void*, void*), const dom::Behaviour& behaviour) {
    static_assert(std::copy_constructible<F>,
                  "a function in a view must be copyable: share what it owns through a std::shared_ptr or a Signal");
    static_assert(alignof(F) <= 8, "a function in a view must not capture over-aligned values");
    return {call, std::is_trivially_copyable_v<F> ? nullptr : &detail::copy_closure<F>,
            std::is_trivially_destructible_v<F> ? nullptr : &detail::destroy_closure<F>, sizeof(F), &behaviour};
}

}  // namespace kaon::inline v0::ui
