// Names, types and offsets of the members of an aggregate, from the compiler's own spelling of their addresses.
//
// An object that is never created lends its members' addresses; the compiler prints them as template arguments
// ("&lent.value.email"), all in one instantiation per type, and folds their differences to offsets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "kaon/base/config.hpp"
#include "kaon/reflect/detail/arity.hpp"

namespace kaon::inline v0::reflect::detail {

template <class T>
union Lent {
    char none;
    T value;
    constexpr Lent() : none(0) {}
    constexpr ~Lent() {}
};
template <class T>
inline constinit Lent<T> lent{};

template <std::size_t N>
struct Addresses {
    const void* at[N ? N : 1];
};
template <class T, std::size_t N>
consteval Addresses<N> addresses() {
    return Rung<N>::apply(lent<T>.value, [](auto&... member) { return Addresses<N>{{&member...}}; });
}

template <std::size_t N>
struct Offsets {
    std::uint32_t at[N ? N : 1];
};
// The idiom `__builtin_constant_p(x) ? x : x` lets the compiler fold what the language calls a reinterpret_cast.
template <class T, std::size_t N>
consteval Offsets<N> offsets() {
    Offsets<N> all{};
    const Addresses<N> a = addresses<T, N>();
    for (std::size_t i = 0; i < N; ++i) {
        const auto d = __builtin_constant_p(static_cast<const char*>(a.at[i]) - reinterpret_cast<const char*>(&lent<T>))
                           ? static_cast<const char*>(a.at[i]) - reinterpret_cast<const char*>(&lent<T>)
                           : static_cast<const char*>(a.at[i]) - reinterpret_cast<const char*>(&lent<T>);
        all.at[i] = static_cast<std::uint32_t>(d);
    }
    return all;
}

template <auto A>
consteval std::string_view spelled() {
    return __PRETTY_FUNCTION__;
}

template <std::size_t N>
struct Names {
    std::string_view at[N ? N : 1];
};
// The text reads "...{{&lent.value.id, &lent.value.email}}]". Pointers, since the constant evaluator pays for each
// call.
constexpr void find_names(std::string_view* names, std::size_t count, std::string_view text) {
    constexpr std::size_t before = sizeof("&lent.value.") - 1;
    const char* at = __builtin_char_memchr(text.data(), '&', text.size()) + before;
    for (std::size_t i = 0; i < count; ++i) {
        if (i) at += 2 + before;
        const char* const begin = at;
        const auto left = static_cast<std::size_t>(text.data() + text.size() - at);
        at = __builtin_char_memchr(at, i + 1 < count ? ',' : '}', left);
        names[i] = {begin, static_cast<std::size_t>(at - begin)};
    }
}
template <class T, std::size_t N>
consteval Names<N> names() {
    Names<N> all{};
    if constexpr (N > 0) find_names(all.at, N, spelled<addresses<T, N>()>());
    return all;
}

template <class... M>
struct Types {};
template <class T, std::size_t N>
using MemberTypes = decltype(Rung<N>::apply(
    lent<T>.value, [](auto&... member) { return Types<std::remove_reference_t<decltype(member)>...>{}; }));
template <class T, std::size_t N>
using ConstMemberTypes = decltype(Rung<N>::apply(static_cast<const T&>(lent<T>.value), [](auto&... member) {
    return Types<std::remove_reference_t<decltype(member)>...>{};
}));

}  // namespace kaon::inline v0::reflect::detail
