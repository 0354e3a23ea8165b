// Extractors: what a handler may take. Its parameter types say what is read from the request, left to right, and the
// first that fails is the response. An extractor of your own is a class with one function:
//
//   struct ApiKey {
//       std::string value;
//       static Result<ApiKey> from_request(Request& request) {           // or Task<ApiKey>, when it must wait
//           auto key = request.header("x-api-key");
//           if (!key) return Error(Errc::unauthenticated, "an API key is needed");
//           return ApiKey{std::string(*key)};
//       }
//   };
//
// It may say more: `using needs = Needs<Db>;` (then request.state<Db>() is there, checked at compile time) and
// `static constexpr bool reads_body = true;` (then request.body().bytes() is there).
// One that stands on another asks for it: `Result<Json<Order>> order = extract<Json<Order>>(request);`.
// std::optional<X> is empty when X is absent (Errc::unauthenticated, Errc::not_found, or X::absent(request)) and still
// fails when it is there and wrong; Result<X> hands any failure to the handler, but for a body over the limit.
// Threads: they run on the request's core. Lifetime: what they give is the handler's own; the request outlives it.
#pragma once

#include <concepts>
#include <optional>
#include <type_traits>
#include <variant>

#include "kaon/base/result.hpp"
#include "kaon/coro/task.hpp"
#include "kaon/web/endpoint.hpp"
#include "kaon/web/needs.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0 {

template <class X>
concept SyncExtractor = requires(Request& request) {
    { X::from_request(request) } -> std::same_as<Result<X>>;
};
template <class X>
concept AsyncExtractor = requires(Request& request) {
    { X::from_request(request) } -> std::same_as<Task<X>>;
};

namespace web {

// Internal form of the library's own extractors: fills a default-constructed X; `capture` counts within the handler's
// own. Those of templates are nodebug: there is one for each type, and nothing in it to look at.
template <class X>
concept DirectExtractor = requires(Call& call, X& x) {
    X{};
    { X::extract(call, x, std::size_t{}) } -> std::same_as<bool>;
};

namespace detail {
template <class X>
struct Wrapped {
    using type = X;
    static constexpr bool is_optional = false;
    static constexpr bool is_result = false;
};
template <class X>
struct Wrapped<std::optional<X>> {
    using type = X;
    static constexpr bool is_optional = true;
    static constexpr bool is_result = false;
};
template <class X>
struct Wrapped<Result<X>> {
    using type = X;
    static constexpr bool is_optional = false;
    static constexpr bool is_result = true;
};
}  // namespace detail

template <class X>
using Unwrapped = typename detail::Wrapped<X>::type;

template <class X>
concept AnyExtractor = DirectExtractor<X> || SyncExtractor<X> || AsyncExtractor<X>;
// X, std::optional<X> or Result<X>.
template <class X>
concept Extractable = AnyExtractor<Unwrapped<X>>;

template <class X>
consteval bool is_async() {
    using U = Unwrapped<X>;
    return !DirectExtractor<U> && !SyncExtractor<U> && AsyncExtractor<U>;
}
template <class X>
consteval BodyUse body_use() {
    using U = Unwrapped<X>;
    if constexpr (requires { U::body_use; }) return U::body_use;
    else if constexpr (requires { requires U::reads_body; }) return BodyUse::whole;
    else return BodyUse::none;
}
// How many captures X takes; 0 for all but Path<T>.
template <class X>
consteval std::size_t captures_taken() {
    using U = Unwrapped<X>;
    if constexpr (requires { U::capture_count; }) return U::capture_count;
    else return 0;
}

namespace detail {
template <class X>
struct NeedsOf {
    using type = Needs<>;
};
template <class X>
    requires requires { typename X::needs; }
struct NeedsOf<X> {
    using type = typename X::needs;
};
}  // namespace detail
template <class X>
using NeedsOf = typename detail::NeedsOf<Unwrapped<X>>::type;

// Whether an error means that the thing is not there, as std::optional<X> understands it.
template <class X>
bool is_absent(const Request& request, const Error& error) {
    if constexpr (requires {
                      { X::absent(request) } -> std::same_as<bool>;
                  })
        return X::absent(request);
    else return error.kind() == Errc::unauthenticated || error.kind() == Errc::not_found;
}

// Where an argument waits for the call: an X, if it needs no value to begin with.
template <class X>
struct SlotOf {
    using type = std::optional<X>;
};
template <class X>
    requires requires { X{}; }
struct SlotOf<X> {
    using type = X;
};
template <>
struct SlotOf<Request> {
    using type = std::monostate;
};
template <class X>
using Slot = typename SlotOf<X>::type;

template <class X>
Result<X> extract_alone(Call& call, std::size_t capture) {
    if constexpr (DirectExtractor<X>) {
        X x{};
        if (X::extract(call, x, capture)) return x;
        Error error = *std::move(call.error);
        call.error.reset();
        return error;
    } else {
        return X::from_request(call.request);
    }
}

// The synchronous extractors. False: call.error says why.
template <class X>
[[gnu::always_inline, gnu::nodebug]] inline bool extract(Call& call, Slot<X>& slot, std::size_t capture) {
    using Shape = detail::Wrapped<X>;
    using U = Unwrapped<X>;
    if constexpr (std::same_as<X, Request>) {
        return true;
    } else if constexpr (Shape::is_result) {
        slot = extract_alone<U>(call, capture);
        return true;
    } else if constexpr (Shape::is_optional) {
        Result<U> result = extract_alone<U>(call, capture);
        if (result) slot = std::move(result).value();
        else if (!is_absent<U>(call.request, result.error())) call.error.emplace(std::move(result).error());
        return !call.error;
    } else if constexpr (DirectExtractor<X>) {
        return X::extract(call, slot, capture);
    } else {
        Result<X> result = X::from_request(call.request);
        if (result) slot = std::move(result).value();
        else call.error.emplace(std::move(result).error());
        return !call.error;
    }
}

// Any extractor, inside a coroutine.
template <class X>
Task<> extract_later(Call& call, Slot<X>& slot, std::size_t capture) {
    using Shape = detail::Wrapped<X>;
    if constexpr (!is_async<X>()) {
        if (!web::extract<X>(call, slot, capture)) co_await Error(*std::exchange(call.error, std::nullopt));
    } else if constexpr (Shape::is_result) {
        slot = co_await attempt(Unwrapped<X>::from_request(call.request));
    } else if constexpr (Shape::is_optional) {
        auto result = co_await attempt(Unwrapped<X>::from_request(call.request));
        if (result) slot = std::move(result).value();
        else if (!is_absent<Unwrapped<X>>(call.request, result.error())) co_await std::move(result).error();
    } else {
        slot = co_await X::from_request(call.request);
    }
}

}  // namespace web

// What a handler would get as its argument, for extractors made of others. Those that read the body need `reads_body`
// in the one that asks.
template <class X>
    requires web::DirectExtractor<X> || SyncExtractor<X>
Result<X> extract(Request& request) {
    http::Response none;
    web::Call call{request, none};
    return web::extract_alone<X>(call, 0);
}

}  // namespace kaon::inline v0
