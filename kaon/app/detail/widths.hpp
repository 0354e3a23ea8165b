// Finds members whose type is as wide as the machine: what the server writes, the browser would read differently.
//
// std::size_t is 64 bits on the server and 32 in the browser, and on the server it is the same type as std::uint64_t.
// So members are looked at as they are spelled, which __builtin_dump_struct tells at compile time; an alias of one's
// own for such a type is caught where it is another type than the fixed ones: when the browser half is compiled.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/base/ascii.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/reflect/type_of.hpp"

namespace kaon::inline v0::remote::detail {

// Whether a spelling such as "std::vector<unsigned long>" names a type whose width differs between the halves.
constexpr bool is_machine_wide(std::string_view spelling) {
    constexpr std::string_view words[] = {"size_t",    "ssize_t", "ptrdiff_t",  "intptr_t",        "uintptr_t",
                                          "size_type", "off_t",   "streamsize", "difference_type", "rsize_t"};
    bool is_long = false, is_long_long = false, is_double = false;
    for (std::size_t at = 0; at < spelling.size();) {
        const auto is_word = [](char c) { return ascii::is_letter_or_digit(c) || c == '_'; };
        std::size_t end = at;
        while (end < spelling.size() && is_word(spelling[end])) ++end;
        const std::string_view word = spelling.substr(at, end - at);
        for (std::string_view wide : words) {
            if (word == wide) return true;
        }
        if (word == "long") (is_long ? is_long_long : is_long) = true;
        if (word == "double") is_double = true;
        if (end == at) ++end;
        at = end;
    }
    return is_long && !is_long_long && !is_double;
}

struct Wide {
    char text[160]{};
    std::size_t size = 0;
    constexpr std::string_view view() const { return {text, size}; }
    constexpr void set(std::string_view name) {
        size = name.size() < sizeof text ? name.size() : sizeof text;
        for (std::size_t i = 0; i < size; ++i) text[i] = name[i];
    }
};

// What the compiler calls for each member: (format, indentation, type, name, ...), with types as they are spelled.
struct SpellingSink {
    Wide* found;
    template <class... Rest>
    constexpr int operator()(const char*, Rest&&...) const {
        return 0;
    }
    template <class... Rest>
    constexpr int operator()(const char*, const char*, const char* type, Rest&&...) const {
        if (found->size == 0 && is_machine_wide(type)) found->set(type);
        return 0;
    }
};
// Room for a value that is never made.
template <class T>
union Unmade {
    char nothing;
    T value;
    constexpr Unmade() : nothing() {}
    constexpr ~Unmade() {}
};

// What an optional, a list, an array or a map holds; void for everything else.
template <class T>
consteval auto inside_of() {
    using reflect::Kind;
    constexpr Kind kind = reflect::detail::kind_of<T>();
    if constexpr (kind == Kind::optional) return reflect::Type<typename reflect::detail::CheckedType<T>::type>{};
    else if constexpr (kind == Kind::list || kind == Kind::array) return reflect::Type<typename T::value_type>{};
    else if constexpr (kind == Kind::map) return reflect::Type<typename T::mapped_type>{};
    else return reflect::Type<void>{};
}
template <class T>
struct InsideOf;
template <class T>
struct InsideOf<reflect::Type<T>> {
    using type = T;
};
template <class T>
using Inside = typename InsideOf<decltype(inside_of<T>())>::type;

// The first machine-wide member of T or of what T holds; depth counts down.
template <class T, int depth>
consteval Wide find_wide();
template <class T, int depth, std::size_t... I>
consteval Wide find_wide_member(std::index_sequence<I...>) {
    Wide found;
    Unmade<T> room;
    __builtin_dump_struct(&room.value, SpellingSink{&found});
    ((found.size == 0 ? void(found = find_wide<reflect::FieldType<T, I>, depth - 1>()) : void()), ...);
    return found;
}
template <class T, int depth>
consteval Wide find_wide() {
    Wide found;
    if constexpr (std::is_integral_v<T>) {
        // On the server "long" is how std::int64_t is printed.
        if (sizeof(void*) == 4 && is_machine_wide(type_name<T>())) found.set(type_name<T>());
    } else if constexpr (depth > 0 && reflect::detail::is_known<T>()) {
        if constexpr (!std::is_same_v<Inside<T>, void>) {
            return find_wide<Inside<T>, depth - 1>();
        } else if constexpr (reflect::detail::kind_of<T>() == reflect::Kind::object) {
            if constexpr (reflect::fields_mistake<T>().ok())
                return find_wide_member<T, depth>(std::make_index_sequence<reflect::Fields<T>::count>());
        }
    }
    return found;
}

}  // namespace kaon::inline v0::remote::detail
