// Task-local values: what everything below a Task may look up by its type: the tenant of a request, its trace id.
//
//   co_await with_local(Tenant{"acme"}, handle(request));
//   ...
//   const Tenant* tenant = co_await task_local<Tenant>();       // null when nobody above has set one
//
// The innermost counts. They travel with the Context: into groups, scopes, timeouts and to other cores (on_core), and
// not into functions that are no Tasks. A Task that is spawned into a scope sees what the scope saw, not what was set
// inside of it by whoever spawns. Errors: none of their own. Threads: read from every core that the Task's children run
// on, and never changed. Lifetime: until the Task of with_local() has ended.
#pragma once

#include "kaon/coro/group.hpp"

namespace kaon::inline v0 {

namespace detail {
template <class T>
inline constexpr char local_key = 0;  // its address tells types apart, without RTTI

const void* find_local(const LocalValue* locals, const void* key);

template <class T>
struct LookUpLocal {
    auto awaiter_for(PromiseBase& self) {
        struct Awaiter : std::suspend_never {
            const LocalValue* locals;
            const T* await_resume() const noexcept { return static_cast<const T*>(find_local(locals, &local_key<T>)); }
        };
        return Awaiter{{}, self.context().locals};
    }
};
}  // namespace detail

// co_await gives a const T*, without suspending.
template <class T>
detail::LookUpLocal<T> task_local() {
    return {};
}

template <class T, class V>
Task<V> with_local(T value, Task<V> task) {
    Context own = co_await current_context();
    const LocalValue local{.key = &detail::local_key<T>, .value = &value, .outer = own.locals};
    own.locals = &local;
    co_return co_await detail::RunIn<V>{std::move(task), own};
}

}  // namespace kaon::inline v0
