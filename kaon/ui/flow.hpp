// Conditions and lists in views. when() and each(range, f) decide once; show() follows what it reads (and so does
// each(items, key, row) of keyed.hpp).
//
//   show([=] { return !error().empty(); }, [=] { return p(cls("error"), error); })
//   show(open, [=] { return details_of(id); }, [] { return p("Closed."); })
//   when(user.admin, a(href("/admin"), "Administration"))        // or nothing
//   when(found, [&] { return card(*user); }, [] { return p("Nobody here."); })    // only the chosen one is built
//   when(active, aria("current", "page"))                        // for attributes too
//   ul(each(users, [](const User& user) { return li(user.name); }))
//   each(rows, [](const Row& row, std::size_t index) { return tr(td(index + 1), td(row.name)); })
#pragma once

#include "kaon/signal/graph.hpp"
#include "kaon/ui/view.hpp"

namespace kaon::inline v0 {

namespace ui {

struct Nothing {
    View operator()() const { return {}; }
};

template <class Condition, class Then, class Otherwise>
struct Shown {
    Condition condition;
    Then then;
    Otherwise otherwise;

    static constexpr Kind region_kind = Kind::view;
    static constexpr const ClosureType& region_type() { return type; }
    static const ClosureType type;

    static void choose(void* self, void* result) {
        auto& shown = *static_cast<Shown*>(self);
        auto& call = *static_cast<ViewCall*>(result);
        const std::int32_t choice = shown.condition() ? 1 : 0;
        if (choice == call.shown) return;
        call.shown = choice;
        call.changed = true;
        const graph::Untracked only_the_condition_decides;
        if (choice) call.view = View(shown.then());
        else call.view = View(shown.otherwise());
    }
    // So that a component may return it.
    operator View() const {
        const Arg child(*this);
        return detail::record_all(&child, 1);
    }
};
template <class Condition, class Then, class Otherwise>
constexpr ClosureType Shown<Condition, Then, Otherwise>::type = closure_type<Shown>(&Shown::choose, dom::chooses_view);

template <class F>
concept Condition = Reactive<F> && requires(F& f) { f() ? 1 : 0; };

}  // namespace ui

// One view or the other, by a condition that is followed. The chosen one is made when it is chosen, and what belongs to
// it ends when the other takes its place; while the condition stays, nothing is made anew.
template <ui::Condition C, ui::ReactiveView Then, ui::ReactiveView Otherwise = ui::Nothing>
ui::Shown<C, Then, Otherwise> show(const C& condition, const Then& then, const Otherwise& otherwise = {}) {
    return {condition, then, otherwise};
}

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

}  // namespace kaon::inline v0
