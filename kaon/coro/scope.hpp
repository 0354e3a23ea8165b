// Scope: Tasks that are started along the way and all end before the scope does.
//
//   int sum = co_await scope([&](Scope& scope) -> Task<int> {
//       for (Url url : urls) scope.spawn(fetch(url));
//       Forked<Rates> rates = scope.fork(fetch_rates());
//       co_return co_await compute(co_await rates.join());
//   });                                              // here every Task has ended
//
// A Task runs until its first wait inside spawn() or fork(). The first error, of the body or of a spawned Task, cancels
// the others and is the scope's own; a forked one's is for who joins it. cancel() ends what is running in it, not the
// body: for loops that have no end of their own. A spawned Task that has ended is gone, with all that it owned.
// Errors: as said. Threads: all on the caller's core; a Task of another core is spawn(on_core(core, task)).
// Lifetime: the Scope& is for the body and its Tasks; a Forked may outlive the scope.
#pragma once

#include <memory>

#include "kaon/coro/group.hpp"
#include "kaon/coro/notify.hpp"
#include "kaon/coro/stopped_by.hpp"

namespace kaon::inline v0 {

template <class T>
class Forked;

class Scope {
public:
    void spawn(Task<void> task);
    // A Task whose value, or error, somebody asks for later.
    template <class T>
    Forked<T> fork(Task<T> task);

    // How many have not ended, without the body.
    std::size_t running() const { return running_; }
    // Waits until none is running.
    Task<void> idle() {
        while (running_ > 0) co_await ended_.notified();
    }
    // Ends with Errc::cancelled what they await, also of those that are spawned later. That is no failure of the scope.
    void cancel();

    // Internal: the group that scope() runs.
    explicit Scope(detail::Group& group) : group_(group) {}

private:
    struct Child;
    void prepare();

    detail::Group& group_;
    std::optional<CancelSource> cancel_;
    Context context_;
    bool cancelled_ = false;
    std::size_t running_ = 0;
    Notify ended_;
};

namespace detail {
template <class T>
struct ForkedState {
    CancelSource cancel;
    std::optional<Result<T>> outcome;
    Notify ended;
};
template <class T>
Task<void> run_forked(std::shared_ptr<ForkedState<T>> state, Task<T> task) {
    state->outcome.emplace(co_await attempt(stopped_by(state->cancel, std::move(task))));
    state->ended.notify_all();
}
}  // namespace detail

template <class T>
class Forked {
public:
    bool ended() const { return state_->outcome.has_value(); }
    // Ends what it awaits with Errc::cancelled.
    void cancel() { state_->cancel.cancel(); }
    // Waits for its end and gives the value, or ends with its error; once. Cancellation: the Task goes on, and may be
    // joined again.
    Task<T> join() {
        const std::shared_ptr<detail::ForkedState<T>> state = state_;
        while (!state->outcome) co_await state->ended.notified();
        co_return co_await *std::move(state->outcome);
    }

private:
    friend class Scope;
    explicit Forked(std::shared_ptr<detail::ForkedState<T>> state) : state_(std::move(state)) {}
    std::shared_ptr<detail::ForkedState<T>> state_;
};

template <class T>
Forked<T> Scope::fork(Task<T> task) {
    auto state = std::make_shared<detail::ForkedState<T>>();
    spawn(detail::run_forked(state, std::move(task)));
    return Forked<T>(std::move(state));
}

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
