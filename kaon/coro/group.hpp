// Several Tasks at once: when_all, first_of, timeout, shield.
//
//   auto [user, orders] = co_await when_all(find_user(id), find_orders(id));
//   std::vector<Page> pages = co_await when_all(std::move(tasks));
//   auto first = co_await first_of(ask(a), ask(b));       // std::variant; first.index() says who
//   auto next = co_await first_of(jobs.recv(), sleep(1s)); // waits stand in the place of Tasks
//   Page page = co_await timeout(2s, fetch(url));          // Errc::timeout
//   co_await shield(commit());                             // not cancelled from outside
//
// Structured: none returns before all of its Tasks have ended; those that lost are cancelled and waited for. A Task
// that has ended lets go of what it owns at once, not with the others: the Sender of a channel, say. when_all ends with
// the first error and cancels the rest. Threads: all on the caller's core, interleaved at awaits.
#pragma once

#include <tuple>
#include <variant>
#include <vector>

#include "kaon/coro/task.hpp"

namespace kaon::inline v0 {

namespace detail {

template <class T>
using ValueOrUnit = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

enum class GroupRule {
    all,  // everyone must succeed: the first error cancels the rest
    each,  // everyone ends as they will
    first,  // the first to end, well or badly, cancels the rest
};

// Runs its members together and completes when the last has ended; compiled once for all types.
class Group final : public Operation<void> {
public:
    struct Member : TaskWaiter {
        void (*start)(Member&, Context&) = nullptr;
        void (*ended)(Member&) = nullptr;  // last words: a member that owns itself ends here
        Group* group = nullptr;
        const bool* stopped = nullptr;  // when it points to true, to be cancelled is no failure
    };
    template <class T>
    struct MemberOf : Member {
        Task<T> task;
        std::optional<ValueOrUnit<T>> value;
        explicit MemberOf(Task<T>&& awaited) : task(std::move(awaited)) {
            start = [](Member& member, Context& context) {
                static_cast<MemberOf&>(member).task.start(member, context);
            };
            ended = [](Member& member) {
                if (member.error) return;  // its frame has gone
                auto& self = static_cast<MemberOf&>(member);
                Task<T> last = std::move(self.task);
                if constexpr (std::is_void_v<T>) self.value.emplace();
                else self.value.emplace(last.take());
            };
        }
    };

    // `members` stay where they are until the end. `limit`: cancel everyone after this time.
    Group(GroupRule rule, Member* const* members, std::size_t count, const Duration* limit = nullptr);

    // Starts one more, while the group runs.
    void add(Member& member) { add(member, context_); }
    void add(Member& member, Context& context);
    const Context& context_of_members() const { return context_; }
    // Who ended first (rule `first`).
    const Member* first() const { return first_; }

private:
    struct Limit : Timer {
        Group* group = nullptr;
    };
    Begun start(Core& core) override;
    void member_ended(Member& member);
    Result<> outcome();

    GroupRule rule_;
    Member* const* members_;
    std::size_t count_;
    std::size_t running_ = 0;
    const Member* first_ = nullptr;
    const Duration* limit_;
    Limit timer_;
    std::optional<CancelSource> cancel_;
    Context context_;
    std::optional<Error> error_;
    bool timed_out_ = false;
};

// A wait in the place of a Task; it stays where it is.
template <class T>
Task<T> as_task(Task<T>&& task) {
    return std::move(task);
}
template <AnyOperation Op>
Task<typename std::remove_cvref_t<Op>::value_type> as_task(Op&& operation [[clang::lifetimebound]]) {
    co_return co_await operation;
}

template <class T>
ValueOrUnit<T> take_value(Group::MemberOf<T>& member) {
    return *std::move(member.value);
}

}  // namespace detail

// Errors: the first that any of them ends with. The value of a Task<void> is std::monostate.
template <class... T>
    requires(sizeof...(T) > 0)
Task<std::tuple<detail::ValueOrUnit<T>...>> when_all(Task<T>... tasks) {
    std::tuple<detail::Group::MemberOf<T>...> members{std::move(tasks)...};
    co_return co_await std::apply(
        [](auto&... member) -> Task<std::tuple<detail::ValueOrUnit<T>...>> {
            detail::Group::Member* pointers[] = {&member...};
            co_await detail::Group(detail::GroupRule::all, pointers, sizeof...(T));
            co_return std::tuple<detail::ValueOrUnit<T>...>(detail::take_value(member)...);
        },
        members);
}

template <class T>
Task<std::vector<detail::ValueOrUnit<T>>> when_all(std::vector<Task<T>> tasks) {
    std::vector<detail::Group::MemberOf<T>> members;
    members.reserve(tasks.size());
    std::vector<detail::Group::Member*> pointers;
    for (Task<T>& task : tasks) pointers.push_back(&members.emplace_back(std::move(task)));
    co_await detail::Group(detail::GroupRule::all, pointers.data(), pointers.size());
    std::vector<detail::ValueOrUnit<T>> values;
    values.reserve(members.size());
    for (auto& member : members) values.push_back(detail::take_value(member));
    co_return values;
}

// The value of whoever ended first; ends with its error when that is how it ended.
template <class... T>
    requires(sizeof...(T) > 0)
Task<std::variant<detail::ValueOrUnit<T>...>> first_of(Task<T>... tasks) {
    using Value = std::variant<detail::ValueOrUnit<T>...>;
    std::tuple<detail::Group::MemberOf<T>...> members{std::move(tasks)...};
    co_return co_await [](auto& all) -> Task<Value> {
        auto run = [&]<std::size_t... I>(std::index_sequence<I...>) -> Task<Value> {
            detail::Group::Member* pointers[] = {&std::get<I>(all)...};
            detail::Group group(detail::GroupRule::first, pointers, sizeof...(I));
            co_await group;
            std::optional<Value> value;
            auto take = [&]<std::size_t K>(auto& member) {
                if (group.first() == &member) value.emplace(std::in_place_index<K>, detail::take_value(member));
            };
            (take.template operator()<I>(std::get<I>(all)), ...);
            co_return *std::move(value);
        };
        co_return co_await run(std::index_sequence_for<T...>{});
    }(members);
}

// With waits among them.
template <class... A>
    requires(AnyOperation<A> || ...)
auto first_of(A&&... awaited [[clang::lifetimebound]]) {
    return first_of(detail::as_task(std::forward<A>(awaited))...);
}

template <class T>
struct FirstOf {
    std::size_t index = 0;
    detail::ValueOrUnit<T> value;
};

// One of many of a kind; there must be one.
template <class T>
Task<FirstOf<T>> first_of(std::vector<Task<T>> tasks) {
    std::vector<detail::Group::MemberOf<T>> members;
    members.reserve(tasks.size());
    std::vector<detail::Group::Member*> pointers;
    for (Task<T>& task : tasks) pointers.push_back(&members.emplace_back(std::move(task)));
    detail::Group group(detail::GroupRule::first, pointers.data(), pointers.size());
    co_await group;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (group.first() == &members[i]) co_return FirstOf<T>{i, detail::take_value(members[i])};
    }
    co_return Error(Errc::invalid).with_detail("first_of() of no Task");
}

