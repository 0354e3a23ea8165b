// Scope: Tasks that are started along the way and all end before the scope does.
//
//   int sum = co_await scope([&](Scope& scope) -> Task<int> {
//       for (Url url : urls) scope.spawn(fetch(url));
//       co_return co_await compute();
//   });                                              // here every spawned Task has ended
//
// A spawned Task runs until its first wait inside spawn(). The first error, of the body or of a spawned Task, cancels
// the others and is the scope's own. Threads: all on the caller's core.
#pragma once

#include "kaon/coro/group.hpp"

namespace kaon::inline v0 {

class Scope {
public:
    void spawn(Task<void> task);

    // Internal: the group that scope() runs.
    explicit Scope(detail::Group& group) : group_(group) {}

private:
    detail::Group& group_;
};

template <class F>
auto scope(F body) -> std::invoke_result_t<F, Scope&> {
    using T = typename std::invoke_result_t<F, Scope&>::value_type;
    detail::Group::Member* members[1];
    detail::Group group(detail::GroupRule::all, members, 1);
    Scope handle(group);
    detail::Group::MemberOf<T> member(body(handle));
    members[0] = &member;
    co_await group;
    if constexpr (!std::is_void_v<T>) co_return detail::take_value(member);
}

}  // namespace kaon::inline v0
