// Context: what travels with a Task to everything that it awaits: the core, cancellation, the deadline, the trace span.
//
//   Context& context = co_await current_context();
//   if (context.cancelled()) ...
//
// A combinator that changes something (timeout, shield, Scope) makes a copy and starts its children with that.
// Threads: one core's own. Lifetime: outlives the Tasks that were started with it.
#pragma once

#include "kaon/coro/cancel.hpp"
#include "kaon/coro/core.hpp"

namespace kaon::inline v0 {

// What a Task holds alone and must not wait for again, innermost first: a transaction puts its database here.
struct Held {
    const void* what = nullptr;
    const Held* outer = nullptr;
};

// A value that everything below may look up by its type, innermost first (task_local.hpp).
struct LocalValue {
    const void* key = nullptr;
    const void* value = nullptr;
    const LocalValue* outer = nullptr;
};

struct Context {
    Core* core = nullptr;
    CancelSource* cancel = nullptr;  // null: cannot be cancelled
    Instant deadline = Instant::never();
    const void* span = nullptr;  // the innermost trace span; telemetry knows its type

    const Held* held = nullptr;
    const LocalValue* locals = nullptr;
    // What it does, in the words of whoever started it (a route); outlives every Task and the Sentinel that reads it.
    const char* doing = nullptr;

    bool cancelled() const { return cancel && cancel->cancelled(); }
    // Cancelled by a timeout() around it, or at least after the time for it was over.
    bool timed_out() const { return cancelled() && core && core->now() >= deadline; }
    // How long until the deadline: negative after it, Duration::max() without one.
    Duration time_left() const {
        return deadline == Instant::never() || !core ? Duration::max() : deadline - core->now();
    }
    bool holds(const void* what) const {
        const Held* h = held;
        while (h && h->what != what) h = h->outer;
        return h != nullptr;
    }
};

// co_await current_context() gives the Context& of the running Task, without suspending.
struct CurrentContext {};
inline CurrentContext current_context() { return {}; }

}  // namespace kaon::inline v0
