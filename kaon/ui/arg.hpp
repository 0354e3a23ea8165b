// Arg: what an element takes: a child (text, number, View, function) or an attribute. Converted to, never named by
// users.
#pragma once

#include <concepts>

#include "kaon/ui/value.hpp"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"

namespace kaon::inline v0 {
class View;
class Children;
struct TrustedHtml;
}  // namespace kaon::inline v0

namespace kaon::inline v0::ui {

template <class F>
concept ReactiveView =
    Reactive<F> && requires(F& f) { requires std::same_as<std::remove_cvref_t<decltype(f())>, View>; };

template <class F>
void call_for_view(void* f, void* result);  // view.hpp
template <ReactiveView F>
inline constexpr ClosureType view_closure = closure_type<F>(&call_for_view<F>, dom::chooses_view);

// What flow.hpp makes of conditions and keyed lists: an object that knows the kind and type of its closure.
template <class T>
concept Region = requires {
    { T::region_kind } -> std::convertible_to<Kind>;
    { T::region_type() } -> std::same_as<const ClosureType&>;
};

class Arg {
public:
    constexpr Arg() = default;
    template <std::size_t N>
    consteval Arg(const char (&literal)[N])
        __attribute__((enable_if(__builtin_constant_p(&literal[0]), "a string literal")))
        : item_(Value(literal).item()) {}
    template <class T>
        requires(Text<T> || Number<T>)
    constexpr Arg(const T& value [[clang::lifetimebound]]) : item_(Value(value).item()) {}
    template <Optional T>
    constexpr Arg(const T& maybe [[clang::lifetimebound]]) {
        if (maybe.has_value()) *this = Arg(*maybe);
    }
    Arg(const View& view [[clang::lifetimebound]]);
    Arg(const Children& children [[clang::lifetimebound]]);
    // A function that gives text, a number or a View: shown, and followed in the browser.
    template <ReactiveValue F>
    constexpr Arg(const F& f [[clang::lifetimebound]]) : item_(Value::of(f, text_closure<F>).item()) {
        static_assert(!std::same_as<std::remove_cvref_t<decltype(std::declval<F&>()())>, bool>,
                      "a bool shows nothing: use show(condition, view), or an attribute such as required(condition)");
    }
    template <ReactiveView F>
    constexpr Arg(const F& f [[clang::lifetimebound]]) {
        item_.kind = Kind::view;
        item_.closure = {&f, &view_closure<F>};
    }
    template <Region T>
    constexpr Arg(const T& region [[clang::lifetimebound]]) {
        item_.kind = T::region_kind;
        item_.closure = {&region, &T::region_type()};
    }
    Arg(TrustedHtml html);
    template <std::same_as<bool> T>
    Arg(T) = delete("a bool shows nothing: use when(condition, view), or an attribute such as required(condition)");
    template <class T>
        requires(!Plain<T> && !ReactiveValue<T> && !ReactiveView<T> && !Region<T> && !std::derived_from<T, Arg> &&
                 !std::same_as<T, View> && !std::same_as<T, Children> && !std::same_as<T, TrustedHtml>)
    Arg(const T&) = delete("an element takes text, numbers, attributes, Views, and functions that give text or a View");

    constexpr const Item& item() const { return item_; }
    static constexpr Arg of(const Item& item) {
        Arg arg;
        arg.item_ = item;
        return arg;
    }

protected:
    Item item_;
};
// Whether both are attributes of one name; classes and styles may be given in parts.
constexpr bool same_attribute(const Arg& first, const Arg& second) {
    const Item &a = first.item(), &b = second.item();
    constexpr std::uint8_t in_parts = name_rules::cls | name_rules::style;
    return a.is_attribute() && b.is_attribute() && a.kind < Kind::handler && b.kind < Kind::handler &&
           a.rules == b.rules && !(a.rules & in_parts) && a.attribute() == b.attribute();
}
static_assert(std::is_trivially_copyable_v<Arg> && sizeof(Arg) <= 32);

}  // namespace kaon::inline v0::ui

#pragma clang diagnostic pop
