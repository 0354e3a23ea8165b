// Conditions and lists in views.
//
//   when(user.admin, a(href("/admin"), "Administration"))        // or nothing
//   when(found, [&] { return card(*user); }, [] { return p("Nobody here."); })    // only the chosen one is built
//   when(active, aria("current", "page"))                        // for attributes too
//   ul(each(users, [](const User& user) { return li(user.name); }))
//   each(rows, [](const Row& row, std::size_t index) { return tr(td(index + 1), td(row.name)); })
#pragma once

#include "kaon/ui/view.hpp"

namespace kaon {

namespace ui::detail {
template <class F>
concept Builds = requires(F& f) { Arg(f()); };
}  // namespace ui::detail

inline View when(bool condition, View then, View otherwise = {}) {
    return condition ? std::move(then) : std::move(otherwise);
}
inline ui::Attr when(bool condition, const ui::Attr& then) { return condition ? then : ui::Attr(); }

template <ui::detail::Builds F>
View when(bool condition, F&& then) {
    ViewList view;
    if (condition) view.add(then());
    return view.view();
}
template <ui::detail::Builds F, ui::detail::Builds G>
View when(bool condition, F&& then, G&& otherwise) {
    ViewList view;
    if (condition) view.add(then());
    else view.add(otherwise());
    return view.view();
}

// One child for each element of the range, by f(element) or f(element, index).
template <class Range, class F>
View each(Range&& range, F&& f) {
    ViewList list;
    if constexpr (requires { f(*std::begin(range), std::size_t{}); }) {
        std::size_t index = 0;
        for (auto&& element : range) list.add(f(element, index++));
    } else {
        for (auto&& element : range) list.add(f(element));
    }
    return list.view();
}

}  // namespace kaon
