// type_info<T>(): makes the constant table of a type. Known: bool, integers, float, double, std::byte, std::string,
// std::string_view, enums, std::optional, std::unique_ptr, std::vector, std::array, maps from std::string, plain
// structs of these, and any class with `static Result<T> from_text(std::string_view)` and a const `to_text()`.
//
// Recursion through vector, optional, unique_ptr or map is fine. Anything else is one static_assert that names the
// field and the remedy. Containers are recognised by shape, so this header includes none of theirs. Threads: constants.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kaon/base/message.hpp"
#include "kaon/reflect/fields.hpp"
#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::reflect {

template <class T>
constexpr const TypeInfo& type_info();

namespace detail {

template <class T>
concept TextValue = std::is_class_v<T> && requires(const T& value, std::string_view text) {
    { T::from_text(text) } -> std::same_as<Result<T>>;
    { value.to_text() } -> std::convertible_to<std::string_view>;
};
template <class T>
concept OptionalLike = requires(T& t) {
    typename T::value_type;
    { t.has_value() } -> std::same_as<bool>;
    t.reset();
    { t.emplace() } -> std::same_as<typename T::value_type&>;
};
template <class T>
concept OwnerLike = requires(T& t) {
    typename T::element_type;
    typename T::deleter_type;
    { t.get() } -> std::same_as<typename T::element_type*>;
    t.reset(new typename T::element_type());
};
template <class T>
concept ListLike = requires(T& t, const T& c) {
    typename T::value_type;
    { t.emplace_back() } -> std::same_as<typename T::value_type&>;
    { c.data() } -> std::same_as<const typename T::value_type*>;
    t.resize(0);
};
template <class T>
concept MapLike = requires(T& t) {
    typename T::mapped_type;
    requires std::same_as<typename T::key_type, std::string>;
    t.try_emplace(std::string());
};
// What each of them has and a plain struct has not: one question for it in the place of four.
template <class T>
concept HasElements = requires { typename T::value_type; } || requires { typename T::element_type; } ||
                      requires { typename T::mapped_type; };
template <class T>
inline constexpr std::size_t array_length = no_limit;
template <template <class, std::size_t> class A, class E, std::size_t N>
    requires requires(A<E, N>& a) {
        { a.data() } -> std::same_as<E*>;
        a.fill(a[0]);
    }
inline constexpr std::size_t array_length<A<E, N>> = N;

template <class T>
consteval Kind kind_of();
template <class T>
consteval bool is_integer_type() {
    return std::is_integral_v<T> && !std::is_same_v<T, char> && !std::is_same_v<T, wchar_t> &&
           !std::is_same_v<T, char8_t> && !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t> &&
           sizeof(T) <= 8;
}
template <class T>
consteval Kind kind_of() {
    if constexpr (opaque_info<T> != nullptr) return Kind::opaque;
    else if constexpr (std::is_same_v<T, bool>) return Kind::boolean;
    else if constexpr (std::is_same_v<T, std::byte>) return Kind::uint8;
    else if constexpr (std::is_integral_v<T>) {
        constexpr int log = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
        return static_cast<Kind>(static_cast<int>(std::is_signed_v<T> ? Kind::int8 : Kind::uint8) + log);
    } else if constexpr (std::is_same_v<T, float>) return Kind::float32;
    else if constexpr (std::is_same_v<T, double>) return Kind::float64;
    else if constexpr (std::is_enum_v<T>) return Kind::enumeration;
    else if constexpr (std::is_same_v<T, std::string>) return Kind::string;
    else if constexpr (std::is_same_v<T, std::string_view>) return Kind::view;
    else if constexpr (TextValue<T>) return Kind::text;
    else if constexpr (!HasElements<T>) return array_length<T> != no_limit ? Kind::array : Kind::object;
    else if constexpr (OptionalLike<T> || OwnerLike<T>) return Kind::optional;
    else if constexpr (MapLike<T>) return Kind::map;
    else if constexpr (ListLike<T>) return Kind::list;
    else if constexpr (array_length<T> != no_limit) return Kind::array;
    else return Kind::object;
}

// Whether the table knows T itself; its elements and fields are asked where they are used.
template <class T>
consteval bool is_known() {
    if constexpr (std::is_integral_v<T>) return is_integer_type<T>() || opaque_info<T> != nullptr;
    else return kind_of<T>() != Kind::object || Aggregate<T>;
}

consteval Message unknown_type(std::string_view type) {
    Message m;
    m << "'";
    append_type(m, type);
    m << "' cannot be read or written field by field.\n  remedy: ";
    if (type.ends_with("*")) m << "a value, std::optional or std::unique_ptr.";
    else if (type == "char") m << "std::string for text, std::int8_t for a number.";
    else if (type.starts_with("std::vector<bool")) m << "std::vector<std::uint8_t>.";
    else
        m << "give it `static Result<T> from_text(std::string_view)` and `std::string to_text() const`, or use a plain "
             "struct.";
    return m;
}

}  // namespace detail
}  // namespace kaon::inline v0::reflect

#include "kaon/reflect/detail/make_info.hpp"