// Ends with Errc::timeout when the Task has not ended after `limit`; the Task is cancelled and waited for.
template <class T>
Task<T> timeout(Duration limit, Task<T> task) {
    detail::Group::MemberOf<T> member(std::move(task));
    detail::Group::Member* pointers[] = {&member};
    co_await detail::Group(detail::GroupRule::all, pointers, 1, &limit);
    if constexpr (!std::is_void_v<T>) co_return detail::take_value(member);
}
template <AnyOperation Op>
Task<typename std::remove_cvref_t<Op>::value_type> timeout(Duration limit, Op&& awaited [[clang::lifetimebound]]) {
    return timeout(limit, detail::as_task(std::forward<Op>(awaited)));
}

// The same at a point in time of the core's clock.
template <class T>
Task<T> timeout_at(Instant end, Task<T> task) {
    const Duration limit = end - (co_await current_context()).core->now();
    co_return co_await timeout(limit, std::move(task));
}
template <AnyOperation Op>
Task<typename std::remove_cvref_t<Op>::value_type> timeout_at(Instant end, Op&& awaited [[clang::lifetimebound]]) {
    return timeout_at(end, detail::as_task(std::forward<Op>(awaited)));
}

namespace detail {
// Awaits a Task in a given context, which outlives it.
template <class T>
struct RunIn {
    Task<T> task;
    Context& context;

    auto awaiter_for(PromiseBase& self) {
        struct Awaiter : TaskAwaiter<T, false> {
            Context& context;
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
                this->waiter.resume = waiting;
                this->waiter.propagate = &this->self;
                return this->task.prepare(this->waiter, context);
            }
        };
        return Awaiter{{std::move(task), self}, context};
    }
};

// Awaits a Task in a context of its own: a changed copy of the caller's.
template <class T>
struct InContext {
    Task<T> task;
    void (*change)(Context& context, Held* held);
    Held* held = nullptr;

    auto awaiter_for(PromiseBase& self) {
        struct Awaiter : TaskAwaiter<T, false> {
            Context own;
            Awaiter(InContext&& in, PromiseBase& promise)
                : TaskAwaiter<T, false>(std::move(in.task), promise), own(promise.context()) {
                in.change(own, in.held);
            }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
                this->waiter.resume = waiting;
                this->waiter.propagate = &this->self;
                return this->task.prepare(this->waiter, own);
            }
        };
        return Awaiter(std::move(*this), self);
    }
};
}  // namespace detail

// Runs the Task so that cancellation does not reach it: for a commit, a clean-up that must be finished.
template <class T>
detail::InContext<T> shield(Task<T> task) {
    return {std::move(task), [](Context& context, Held*) { context.cancel = nullptr; }};
}

// Runs the Task with `held.what` marked as held: what would wait for it again can see that and refuse.
template <class T>
detail::InContext<T> holding(Held& held [[clang::lifetimebound]], Task<T> task) {
    return {std::move(task),
            [](Context& context, Held* added) {
                added->outer = context.held;
                context.held = added;
            },
            &held};
}

}  // namespace kaon::inline v0
