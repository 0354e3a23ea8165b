// join and when_all_as: everyone's outcome, or everyone's value under a name.
//
//   auto [user, ads] = co_await join(find_user(id), find_ads(id));     // Result<User>, Result<Ads>: nobody is
//   cancelled std::vector<Result<Page>> pages = co_await join(std::move(tasks));
//
//   struct Front { User user; std::vector<Order> orders; };
//   Front front = co_await when_all_as<Front>(find_user(id), find_orders(id));   // in the order of the members
//
// Structured as the groups of group.hpp. when_all_as ends with the first error, as when_all. Errors: of join only
// Errc::cancelled, when the caller is cancelled. Threads: all on the caller's core.
#pragma once

#include "kaon/coro/group.hpp"

namespace kaon::inline v0 {

namespace detail {
template <class T>
Result<T> take_result(Group::MemberOf<T>& member) {
    if (member.error) return *std::move(member.error);
    if constexpr (std::is_void_v<T>) return {};
    else return *std::move(member.value);
}
}  // namespace detail

template <class... T>
    requires(sizeof...(T) > 0)
Task<std::tuple<Result<T>...>> join(Task<T>... tasks) {
    std::tuple<detail::Group::MemberOf<T>...> members{std::move(tasks)...};
    co_return co_await std::apply(
        [](auto&... member) -> Task<std::tuple<Result<T>...>> {
            detail::Group::Member* pointers[] = {&member...};
            co_await detail::Group(detail::GroupRule::each, pointers, sizeof...(T));
            co_return std::tuple<Result<T>...>(detail::take_result(member)...);
        },
        members);
}

template <class T>
Task<std::vector<Result<T>>> join(std::vector<Task<T>> tasks) {
    std::vector<detail::Group::MemberOf<T>> members;
    members.reserve(tasks.size());
    std::vector<detail::Group::Member*> pointers;
    for (Task<T>& task : tasks) pointers.push_back(&members.emplace_back(std::move(task)));
    co_await detail::Group(detail::GroupRule::each, pointers.data(), pointers.size());
    std::vector<Result<T>> results;
    results.reserve(members.size());
    for (auto& member : members) results.push_back(detail::take_result(member));
    co_return results;
}

// Page is an aggregate whose members take the values, in their order.
template <class Page, class... T>
    requires requires(T... value) { Page{std::move(value)...}; }
Task<Page> when_all_as(Task<T>... tasks) {
    auto values = co_await when_all(std::move(tasks)...);
    co_return std::apply([](auto&... value) { return Page{std::move(value)...}; }, values);
}

}  // namespace kaon::inline v0
