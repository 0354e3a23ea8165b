// start<F>: the thin front of every handler: extracts its arguments in a plain function, then calls it or starts its
// Task. Internals of the router; form measured in the prototypes: no coroutine of ours stands between dispatcher and
// handler. For each handler one function reaches the object file; the others are inlined and have no debug information,
// but the handler that they call has its own.
#pragma once

#include <utility>

#include "kaon/web/extractor.hpp"
#include "kaon/web/respond.hpp"
#include "kaon/web/signature.hpp"

namespace kaon::inline v0::web {

template <class... A>
consteval BodyUse body_use_of(Arguments<A...>) {
    BodyUse use = BodyUse::none;
    ((use = body_use<std::remove_cvref_t<A>>() == BodyUse::none ? use : body_use<std::remove_cvref_t<A>>()), ...);
    return use;
}
// Whether the handler takes connections over: WebSocketUpgrade and its like say so.
template <class... A>
consteval bool opens_tunnel(Arguments<A...>) {
    return (requires { requires Unwrapped<std::remove_cvref_t<A>>::opens_tunnel; } || ...);
}
// Whether the response is there when start() returns.
template <class R, class... A>
consteval bool answers_at_once(Arguments<A...>) {
    return !kaon::detail::is_task<R> && !(is_async<std::remove_cvref_t<A>>() || ...);
}
template <class... A>
UnionOf<NeedsOf<std::remove_cvref_t<A>>...> needs_of(Arguments<A...>);

template <class A>
[[gnu::always_inline, gnu::nodebug]] inline decltype(auto) argument(Call& call, Slot<std::remove_cvref_t<A>>& slot) {
    using X = std::remove_cvref_t<A>;
    if constexpr (std::same_as<X, Request>) return (call.request);
    else if constexpr (std::same_as<X, Slot<X>>) return std::move(slot);
    else return *std::move(slot);
}
// Where the captures of X begin; those of the next are behind them.
template <class X>
[[gnu::always_inline, gnu::nodebug]] inline std::size_t take_captures(std::size_t& next) {
    return std::exchange(next, next + captures_taken<X>());
}

template <class R, class F, class... A>
[[gnu::always_inline, gnu::nodebug]] inline void run(const F& f, Call& call, Slot<std::remove_cvref_t<A>>... slots) {
    std::size_t next = 0;
    if (!(web::extract<std::remove_cvref_t<A>>(call, slots, take_captures<std::remove_cvref_t<A>>(next)) && ...))
        return;
    if constexpr (kaon::detail::is_task<R>) {
        call.task = AnyTask(f(web::argument<A>(call, slots)...));
        call.finish = &finish<typename R::value_type>;
    } else if constexpr (std::is_void_v<R>) {
        f(web::argument<A>(call, slots)...);
        call.response.status = http::Status::no_content;
    } else {
        web::respond<R>(call, f(web::argument<A>(call, slots)...));
    }
}

// With an extractor that waits, the arguments are read in a coroutine: the slots, as its parameters, move into its
// frame, and the handler and the call outlive it.
template <class R, class F, class... A>
Task<> run_later(const F& f, Call& call, Slot<std::remove_cvref_t<A>>... slots) {
    std::size_t next = 0;
    (co_await web::extract_later<std::remove_cvref_t<A>>(call, slots, take_captures<std::remove_cvref_t<A>>(next)),
     ...);
    if constexpr (!kaon::detail::is_task<R>) {
        if constexpr (std::is_void_v<R>) {
            f(web::argument<A>(call, slots)...);
            call.response.status = http::Status::no_content;
        } else {
            web::respond<R>(call, f(web::argument<A>(call, slots)...));
        }
    } else if constexpr (std::is_void_v<typename R::value_type>) {
        co_await f(web::argument<A>(call, slots)...);
        call.response.status = http::Status::no_content;
    } else {
        web::respond<typename R::value_type>(call, co_await f(web::argument<A>(call, slots)...));
    }
}

template <class F, class... A>
[[gnu::always_inline, gnu::nodebug]] inline void start_with(const void* handler, Call& call, Arguments<A...>) {
    using R = typename Signature<F>::result;
    const F& f = *static_cast<const F*>(handler);
    if constexpr ((is_async<std::remove_cvref_t<A>>() || ...)) {
        call.task = AnyTask(web::run_later<R, F, A...>(f, call, Slot<std::remove_cvref_t<A>>{}...));
        call.finish = [](Call&) {};
    } else {
        web::run<R, F, A...>(f, call, Slot<std::remove_cvref_t<A>>{}...);
    }
}

template <class F>
void start(const void* handler, Call& call) {
    start_with<F>(handler, call, typename Signature<F>::arguments{});
}

}  // namespace kaon::inline v0::web
