// Needs<A, B>: the states that a handler, a custom extractor or a router asks for, as a type.
//
//   struct CurrentUser {
//       using needs = Needs<Db>;      // a missing .with(db) is then a compile error
//       static Task<CurrentUser> from_request(Request& request);
//   };
//
// Threads: compile-time only.
#pragma once

#include <cstddef>
#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

template <class... States>
struct Needs {
    static constexpr std::size_t count = sizeof...(States);
};

namespace web {

template <class T>
inline constexpr char type_tag = 0;  // its address tells types apart, without RTTI
using TypeTag = const char*;

namespace detail {

template <class Set, class T>
struct Add;
template <class... A, class T>
struct Add<Needs<A...>, T> {
    using type = std::conditional_t<(std::is_same_v<A, T> || ...), Needs<A...>, Needs<A..., T>>;
};
template <class A, class B>
struct Union {
    using type = A;
};
template <class A, class T, class... B>
struct Union<A, Needs<T, B...>> : Union<typename Add<A, T>::type, Needs<B...>> {};

template <class Set, class T, class Out = Needs<>>
struct Without {
    using type = Out;
};
template <class A, class... B, class T, class... Out>
struct Without<Needs<A, B...>, T, Needs<Out...>>
    : Without<Needs<B...>, T, std::conditional_t<std::is_same_v<A, T>, Needs<Out...>, Needs<Out..., A>>> {};

template <class A, class B>
inline constexpr bool contains = false;
template <class... A, class... B>
inline constexpr bool contains<Needs<A...>, Needs<B...>> =
    ((std::is_same_v<typename Add<Needs<A...>, B>::type, Needs<A...>>) && ...);

// Most sets repeat (every handler needs the Db), so the compiler finds most of these done already.
template <class... Sets>
struct UnionOf {
    using type = Needs<>;
};
template <class A>
struct UnionOf<A> {
    using type = typename Union<Needs<>, A>::type;
};
template <class A, class B, class... Rest>
struct UnionOf<A, B, Rest...> : UnionOf<typename Union<A, B>::type, Rest...> {};

template <std::size_t I, class Set>
struct NeedAt {
    using type = void;  // past the end
};
template <std::size_t I, class... A>
    requires(I < sizeof...(A))
struct NeedAt<I, Needs<A...>> {
    using type = A...[I];
};

}  // namespace detail

template <class... Sets>
using UnionOf = typename detail::UnionOf<Sets...>::type;
template <class Set, class T>
using Without = typename detail::Without<Set, T>::type;
// A has everything that B has.
template <class A, class B>
inline constexpr bool contains = detail::contains<A, B>;
template <std::size_t I, class Set>
using NeedAt = typename detail::NeedAt<I, Set>::type;

}  // namespace web
}  // namespace kaon::inline v0
