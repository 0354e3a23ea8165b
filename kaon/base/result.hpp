// Result<T, E>: a value or the reason why there is none; must not be ignored.
//
//   Result<int> parse(std::string_view text);
//   auto n = parse("12").transform([](int x) { return x * 2; });
//   if (!n) return std::move(n).error();
//
// The shape is std::expected's (P0323, P2505); a class of our own because an alias would lose [[nodiscard]] and the
// oldest supported standard library lacks the monadic members. Inside a Task, `co_await result` unwraps it.
// The members that chain move out of a temporary or std::move(result), and leave any other Result as it is.
// Threads: a value. Reading value() of an error is a bug and ends the program, which says the error and its place.
#pragma once

#include <concepts>
#include <cstdlib>
#include <type_traits>
#include <utility>
#include <variant>

#include "kaon/base/error.hpp"

namespace kaon::inline v0 {

template <class T, class E>
class Result;

namespace detail {
template <class R>
inline constexpr bool is_result = false;
template <class T, class E>
inline constexpr bool is_result<Result<T, E>> = true;
// What a misused Result does: says in one line what it holds (outside the browser), and aborts. Null: a value.
[[noreturn, gnu::cold]] void bad_result_access(const Error* held);
template <class E>
[[noreturn]] void bad_value_access(const E* held) {
    if constexpr (std::same_as<E, Error>) bad_result_access(held);
    else std::abort();
}

// What a new Result gets of an old one that stays: errors that only move are copied by their copy().
template <class E, class From>
constexpr E error_from(From&& error) {
    if constexpr (std::constructible_from<E, From>) return E(std::forward<From>(error));
    else if constexpr (requires { error.copy(); }) return error.copy();
    else static_assert(false, "the error of this Result cannot be copied: write std::move(result) before the call");
}
}  // namespace detail

template <class T = void, class E = Error>
class [[nodiscard]] Result {
public:
    using value_type = T;
    using error_type = E;

    template <class U = T>
        requires(!std::same_as<std::remove_cvref_t<U>, Result> && !std::same_as<std::remove_cvref_t<U>, E> &&
                 !detail::is_result<std::remove_cvref_t<U>> && std::constructible_from<T, U>)
    constexpr Result(U&& value) : state_(std::in_place_index<0>, std::forward<U>(value)) {}
    constexpr Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}
    constexpr Result()
        requires std::default_initializable<T>
        : state_(std::in_place_index<0>) {}

    constexpr bool has_value() const { return state_.index() == 0; }
    constexpr explicit operator bool() const { return has_value(); }

    template <class Self>
    constexpr auto&& value(this Self&& self) {
        if (!self.has_value()) [[unlikely]]
            detail::bad_value_access(std::get_if<1>(&self.state_));
        return std::get<0>(std::forward<Self>(self).state_);
    }
    template <class Self>
    constexpr auto&& error(this Self&& self) {
        if (self.has_value()) [[unlikely]]
            detail::bad_result_access(nullptr);
        return std::get<1>(std::forward<Self>(self).state_);
    }
    template <class Self>
    constexpr auto&& operator*(this Self&& self) {
        return std::forward<Self>(self).value();
    }
    constexpr T* operator->() [[clang::lifetimebound]] { return &value(); }
    constexpr const T* operator->() const [[clang::lifetimebound]] { return &value(); }

    template <class Self, class U>
    constexpr T value_or(this Self&& self, U&& other) {
        if (self.has_value()) return std::forward<Self>(self).value();
        return static_cast<T>(std::forward<U>(other));
    }
    // f(value) -> Result<U, E>
    template <class Self, class F>
    constexpr auto and_then(this Self&& self, F&& f)
        -> std::invoke_result_t<F, decltype(std::forward<Self>(self).value())> {
        if (self.has_value()) return std::forward<F>(f)(std::forward<Self>(self).value());
        return detail::error_from<E>(std::forward<Self>(self).error());
    }
    // f(value) -> U
    template <class Self, class F>
    constexpr auto transform(this Self&& self, F&& f) {
        using U = std::remove_cvref_t<std::invoke_result_t<F, decltype(std::forward<Self>(self).value())>>;
        if (!self.has_value()) return Result<U, E>(detail::error_from<E>(std::forward<Self>(self).error()));
        if constexpr (std::is_void_v<U>) {
            std::forward<F>(f)(std::forward<Self>(self).value());
            return Result<U, E>();
        } else {
            return Result<U, E>(std::forward<F>(f)(std::forward<Self>(self).value()));
        }
    }
    // f(error) -> Result<T, E>
    template <class Self, class F>
    constexpr Result or_else(this Self&& self, F&& f) {
        if (self.has_value()) return std::forward<Self>(self).value();
        return std::forward<F>(f)(std::forward<Self>(self).error());
    }
    // f(error) -> E2
    template <class Self, class F>
    constexpr auto map_error(this Self&& self, F&& f) {
        using E2 = std::remove_cvref_t<std::invoke_result_t<F, decltype(std::forward<Self>(self).error())>>;
        if (self.has_value()) return Result<T, E2>(std::forward<Self>(self).value());
        return Result<T, E2>(std::forward<F>(f)(std::forward<Self>(self).error()));
    }

private:
    std::variant<T, E> state_;
};

// Success without a value.
template <class E>
class [[nodiscard]] Result<void, E> {
public:
    using value_type = void;
    using error_type = E;

    constexpr Result() = default;
    constexpr Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

    constexpr bool has_value() const { return state_.index() == 0; }
    constexpr explicit operator bool() const { return has_value(); }
    constexpr void value() const {
        if (!has_value()) [[unlikely]]
            detail::bad_value_access(std::get_if<1>(&state_));
    }
    template <class Self>
    constexpr auto&& error(this Self&& self) {
        if (self.has_value()) [[unlikely]]
            detail::bad_result_access(nullptr);
        return std::get<1>(std::forward<Self>(self).state_);
    }
    template <class Self, class F>
    constexpr auto and_then(this Self&& self, F&& f) -> std::invoke_result_t<F> {
        if (self.has_value()) return std::forward<F>(f)();
        return detail::error_from<E>(std::forward<Self>(self).error());
    }
    template <class Self, class F>
    constexpr auto transform(this Self&& self, F&& f) {
        using U = std::remove_cvref_t<std::invoke_result_t<F>>;
        if (!self.has_value()) return Result<U, E>(detail::error_from<E>(std::forward<Self>(self).error()));
        if constexpr (std::is_void_v<U>) {
            std::forward<F>(f)();
            return Result<U, E>();
        } else {
            return Result<U, E>(std::forward<F>(f)());
        }
    }
    template <class Self, class F>
    constexpr Result or_else(this Self&& self, F&& f) {
        if (self.has_value()) return {};
        return std::forward<F>(f)(std::forward<Self>(self).error());
    }
    template <class Self, class F>
    constexpr auto map_error(this Self&& self, F&& f) {
        using E2 = std::remove_cvref_t<std::invoke_result_t<F, decltype(std::forward<Self>(self).error())>>;
        if (self.has_value()) return Result<void, E2>();
        return Result<void, E2>(std::forward<F>(f)(std::forward<Self>(self).error()));
    }

private:
    std::variant<std::monostate, E> state_;
};

}  // namespace kaon::inline v0
