// Signature<F>: the argument and return types of a callable whose call operator is one plain function.
#pragma once

#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::web {

template <class... A>
struct Arguments {
    static constexpr std::size_t count = sizeof...(A);
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

}  // namespace kaon::web
