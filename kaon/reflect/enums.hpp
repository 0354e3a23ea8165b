// Names of enumerators, without macros: enum_name(Color::red) is "red", enum_value<Color>("red") is Color::red.
//
// E has a fixed underlying type (`enum class E`, or `enum E : int`); enumerators from -128 to 127 (0 to 255 when
// unsigned) are seen, others have no name. All names come from one instantiation per enum. Aliases share the first
// spelling. Threads: compile-time tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kaon/base/message.hpp"
#include "kaon/base/type_name.hpp"

namespace kaon::inline v0::reflect {

struct EnumEntry {
    std::string_view name;
    std::int64_t value;
};

namespace detail {

// Looking a name up makes the compiler complete an enum that is a member of a class template.
template <class E>
inline constexpr bool completed = requires { E::no_such_enumerator_; };

template <auto... V>
consteval std::string_view spelled_values() {
    return __PRETTY_FUNCTION__;
}

template <class E>
consteval int first_candidate() {
    return std::is_signed_v<std::underlying_type_t<E>> ? -128 : 0;
}
template <class E>
consteval std::size_t candidates() {
    return std::is_same_v<std::underlying_type_t<E>, bool> ? 2 : 256;
}
template <class E, std::size_t... I>
consteval std::string_view spelled_candidates(std::index_sequence<I...>) {
    return spelled_values<static_cast<E>(first_candidate<E>() + static_cast<int>(I))...>();
}

template <std::size_t N>
struct EnumNames {
    EnumEntry entries[N ? N : 1];
    std::size_t count = 0;
};
// The end of the first of several items that commas part, commas within brackets apart.
constexpr std::size_t item_end(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (depth == 0 && (c == ',' || c == '>')) return i;
        if (c == '<' || c == '(' || c == '{') ++depth;
        if (c == '>' || c == ')' || c == '}') --depth;
    }
    return text.size();
}
template <class E>
consteval std::string_view spelled_type() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("E = ") + 4);
    return text.substr(0, text.size() - 1);
}
// The text reads "... [V = <(Color)-128, ..., Color::red, ...>]": what has no name is a cast of a number.
template <class E>
consteval auto all_enum_names() {
    static_assert(!completed<E>);
    constexpr std::size_t n = candidates<E>();
    constexpr std::string_view type = spelled_type<E>();
    EnumNames<n> found{};
    const std::string_view text = spelled_candidates<E>(std::make_index_sequence<n>{});
    const char* at = text.data() + text.find("V = <") + 5;
    const char* const last = text.data() + text.size();
    for (std::size_t i = 0; i < n; ++i) {  // plain pointers: the constant evaluator pays for every call
        if (at[0] == '(' && at[type.size() + 1] == ')') {
            at += type.size() + 2;
            while (*at != ',' && *at != '>') ++at;
        } else {
            const std::string_view name(at, item_end({at, static_cast<std::size_t>(last - at)}));
            found.entries[found.count++] = {name.substr(name.rfind(':') + 1),  // npos + 1 is 0
                                            first_candidate<E>() + static_cast<std::int64_t>(i)};
            at += name.size();
        }
        at += 2;
    }
    return found;
}
// The names alone, one after the other: the text with the casts is 10 kB and shall not get into the program.
template <class E>
struct EnumText {
    static constexpr auto all = all_enum_names<E>();
    static constexpr std::size_t size = [] {
        std::size_t n = 1;
        for (std::size_t i = 0; i < all.count; ++i) n += all.entries[i].name.size();
        return n;
    }();
    struct Chars {
        char at[size];
    };
    static constexpr Chars chars = [] {
        Chars c{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < all.count; ++i) {
            for (char letter : all.entries[i].name) c.at[n++] = letter;
        }
        return c;
    }();
};
template <class E>
consteval auto enum_names() {
    using Text = EnumText<E>;
    EnumNames<Text::all.count> tight{};
    tight.count = Text::all.count;
    std::size_t start = 0;
    for (std::size_t i = 0; i < tight.count; ++i) {
        const EnumEntry& entry = Text::all.entries[i];
        tight.entries[i] = {{Text::chars.at + start, entry.name.size()}, entry.value};
        start += entry.name.size();
    }
    return tight;
}
template <class E>
concept FixedEnum = std::is_enum_v<E> && requires { E{0}; };
template <class E>
consteval Message enum_mistake() {
    Message m;
    if constexpr (!FixedEnum<E>) {
        m << "'" << type_name<E>()
          << "' has no fixed underlying type, so its values cannot be walked.\n  remedy: enum class " << type_name<E>()
          << ", or enum " << type_name<E>() << " : int.";
    }
    return m;
}

}  // namespace detail

// The enumerators of E in ascending order of value: a constant with `entries` and `count`.
template <class E>
inline constexpr auto enumerators = [] {
    static constexpr Message mistake = detail::enum_mistake<E>();
    if constexpr (mistake.ok()) {
        return detail::enum_names<E>();
    } else {
        static_assert(false, mistake);
        return detail::EnumNames<0>{};
    }
}();

// The enumerator's name; empty when the value has none.
template <class E>
    requires std::is_enum_v<E>
constexpr std::string_view enum_name(E value) {
    for (std::size_t i = 0; i < enumerators<E>.count; ++i) {
        if (enumerators<E>.entries[i].value == static_cast<std::int64_t>(value)) return enumerators<E>.entries[i].name;
    }
    return {};
}

template <class E>
    requires std::is_enum_v<E>
constexpr std::optional<E> enum_value(std::string_view name) {
    for (std::size_t i = 0; i < enumerators<E>.count; ++i) {
        if (enumerators<E>.entries[i].name == name) return static_cast<E>(enumerators<E>.entries[i].value);
    }
    return std::nullopt;
}

}  // namespace kaon::inline v0::reflect
