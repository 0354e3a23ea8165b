// How many members an aggregate has, and what about its shape we cannot read; by trying initialisers.
//
// The idea: the largest n for which `T{x, x, ...}` compiles, x converting to anything, is the number of members. Found
// by doubling and bisection when every member can be left out, else by walking up. `{}` in place of x tells C arrays
// (which x would fill element by element), an x that only becomes a base class tells bases.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "kaon/base/config.hpp"
#include "kaon/reflect/detail/tie_ladder.hpp"

namespace kaon::inline v0::reflect::detail {

struct Anything {
    template <class U>
    operator U() const;
};
// Becomes a reference too; only to tell why T could not be built.
struct AnyReference {
    template <class U>
    operator U&() const;
};
template <class T>
struct AnyBase {
    template <class U>
        requires(std::is_base_of_v<U, T> && !std::same_as<U, T>)
    operator U() const;
};
template <class T>
struct AnyFullBase {
    template <class U>
        requires(std::is_base_of_v<U, T> && !std::same_as<U, T> && !std::is_empty_v<U>)
    operator U() const;
};

template <class T, class X, std::size_t... I>
consteval bool fits(std::index_sequence<I...>) {
    return requires { T{(static_cast<void>(I), X{})...}; };
}
template <class T, std::size_t N>
consteval bool takes() {
    return fits<T, Anything>(std::make_index_sequence<N>{});
}

inline constexpr std::size_t no_arity = static_cast<std::size_t>(-1);

// Lo fits, Hi does not.
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect() {
    if constexpr (Hi - Lo <= 1) {
        return Lo;
    } else {
        constexpr std::size_t mid = (Lo + Hi) / 2;
        if constexpr (takes<T, mid>()) return bisect<T, mid, Hi>();
        else return bisect<T, Lo, mid>();
    }
}
template <class T, std::size_t Lo, std::size_t Step>
consteval std::size_t gallop() {
    if constexpr (Lo > max_fields) return Lo;
    else if constexpr (takes<T, Lo + Step>()) return gallop<T, Lo + Step, Step * 2>();
    else return bisect<T, Lo, Lo + Step>();
}
// Some member has no default, so few initialisers do not fit either: the first that fits, then on from there.
template <class T, std::size_t N>
consteval std::size_t climb() {
    if constexpr (N > max_fields + 1) return no_arity;
    else if constexpr (takes<T, N>()) return gallop<T, N, 1>();
    else return climb<T, N + 1>();
}
// The same with `{}` for each member, which converts nothing: the quick way, when all can be left out.
template <class T, std::size_t Lo, std::size_t Hi>
consteval std::size_t bisect_braces() {
    if constexpr (Hi - Lo <= 1) {
        return Lo;
    } else {
        constexpr std::size_t mid = (Lo + Hi) / 2;
        if constexpr (Rung<mid>::template braces<T>) return bisect_braces<T, mid, Hi>();
        else return bisect_braces<T, Lo, mid>();
    }
}
template <class T, std::size_t Lo>
consteval std::size_t gallop_braces() {
    constexpr std::size_t next = Lo * 2 + (Lo == 0);
    if constexpr (next > max_fields) return bisect_braces<T, Lo, max_fields + 1>();
    else if constexpr (Rung<next>::template braces<T>) return gallop_braces<T, next>();
    else return bisect_braces<T, Lo, next>();
}
// Initialisers, leading bases included. More than max_fields + some: only known to be too many.
template <class T>
consteval std::size_t initialisers() {
    if constexpr (requires { T{}; }) {
        constexpr std::size_t n = gallop_braces<T, 0>();
        // More fit when there is a C array, or a member whose default is not `{}`.
        if constexpr (!takes<T, n + 1>()) return n;
        else return gallop<T, 0, 1>();
    } else {
        return climb<T, 1>();
    }
}

template <class T, template <class> class Base, std::size_t... B, std::size_t... I>
consteval bool starts_with_bases(std::index_sequence<B...>, std::index_sequence<I...>) {
    return requires { T{(static_cast<void>(B), AnyBase<T>{})..., Base<T>{}, (static_cast<void>(I), Anything{})...}; };
}
// How many of the N initialisers are (empty) base classes; no_arity when a base has members.
template <class T, std::size_t N, std::size_t Found = 0>
consteval std::size_t bases() {
    if constexpr (Found >= N) {
        return Found;
    } else if constexpr (Found == 0 && requires { T{}; } && !requires { T{AnyBase<T>{}}; }) {
        return 0;  // the quick way for nearly all
    } else {
        using Before = std::make_index_sequence<Found>;
        using After = std::make_index_sequence<N - Found - 1>;
        if constexpr (starts_with_bases<T, AnyFullBase>(Before{}, After{})) return no_arity;
        else if constexpr (starts_with_bases<T, AnyBase>(Before{}, After{})) return bases<T, N, Found + 1>();
        else return Found;
    }
}

template <class T, std::size_t... Before, std::size_t... After>
consteval bool braced_between(std::index_sequence<Before...>, std::index_sequence<After...>) {
    return requires { T{(static_cast<void>(Before), Anything{})..., {}, (static_cast<void>(After), Anything{})...}; };
}
// A C array at place I swallows several initialisers: `{}` there fits only with fewer values after it.
template <class T, std::size_t N, std::size_t I, std::size_t After>
consteval bool swallows() {
    if constexpr (braced_between<T>(std::make_index_sequence<I>{}, std::make_index_sequence<After>{})) {
        return After < N - 1 - I;
    } else if constexpr (After > 0) {
        return swallows<T, N, I, After - 1>();
    } else {
        return false;
    }
}
template <class T, std::size_t N>
consteval bool has_c_array() {
    if constexpr (N > max_fields) {
        return false;
    } else if constexpr (Rung<N>::template braces<T>) {
        return false;
    } else {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return (swallows<T, N, I, N - 1 - I>() || ...);
        }(std::make_index_sequence<N>{});
    }
}

}  // namespace kaon::inline v0::reflect::detail
