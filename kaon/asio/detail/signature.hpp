// SignatureOf<void(E, T...)>: what a completion signature of Asio is as a Result: an error first, then the values.
//
//   SignatureOf<void(std::error_code, std::size_t)>::value_type        // std::size_t
//   SignatureOf<void(std::error_code)>::result(code)                   // Result<void>
//
// No value is void, several are a std::tuple. An exception is Errc::internal with its words. PlainOf takes the error
// code for one of the values. Threads: pure functions.
#pragma once

#include <exception>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

#include "kaon/asio/asio_error.hpp"
#include "kaon/base/result.hpp"
#include "kaon/coro/promise.hpp"

namespace kaon::inline v0::detail {

template <class... T>
struct ValuesOf {
    using value_type = std::tuple<T...>;
};
template <class T>
struct ValuesOf<T> {
    using value_type = T;
};
template <>
struct ValuesOf<> {
    using value_type = void;
};

template <class... T, class... A>
Result<typename ValuesOf<T...>::value_type> values_result(A&&... values) {
    if constexpr (sizeof...(T) == 0) return {};
    else return typename ValuesOf<T...>::value_type(std::forward<A>(values)...);
}

template <class Signature>
struct PlainOf;
template <class... T>
struct PlainOf<void(T...)> : ValuesOf<std::decay_t<T>...> {
    template <class... A>
    static auto result(A&&... values) {
        return values_result<std::decay_t<T>...>(std::forward<A>(values)...);
    }
};

template <class Signature>
struct SignatureOf : PlainOf<Signature> {};
template <class... T>
struct SignatureOf<void(std::error_code, T...)> : ValuesOf<std::decay_t<T>...> {
    using Base = ValuesOf<std::decay_t<T>...>;
    template <class... A>
    static Result<typename Base::value_type> result(const std::error_code& code, A&&... values) {
        if (code) return asio_error(code);
        return values_result<std::decay_t<T>...>(std::forward<A>(values)...);
    }
};
template <class... T>
struct SignatureOf<void(std::exception_ptr, T...)> : ValuesOf<std::decay_t<T>...> {
    using Base = ValuesOf<std::decay_t<T>...>;
    template <class... A>
    static Result<typename Base::value_type> result(const std::exception_ptr& exception, A&&... values) {
        if (exception) {
            try {
                std::rethrow_exception(exception);
            } catch (const std::system_error& error) {
                return asio_error(error.code());
            } catch (...) {
                return exception_error();
            }
        }
        return values_result<std::decay_t<T>...>(std::forward<A>(values)...);
    }
};

}  // namespace kaon::inline v0::detail
