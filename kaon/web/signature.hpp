// Signature<F>: the argument and return types of a callable whose call operator is one plain function.
#pragma once

#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::inline v0::web {

template <class... A>
struct Arguments {
    static constexpr std::size_t count = sizeof...(A);
};

// The type of the only argument, without const and reference; `Without` when there is none, void when there are more.
template <class A, class Without>
struct OnlyArgument {
    using type = void;
};
template <class Without>
struct OnlyArgument<Arguments<>, Without> {
    using type = Without;
};
template <class A, class Without>
struct OnlyArgument<Arguments<A>, Without> {
    using type = std::remove_cvref_t<A>;
};

enum class Callable : unsigned char {
    plain,
    changes,     // the call operator is not const
    unlistable,  // a template or an overload set
};

template <class F>
struct Signature {
    static constexpr Callable callable = Callable::unlistable;
    using arguments = Arguments<>;
    using result = void;
};
template <class R, class... A>
struct Signature<R (*)(A...)> {
    static constexpr Callable callable = Callable::plain;
    using arguments = Arguments<A...>;
    using result = R;
};
template <class R, class... A>
struct Signature<R (*)(A...) noexcept> : Signature<R (*)(A...)> {};
template <class R, class C, class... A>
struct Signature<R (C::*)(A...) const> : Signature<R (*)(A...)> {};
template <class R, class C, class... A>
struct Signature<R (C::*)(A...) const noexcept> : Signature<R (*)(A...)> {};
template <class R, class C, class... A>
struct Signature<R (C::*)(A...)> : Signature<R (*)(A...)> {
    static constexpr Callable callable = Callable::changes;
};
template <class F>
    requires requires { &F::operator(); }
struct Signature<F> : Signature<decltype(&F::operator())> {};

// The default of F in `template <class F = SeveralFunctions> ... f(F function)`: what F is when the argument's name
// stands for several functions, so that the compiler says this instead of listing candidates. Such a call is an error
// already; what is left to do is to add no other: `if constexpr (std::same_as<F, SeveralFunctions>) return {};`
struct SeveralFunctions {
    SeveralFunctions(...) = delete(
        "this name stands for several functions, one of them Kaon's or C's: write ::name, or space::name for a "
        "function in a namespace of yours, or give the function another name");
};

}  // namespace kaon::inline v0::web
