// Spawning into a running scope.
#include "kaon/coro/scope.hpp"

namespace kaon::inline v0 {

void Scope::spawn(Task<void> task) {
    auto* member = new detail::Group::MemberOf<void>(std::move(task));
    member->ended = [](detail::Group::Member& ended) { delete &static_cast<detail::Group::MemberOf<void>&>(ended); };
    group_.add(*member);
}

}  // namespace kaon::inline v0
