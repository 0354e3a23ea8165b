// The checks of a server function's contract: path, input, output. The first mistake is the message.
#pragma once

#include "kaon/app/detail/widths.hpp"
#include "kaon/base/ascii.hpp"
#include "kaon/base/type_name.hpp"

namespace kaon::inline v0::remote::detail {

constexpr bool is_path_letter(char c) {
    return ascii::is_letter_or_digit(c) || c == '-' || c == '_' || c == '.' || c == '/';
}

constexpr Message check_path(std::string_view path) {
    Message m;
    std::string_view why;
    std::size_t at = 0;
    if (!path.starts_with('/')) why = "a path starts with '/'";
    for (std::size_t i = 0; i < path.size() && why.empty(); ++i) {
        at = i;
        if (!is_path_letter(path[i])) why = "the path is written as it is: letters, digits, '-', '_', '.' and '/'";
        else if (path[i] == '/' && i + 1 < path.size() && path[i + 1] == '/') why = "an empty segment";
    }
    if (why.empty() && path.size() > 1 && path.ends_with('/')) {
        at = path.size() - 1;
        why = "the path ends with '/'";
    }
    if (why.empty()) return m;
    m << "\n  ServerFunction \"" << path << "\"\n  ";
    m.pad(16 + at) << "^ " << why;
    return m;
}

// What no half can read or write, in T or in what T holds; depth counts down.
template <class T, int depth>
consteval Message find_unreadable();
template <class T, int depth, std::size_t... I>
consteval Message find_unreadable_member(std::index_sequence<I...>) {
    Message found;
    ((found.ok() ? void(found = find_unreadable<reflect::FieldType<T, I>, depth - 1>()) : void()), ...);
    return found;
}
template <class T, int depth>
consteval Message find_unreadable() {
    if constexpr (depth == 0 || !reflect::detail::type_mistake<T>().ok()) return reflect::detail::type_mistake<T>();
    else if constexpr (!std::is_same_v<Inside<T>, void>) return find_unreadable<Inside<T>, depth - 1>();
    else if constexpr (reflect::detail::kind_of<T>() == reflect::Kind::object)
        return find_unreadable_member<T, depth>(std::make_index_sequence<reflect::Fields<T>::count>());
    else return {};
}

template <class T>
consteval Message check_type(std::string_view path, std::string_view role) {
    Message m;
    constexpr Wide wide = find_wide<T, 6>();
    if constexpr (std::is_reference_v<T> || std::is_pointer_v<T>) {
        m << "\n  ServerFunction \"" << path << "\": its " << role << " '" << type_name<T>()
          << "' is in the memory of one half only.\n  remedy: a value.";
    } else if constexpr (!find_unreadable<T, 6>().ok()) {
        m << "\n  ServerFunction \"" << path << "\": its " << role << ": " << find_unreadable<T, 6>().view();
    } else if constexpr (wide.size > 0) {
        m << "\n  ServerFunction \"" << path << "\": its " << role << " '";
        reflect::append_type(m, type_name<T>());
        m << "' holds a '" << wide.view() << "', which has 64 bits on the server and 32 in the browser.\n  remedy: "
          << "std::int64_t, std::uint64_t or another type of fixed width.";
    }
    return m;
}

template <class In, class Out>
consteval Message contract_mistake(std::string_view path) {
    if (Message m = check_path(path); !m.ok()) return m;
    if (Message m = check_type<In>(path, "input"); !m.ok()) return m;
    if constexpr (!reflect::Aggregate<std::remove_reference_t<In>>) {
        Message m;
        m << "\n  ServerFunction \"" << path << "\": its input '";
        reflect::append_type(m, type_name<In>());
        m << "' is not a plain struct.\n  remedy: a struct with a member for each argument; they are the form's fields "
             "too.";
        return m;
    }
    if constexpr (!std::is_void_v<Out>) return check_type<Out>(path, "output");
    return {};
}

}  // namespace kaon::inline v0::remote::detail
