// The checks of a route: its pattern, its handler's arguments and return type. One function, first mistake wins; the
// compiler runs it for get<"/x">(f), start-up runs the same for route(method, "/x", f).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "kaon/base/message.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/web/extractor.hpp"
#include "kaon/web/pattern.hpp"
#include "kaon/web/respond.hpp"
#include "kaon/web/signature.hpp"

namespace kaon::inline v0::web {

enum class ArgumentFault : unsigned char { none, not_an_extractor, reference, request_copy };

struct ArgumentFacts {
    std::string_view type;
    ArgumentFault fault = ArgumentFault::none;
    bool reads_body = false;
    std::size_t captures = 0;
    bool optional = false;                             // fine without a capture
    bool is_request = false;                           // which reads what it likes
    std::span<const std::string_view> capture_names{};   // of a struct; empty when taken by position
    std::string_view bad_field{};                        // of a Path or Query: what cannot be made from text
    std::string_view remedy{};
};

struct HandlerFacts {
    Callable callable = Callable::plain;
    std::string_view name{};
    std::string_view result{};
    bool responds = true;
    std::span<const ArgumentFacts> arguments{};
};

struct Where {
    std::string_view method;
    std::string_view pattern;
};

namespace detail {

template <class A>
constexpr ArgumentFacts facts_of_argument() {
    using X = std::remove_cvref_t<A>;
    using U = Unwrapped<X>;
    ArgumentFacts facts{.type = type_name<A>()};
    if constexpr (std::same_as<X, Request>) {
        facts.is_request = std::is_reference_v<A>;
        if (!std::same_as<A, Request&> && !std::same_as<A, const Request&>) facts.fault = ArgumentFault::request_copy;
    } else if constexpr (!Extractable<X>) {
        facts.fault = ArgumentFault::not_an_extractor;
    } else {
        if (std::is_reference_v<A>) facts.fault = ArgumentFault::reference;
        facts.reads_body = body_use<X>() != BodyUse::none;
        facts.captures = captures_taken<X>();
        facts.optional = Wrapped<X>::is_optional;
        if constexpr (requires { U::capture_names(); }) facts.capture_names = U::capture_names();
        if constexpr (requires { U::bad_field(); }) {
            facts.bad_field = U::bad_field();
            facts.remedy = U::remedy;
        }
    }
    return facts;
}

template <class Args>
struct ArgumentTable;
template <>
struct ArgumentTable<Arguments<>> {
    static constexpr std::span<const ArgumentFacts> all{};
};
template <class... A>
struct ArgumentTable<Arguments<A...>> {
    static constexpr ArgumentFacts table[] = {facts_of_argument<A>()...};
    static constexpr std::span<const ArgumentFacts> all{table};
};

template <class R>
struct ResultOf {
    using type = R;
};
template <class T>
struct ResultOf<Task<T>> {
    using type = T;
};

}  // namespace detail

template <class F>
constexpr HandlerFacts facts_of_handler() {
    using S = Signature<F>;
    using R = typename S::result;
    return {.callable = S::callable,
            .name = type_name<F>(),
            .result = type_name<R>(),
            .responds = responds<typename detail::ResultOf<R>::type>(),
            .arguments = detail::ArgumentTable<typename S::arguments>::all};
}

// Names of types as their users write them.
constexpr void append_type(Message& m, std::string_view name) {
    constexpr std::string_view cut[] = {"kaon::", "(anonymous namespace)::", "std::__cxx11::"};
    constexpr std::string_view long_string = "std::basic_string<char>";
    while (!name.empty()) {
        bool skipped = false;
        for (std::string_view prefix : cut) {
            if (!name.starts_with(prefix)) continue;
            name.remove_prefix(prefix.size());
            skipped = true;
        }
        if (skipped) continue;
        if (name.starts_with(long_string)) {
            m << "std::string";
            name.remove_prefix(long_string.size());
            continue;
        }
        m << name.substr(0, 1);
        name.remove_prefix(1);
    }
}

namespace detail {

// "POST /users  ->  Task<Json<User>> (*)(State<Db>, Json<CreateUser>)"
constexpr Message route_head(Where where, const HandlerFacts& handler) {
    Message m;
    m << "\n  " << where.method << " " << where.pattern << "  ->  ";
    if (handler.name.find("(lambda") != std::string_view::npos) {
        m << "lambda (";
        for (std::size_t i = 0; i < handler.arguments.size(); ++i) {
            if (i) m << ", ";
            append_type(m, handler.arguments[i].type);
        }
        m << ")";
    } else {
        std::string_view name = handler.name;
        const std::size_t star = name.find("(*)");
        append_type(m, name.substr(0, star));
        if (star != std::string_view::npos) append_type(m, name.substr(star + 3));
    }
    m << "\n  ";
    return m;
}
constexpr Message argument_head(Where where, const HandlerFacts& handler, std::size_t i) {
    Message m = route_head(where, handler);
    m << ordinal(i) << " argument: '";
    append_type(m, handler.arguments[i].type);
    m << "'";
    return m;
}

constexpr Message check_argument(Where where, const HandlerFacts& handler, std::size_t i) {
    const ArgumentFacts& a = handler.arguments[i];
    Message m;
    switch (a.fault) {
        case ArgumentFault::none: break;
        case ArgumentFault::not_an_extractor:
            m = argument_head(where, handler, i);
            m << " is not an extractor.\n  remedy: take Path<T>, Query<T>, Json<T>, Form<T>, State<T> or Request&, or "
                 "give ";
            append_type(m, a.type);
            m << "\n          static Result<T> from_request(Request&), or Task<T> when it must wait.";
            return m;
        case ArgumentFault::reference:
            m = argument_head(where, handler, i);
            m << " is a reference, and a handler owns its arguments.\n  remedy: take it by value.";
            return m;
        case ArgumentFault::request_copy:
            m = argument_head(where, handler, i);
            m << " would be a copy of the request.\n  remedy: take Request&.";
            return m;
    }
    if (a.bad_field.empty()) return m;
    m = argument_head(where, handler, i);
    m << ": '";
    append_type(m, a.bad_field);
    m << "' cannot be made from text.\n  remedy: " << a.remedy;
    return m;
}

constexpr Message check_bodies(Where where, const HandlerFacts& handler) {
    std::size_t first = handler.arguments.size();
    for (std::size_t i = 0; i < handler.arguments.size(); ++i) {
        if (!handler.arguments[i].reads_body) continue;
        if (first == handler.arguments.size()) {
            first = i;
            continue;
        }
        Message m = argument_head(where, handler, i);
        m << " reads the body, and so does the " << ordinal(first) << " argument, '";
        append_type(m, handler.arguments[first].type);
        m << "'.\n  remedy: the body can be read once: keep one of the two.";
        return m;
    }
    return {};
}

constexpr Message check_captures(Where where, const HandlerFacts& handler, const Pattern& pattern) {
    std::size_t taken = 0;
    for (std::size_t i = 0; i < handler.arguments.size(); ++i) {
        const ArgumentFacts& a = handler.arguments[i];
        for (std::string_view name : a.capture_names) {
            if (pattern.find(name) < pattern.count) continue;
            Message m = argument_head(where, handler, i);
            m << ": its field '" << name << "' has no capture in the route.\n  remedy: add a segment \"/{" << name
              << "}\" to the route, or rename the field.";
            return m;
        }
        taken += a.captures;
        if (taken <= pattern.count || a.captures == 0 || (a.optional && pattern.count == 0)) continue;
        Message m = argument_head(where, handler, i);
        m << " has no capture in the route (" << pattern.count << " captured, " << taken
          << " taken).\n  remedy: add a segment such as \"/{id}\" to the route, or drop the argument.";
        return m;
    }
    if (taken >= pattern.count) return {};
    std::string_view left = pattern.captures[taken];
    for (const ArgumentFacts& a : handler.arguments) {
        if (a.capture_names.empty()) continue;
        for (std::size_t c = 0; c < pattern.count; ++c) {
            bool used = false;
            for (std::string_view name : a.capture_names) used = used || name == pattern.captures[c];
            if (!used) left = pattern.captures[c];
        }
    }
    Message m = route_head(where, handler);
    m << "capture '{" << left
      << "}' is taken by no argument.\n  remedy: add a Path<...> argument for it, or write the segment "
      << "without braces.";
    return m;
}

}  // namespace detail

// Whether the handler reads the captures itself, through Request&.
constexpr bool takes_request(const HandlerFacts& handler) {
    for (const ArgumentFacts& a : handler.arguments) {
        if (a.is_request) return true;
    }
    return false;
}

// All that does not depend on the pattern.
constexpr Message check_handler(Where where, const HandlerFacts& handler) {
    if (handler.callable == Callable::unlistable) {
        Message m = detail::route_head(where, handler);
        m << "takes arguments that cannot be listed (a generic lambda, an overload set, or a lambda with an error of "
             "its own).\n  remedy: name every parameter type.";
        return m;
    }
    if (handler.callable == Callable::changes) {
        Message m = detail::route_head(where, handler);
        m << "changes itself, and many requests use it at once.\n  remedy: drop `mutable`; keep what changes in a "
             "State<T>.";
        return m;
    }
    for (std::size_t i = 0; i < handler.arguments.size(); ++i) {
        if (Message m = detail::check_argument(where, handler, i); !m.ok()) return m;
    }
    if (Message m = detail::check_bodies(where, handler); !m.ok()) return m;
    if (handler.responds) return {};
    Message m = detail::route_head(where, handler);
    m << "returns '";
    append_type(m, handler.result);
    m << "', which is no response.\n  remedy: return std::string, Json<T>, Html, Redirect, http::Response, a variant, "
         "Task "
         "or Result of"
      << " these,\n          or write http::Response to_response(T, Request&) beside the type.";
    return m;
}

constexpr Message check_route(Where where, const HandlerFacts& handler) {
    const Pattern pattern = parse_pattern(where.pattern);
    if (pattern.ok()) {
        if (Message m = check_handler(where, handler); !m.ok()) return m;
        return takes_request(handler) ? Message() : detail::check_captures(where, handler, pattern);
    }
    Message m;
    m << "\n  " << where.method << " \"" << where.pattern << "\"\n  ";
    m.pad(where.method.size() + 2 + pattern.at) << "^ " << pattern.why;
    return m;
}

constexpr Message check_prefix(std::string_view prefix) {
    Message m;
    const Pattern p = parse_prefix(prefix);
    if (p.ok()) return m;
    m << "\n  nest \"" << prefix << "\"\n  ";
    m.pad(6 + p.at) << "^ " << p.why;
    return m;
}

}  // namespace kaon::inline v0::web
