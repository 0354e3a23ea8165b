// start<F>: the thin front of every handler: extracts its arguments in a plain function, then calls it or starts its
// Task. Internals of the router; form measured in the prototypes: no coroutine of ours stands between dispatcher and
// handler.
#pragma once

#include <array>
#include <utility>

#include "kaon/web/extractor.hpp"
#include "kaon/web/respond.hpp"
#include "kaon/web/signature.hpp"

namespace kaon::inline v0::web {

template <class... A>
consteval bool any_async(Arguments<A...>) {
    return (is_async<std::remove_cvref_t<A>>() || ...);
}
template <class... A>
consteval BodyUse body_use_of(Arguments<A...>) {
    BodyUse use = BodyUse::none;
    ((use = body_use<std::remove_cvref_t<A>>() == BodyUse::none ? use : body_use<std::remove_cvref_t<A>>()), ...);
    return use;
}
template <class... A>
UnionOf<NeedsOf<std::remove_cvref_t<A>>...> needs_of(Arguments<A...>);

// Where the captures of each argument begin.
template <class... A>
consteval auto capture_starts() {
    std::array<std::size_t, sizeof...(A) + 1> starts{};
    std::size_t i = 0, next = 0;
    ((starts[i++] = next, next += captures_taken<std::remove_cvref_t<A>>()), ...);
    return starts;
}

template <std::size_t I, class X>
struct Held : Slot<X> {};
template <class Indices, class... A>
struct Pack;
template <std::size_t... I, class... A>
struct Pack<std::index_sequence<I...>, A...> : Held<I, std::remove_cvref_t<A>>... {};

template <class A, std::size_t I>
[[gnu::always_inline, gnu::nodebug]] inline decltype(auto) argument(Call& call, Held<I, std::remove_cvref_t<A>>& held) {
    if constexpr (std::same_as<std::remove_cvref_t<A>, Request>) return (call.request);
    else return held.take();
}

template <class R, class F, class... A, std::size_t... I>
[[gnu::always_inline, gnu::nodebug]] inline void start_with(const F& f, Call& call, Arguments<A...>,
                                                            std::index_sequence<I...>) {
    static constexpr auto starts = capture_starts<A...>();
    Pack<std::index_sequence<I...>, A...> pack;
    if (!(extract(call, static_cast<Held<I, std::remove_cvref_t<A>>&>(pack), starts[I]) && ...)) return;
    if constexpr (kaon::detail::is_task<R>) {
        call.task = AnyTask(f(argument<A, I>(call, pack)...));
        call.finish = &finish<typename R::value_type>;
    } else if constexpr (std::is_void_v<R>) {
        f(argument<A, I>(call, pack)...);
        call.response.status = http::Status::no_content;
    } else {
        respond<R>(call, f(argument<A, I>(call, pack)...));
    }
}

// With an extractor that waits, the arguments are read in a coroutine.
template <class R, class F, class... A, std::size_t... I>
Task<> run_with(const F& f, Call& call, Arguments<A...>, std::index_sequence<I...>) {
    static constexpr auto starts = capture_starts<A...>();
    Pack<std::index_sequence<I...>, A...> pack;
    (co_await extract_later(call, static_cast<Held<I, std::remove_cvref_t<A>>&>(pack), starts[I]), ...);
    if constexpr (!kaon::detail::is_task<R>) {
        if constexpr (std::is_void_v<R>) {
            f(argument<A, I>(call, pack)...);
            call.response.status = http::Status::no_content;
        } else {
            respond<R>(call, f(argument<A, I>(call, pack)...));
        }
    } else if constexpr (std::is_void_v<typename R::value_type>) {
        co_await f(argument<A, I>(call, pack)...);
        call.response.status = http::Status::no_content;
    } else {
        respond<typename R::value_type>(call, co_await f(argument<A, I>(call, pack)...));
    }
}

template <class... A>
std::index_sequence_for<A...> indices(Arguments<A...>);

template <class F>
void start(const void* handler, Call& call) {
    using S = Signature<F>;
    using Args = typename S::arguments;
    using Indices = decltype(indices(Args{}));
    const F& f = *static_cast<const F*>(handler);
    if constexpr (any_async(Args{})) {
        call.task = AnyTask(run_with<typename S::result>(f, call, Args{}, Indices{}));
        call.finish = [](Call&) {};
    } else {
        start_with<typename S::result>(f, call, Args{}, Indices{});
    }
}

}  // namespace kaon::inline v0::web
