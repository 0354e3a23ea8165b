// What a struct says of its fields as parts of a command line: the letter, the help, the place.
//
//   struct Options {
//       std::string pattern;                        // PATTERN: empty text in a fresh Options is asked for, in order
//       std::vector<std::string> files;             // [FILES...]: a list takes the rest
//       bool ignore_case = false;                   // -i, --ignore-case
//       std::uint32_t context = 0;                  // --context N; what it is here is the default
//       std::optional<std::string> output;          // --output TEXT
//       static consteval auto command_line() {      // not needed; all of its parts have defaults
//           return kaon::arguments({
//               {.field = "pattern", .help = "what to look for"},
//               {.field = "ignore_case", .letter = 'i', .help = "take capitals and small letters for the same"},
//               {.field = "context", .letter = 'C', .value = "N", .help = "lines to show around a match"},
//           });
//       }
//   };
//
// Options may also be numbers, enums by name and classes with from_text; a bool that is true at first becomes
// --no-NAME. The rules of describe() (kaon/reflect/rules.hpp) hold for the command line too, and its keys are the
// names. A Secret never stands on a command line, where every user of the machine can read it: it comes from the
// environment. Mistakes in command_line() are compile errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kaon/base/type_name.hpp"
#include "kaon/reflect/fields.hpp"
#include "kaon/reflect/type_of.hpp"

namespace kaon::inline v0 {

enum class Role : std::uint8_t { by_type, positional, option };

struct Argument {
    std::string_view field;       // the member's name
    char letter = '\0';           // of the short form: 'i' for -i
    std::string_view value = {};  // what help calls the value: "FILE"
    std::string_view help = {};
    Role role = Role::by_type;
};

template <std::size_t N>
struct Arguments {
    Argument at[N];
    static constexpr std::size_t count = N;
};

template <std::size_t N>
consteval Arguments<N> arguments(const Argument (&list)[N]) {
    Arguments<N> all{};
    for (std::size_t i = 0; i < N; ++i) all.at[i] = list[i];
    return all;
}

namespace program {

struct ArgumentList {
    const Argument* first = nullptr;
    std::size_t count = 0;

    const Argument* find(std::string_view field) const;
};

template <class T>
consteval Message arguments_mistake() {
    Message m;
    constexpr auto all = T::command_line();
    using Known = decltype(reflect::fields_of<T>());
    for (std::size_t i = 0; i < all.count && m.ok(); ++i) {
        if (Known::find(all.at[i].field) == Known::count) {
            m << "\n  command_line() of '" << type_name<T>() << "' names a field '" << all.at[i].field
              << "' that is not there.\n  fields:";
            for (std::size_t f = 0; f < Known::count; ++f) m << " " << Known::name(f);
        }
        for (std::size_t k = 0; k < i && m.ok(); ++k) {
            if (all.at[i].letter == '\0' || all.at[i].letter != all.at[k].letter) continue;
            m << "\n  command_line() of '" << type_name<T>() << "' gives the letter '"
              << std::string_view(&all.at[i].letter, 1) << "' to two fields.\n  remedy: another letter, or none.";
        }
        if (all.at[i].letter == 'h' && m.ok())
            m << "\n  command_line() of '" << type_name<T>() << "' gives '" << all.at[i].field
              << "' the letter 'h', which is --help's.\n  remedy: another letter, or none.";
    }
    return m;
}

// Every program answers --help.
template <class T>
consteval Message help_mistake() {
    Message m;
    using Known = decltype(reflect::fields_of<T>());
    if (Known::find("help") != Known::count)
        m << "\n  the field 'help' of '" << type_name<T>()
          << "' hides --help, which every program has.\n  remedy: another name; the text of --help is made from "
             "command_line().";
    return m;
}

template <class T, std::size_t I>
consteval bool takes_rest() {
    constexpr const reflect::TypeInfo& type = reflect::type_info<std::remove_cv_t<reflect::FieldType<T, I>>>();
    if (type.kind != reflect::Kind::list) return false;
    const reflect::Kind of = type.element->kind;
    if (of == reflect::Kind::object || of == reflect::Kind::list || of == reflect::Kind::map) return false;  // left out
    if constexpr (requires { T::command_line(); }) {
        constexpr auto all = T::command_line();
        for (const Argument& argument : all.at) {
            if (argument.field == decltype(reflect::fields_of<T>())::name(I) && argument.role == Role::option)
                return false;
        }
    }
    return true;
}

// Only one list can take the words that have no other place.
template <class T>
consteval Message rest_mistake() {
    Message m;
    using Known = decltype(reflect::fields_of<T>());
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        const bool takes[] = {takes_rest<T, I>()..., false};
        std::size_t first = Known::count;
        for (std::size_t i = 0; i < Known::count && m.ok(); ++i) {
            if (takes[i] && first != Known::count)
                m << "\n  two lists of '" << type_name<T>() << "' take the rest of the command line: '"
                  << Known::name(first) << "' and '" << Known::name(i)
                  << "'.\n  remedy: make an option of one: {.field = \"" << Known::name(i)
                  << "\", .role = Role::option} in command_line().";
            else if (takes[i]) first = i;
        }
    }(std::make_index_sequence<Known::count>());
    return m;
}

template <class T>
struct ArgumentsOf {
    static constexpr auto all = T::command_line();
};

// The table of T's command_line(); empty without one.
template <class T>
constexpr ArgumentList arguments_of() {
    static constexpr Message hidden = help_mistake<T>();
    if constexpr (!hidden.ok()) static_assert(false, hidden);
    if constexpr (requires { T::command_line(); }) {
        static constexpr Message mistake = arguments_mistake<T>();
        if constexpr (!mistake.ok()) static_assert(false, mistake);
        return {ArgumentsOf<T>::all.at, ArgumentsOf<T>::all.count};
    } else {
        return {};
    }
}

}  // namespace program

}  // namespace kaon::inline v0
