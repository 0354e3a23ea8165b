// type_name<T>(): the name of a type as a message should show it, which is as clang prints it without "kaon::".
//
//   type_name<Duration>()              // "Duration"
//   type_name<shop::Order>()           // "shop::Order"
//
// For people to read: another version of the compiler may print another name. Threads: constants.
#pragma once

#include <cstddef>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

template <class T>
consteval std::string_view type_name() {
    // Without a search: the compiler evaluates this for every type there is, character by character.
    constexpr std::size_t begin = sizeof("std::string_view kaon::type_name() [T = ") - 1;
    const char* name = __PRETTY_FUNCTION__ + begin;
    std::size_t size = sizeof(__PRETTY_FUNCTION__) - begin - 2;
    if (size > 6 && __builtin_memcmp(name, "kaon::", 6) == 0) name += 6, size -= 6;
    return {name, size};
}

}  // namespace kaon::inline v0
