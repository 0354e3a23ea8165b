// Routes: get<"/users/{id}">(show_user), post, put, patch, del, head, options, any; route() for what is known at run
// time.
//
//   get<"/users/{id}">(show_user)                       // a function, a lambda, any object with one const call
//   post<"/upload">(upload, body_limit(50 << 20))       // settings and layers of this route alone
//   route(http::Method::get, "/plugins/" + name, f)     // checked at start-up, by the same rules
//
// Whether pattern and handler fit is decided by the compiler (check.hpp), and so is whether two routes of one router
// answer the same requests. Handlers run on many cores at once, so they are const.
#pragma once

#include "kaon/base/fixed_text.hpp"
#include "kaon/base/type_name.hpp"
#include "kaon/web/check.hpp"
#include "kaon/web/handler.hpp"
#include "kaon/web/item.hpp"
#include "kaon/web/layer.hpp"

namespace kaon::inline v0 {

namespace web {

constexpr std::string_view method_name(http::Method method, AnyMethod any) {
    constexpr std::string_view names[] = {"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                          "CONNECT", "OPTIONS", "TRACE", "PATCH"};
    return any == AnyMethod::yes ? "ANY" : names[static_cast<std::size_t>(method)];
}

template <http::Method M, AnyMethod Any, FixedText P, class Set, bool Ok>
struct Route final : RouteItem {
    using needs = Set;
    static constexpr bool ok = Ok;
    static constexpr std::uint8_t method = Any == AnyMethod::yes ? 255 : static_cast<std::uint8_t>(M);
    static constexpr std::string_view name = method_name(M, Any);
    static constexpr std::string_view pattern = P.view();
};
// A route whose pattern is not known to the compiler.
template <class Set>
struct LateRoute final : RouteItem {
    using needs = Set;
    std::string pattern;
    RouteFacts own_facts;
    LateRoute() : RouteItem(&LateRoute::add_late) {}

private:
    static void add_late(Item& self, RouterCore& core) {
        auto& late = static_cast<LateRoute&>(self);
        late.own_facts.pattern = late.pattern;
        late.facts = &late.own_facts;
        add(self, core);
    }
};

template <class Set>
struct NeedTable;
template <>
struct NeedTable<Needs<>> {
    static constexpr const TypeTag* tags = nullptr;
    static constexpr const std::string_view* names = nullptr;
};
template <class... T>
struct NeedTable<Needs<T...>> {
    static constexpr TypeTag tags[] = {&type_tag<T>...};
    static constexpr std::string_view names[] = {type_name<T>()...};
};

template <class F>
using NeedsOfHandler = decltype(needs_of(typename Signature<F>::arguments{}));

template <class F>
constexpr RouteFacts make_facts(http::Method method, AnyMethod any, std::string_view pattern) {
    using Args = typename Signature<F>::arguments;
    using Set = NeedsOfHandler<F>;
    return {.method = method,
            .any = any,
            .pattern = pattern,
            .handler = type_name<F>(),
            .start = &start<F>,
            .body = body_use_of(Args{}),
            .opens_tunnel = opens_tunnel(Args{}),
            .answers_at_once = answers_at_once<typename Signature<F>::result>(Args{}),
            .needs = NeedTable<Set>::tags,
            .need_names = NeedTable<Set>::names,
            .need_count = Set::count};
}

template <http::Method M, AnyMethod Any, FixedText P, class F>
[[gnu::nodebug]] inline constexpr RouteFacts route_facts = make_facts<F>(M, Any, P.view());

template <http::Method M, AnyMethod Any, FixedText P, class F, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto check_and_make(F& handler, O&... options) {
    static constexpr Message mistake = check_route({method_name(M, Any), P.view()}, facts_of_handler<F>());
    if constexpr (std::same_as<F, SeveralFunctions>) {
        return Route<M, Any, P, Needs<>, false>();
    } else if constexpr (!mistake.ok()) {
        static_assert(false, mistake);
        return Route<M, Any, P, Needs<>, false>();
    } else {
        Route<M, Any, P, NeedsOfHandler<F>, true> route;
        route.facts = &route_facts<M, Any, P, F>;
        route.handler.hold(handler);
        (add_layer(route.settings, std::move(options)), ...);
        return route;
    }
}

}  // namespace web

template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto get(F handler, O... settings) {
    return web::check_and_make<http::Method::get, web::AnyMethod::no, P>(handler, settings...);
}
template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto post(F handler, O... settings) {
    return web::check_and_make<http::Method::post, web::AnyMethod::no, P>(handler, settings...);
}
template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto put(F handler, O... settings) {
    return web::check_and_make<http::Method::put, web::AnyMethod::no, P>(handler, settings...);
}
template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto patch(F handler, O... settings) {
    return web::check_and_make<http::Method::patch, web::AnyMethod::no, P>(handler, settings...);
}
template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto del(F handler, O... settings) {
    return web::check_and_make<http::Method::del, web::AnyMethod::no, P>(handler, settings...);
}
template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto head(F handler, O... settings) {
    return web::check_and_make<http::Method::head, web::AnyMethod::no, P>(handler, settings...);
}
template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto options(F handler, O... settings) {
    return web::check_and_make<http::Method::options, web::AnyMethod::no, P>(handler, settings...);
}
// Every method that has no route of its own.
template <FixedText P, class F = web::SeveralFunctions, class... O>
[[gnu::always_inline, gnu::nodebug]] inline auto any(F handler, O... settings) {
    return web::check_and_make<http::Method::get, web::AnyMethod::yes, P>(handler, settings...);
}

// A pattern that does not fit is an Error of Router::build(); what concerns the handler alone the compiler reports.
template <class F = web::SeveralFunctions, class... O>
auto route(http::Method method, std::string_view pattern, F handler, O... settings) {
    static constexpr web::HandlerFacts facts = web::facts_of_handler<F>();
    static constexpr Message mistake = web::check_handler({"route", ""}, facts);
    if constexpr (std::same_as<F, web::SeveralFunctions>) {
        return web::LateRoute<Needs<>>();
    } else if constexpr (!mistake.ok()) {
        static_assert(false, mistake);
        return web::LateRoute<Needs<>>();
    } else {
        web::LateRoute<web::NeedsOfHandler<F>> late;
        late.pattern = pattern;
        late.mistake = web::check_route({http::text(method), pattern}, facts).view();
        late.own_facts = web::make_facts<F>(method, web::AnyMethod::no, {});
        late.handler.hold(handler);
        (web::add_layer(late.settings, std::move(settings)), ...);
        return late;
    }
}

}  // namespace kaon::inline v0
