// fields_of<T>(): count, names, types and members of a plain struct, without macros and without registration.
//
//   struct Point { int x; int y; };
//   fields_of<Point>().count                                    // 2
//   fields_of<Point>().name(1)                                  // "y"
//   field<0>(point) = 3;                                        // point.x
//   for_each_field(point, [](std::string_view name, auto& member) { ... });
//
// T is an aggregate of at most 64 members, each a value: no C arrays (std::array), no references, no bit-fields, no
// base classes with members. Local and unnamed-namespace structs work. What does not work is one static_assert with the
// remedy. When the language has reflection, only this file and detail/ change. Threads: everything is compile-time.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kaon/base/message.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/reflect/detail/arity.hpp"
#include "kaon/reflect/detail/names.hpp"

namespace kaon::inline v0::reflect {

// An aggregate class: the candidates for fields_of. (std::array is one too; its reader knows it as an array.)
template <class T>
concept Aggregate = std::is_class_v<T> && std::is_aggregate_v<T>;

// Appends the name of a type as a user writes it: std::string and not what it stands for, no space before '*'.
constexpr void append_type(Message& message, std::string_view name) {
    constexpr std::string_view long_string = "std::basic_string<char>", long_view = "std::basic_string_view<char>";
    while (!name.empty()) {
        std::size_t taken = 1;
        if (name.starts_with(long_string)) {
            message << "std::string";
            taken = long_string.size();
        } else if (name.starts_with(long_view)) {
            message << "std::string_view";
            taken = long_view.size();
        } else if (!name.starts_with(" *") && !name.starts_with(" &")) {
            message << name.substr(0, 1);
        }
        name.remove_prefix(taken);
    }
}

namespace detail {

// What a type is to fields_of: its arity or the reason why it has none.
struct Shape {
    enum Fault { none, not_aggregate, unbuildable, reference, too_many, base, c_array } fault = none;
    std::size_t count = 0;
};

template <class T>
consteval Shape shape_of() {
    if constexpr (!Aggregate<T>) {
        return {Shape::not_aggregate};
    } else {
        constexpr std::size_t n = initialisers<T>();
        if constexpr (n == no_arity) {
            return {requires {T{AnyReference{}};
        }
        ? Shape::reference : Shape::unbuildable
    };
}
else if constexpr (n > max_fields) {
    return {Shape::too_many};
}
else {
    constexpr std::size_t b = bases<T, n>();
    if constexpr (b == no_arity) return {Shape::base};
    else if constexpr (has_c_array<T, n>()) return {Shape::c_array};
    else return {Shape::none, n - b};
}
}  // namespace detail
}  // namespace kaon::inline v0::reflect
template <class T>
inline constexpr Shape shape = shape_of<T>();

}  // namespace detail

// Why fields_of<T>() cannot be had; empty when it can.
template <class T>
consteval Message fields_mistake() {
    using detail::Shape;
    Message m;
    constexpr Shape s = detail::shape<std::remove_cv_t<T>>;
    if constexpr (s.fault != Shape::none) {
        m << "'";
        append_type(m, type_name<T>());
        m << "' cannot be read as a plain struct: ";
    }
    if constexpr (s.fault == Shape::not_aggregate) {
        m << "it is not an aggregate.\n  remedy: a struct with public members and no constructors, virtual functions "
             "or private "
             "members; or give it `from_text` and `to_text`, then it counts as one value.";
    } else if constexpr (s.fault == Shape::reference) {
        m << "it has a member that is a reference.\n  remedy: make the member a value or an owning pointer.";
    } else if constexpr (s.fault == Shape::unbuildable) {
        m << "it cannot be built from one value per member.\n  remedy: no reference members, no members that only "
             "their own "
             "class can build.";
    } else if constexpr (s.fault == Shape::too_many) {
        m << "it has more than " << detail::max_fields
          << " members.\n  remedy: group members that belong together into a struct.";
    } else if constexpr (s.fault == Shape::base) {
        m << "it inherits members from a base class.\n  remedy: make the base a member, or repeat its members.";
    } else if constexpr (s.fault == Shape::c_array) {
        m << "it has a member that is a C array.\n  remedy: std::array<T, N>.";
    }
    return m;
}

namespace detail {
struct Nothing {};
}  // namespace detail

// The fields of T as compile-time facts.
template <class T>
struct Fields {
    static constexpr std::size_t count = detail::shape<T>.count;
    static constexpr detail::Names<count> names = detail::names<T, count>();

    static constexpr std::string_view name(std::size_t index) { return names.at[index]; }
    // The position of a name; count when there is none.
    static constexpr std::size_t find(std::string_view name) {
        std::size_t i = 0;
        while (i < count && names.at[i] != name) ++i;
        return i;
    }
};

template <class T>
consteval auto fields_of() {
    if constexpr (detail::shape<std::remove_cv_t<T>>.fault != detail::Shape::none) {
        static constexpr Message mistake = fields_mistake<T>();
        static_assert(false, mistake);
        return Fields<detail::Nothing>{};  // so that no second error follows
    } else {
        return Fields<std::remove_cv_t<T>>{};
    }
}

namespace detail {
template <class T>
consteval std::size_t arity() {
    return decltype(fields_of<T>())::count;
}

template <std::size_t I, class L>
struct TypeAt;
template <std::size_t I, class... M>
struct TypeAt<I, Types<M...>> {
    using type = M...[I];
};
}  // namespace detail

// A reference to the I-th member.
template <std::size_t I, class T>
constexpr auto& field(T& object [[clang::lifetimebound]]) {
    return detail::Rung<detail::arity<T>()>::apply(object, [](auto&... member) -> auto& { return member...[I]; });
}

// f(name, member) for every member, in order of declaration.
template <class T, class F>
constexpr void for_each_field(T& object, F&& f) {
    using All = decltype(fields_of<T>());
    detail::Rung<All::count>::apply(object, [&f](auto&... member) {
        std::size_t i = 0;
        (f(All::name(i++), member), ...);
    });
}

template <class T, std::size_t I>
using FieldType = typename detail::TypeAt<I, detail::MemberTypes<T, detail::arity<T>()>>::type;

}  // namespace kaon::inline v0::reflect
