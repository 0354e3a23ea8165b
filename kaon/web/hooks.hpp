// What else a Router{...} may list: fallback, on_error, background.
//
//   Router{
//       get<"/">(home),
//       fallback(not_found_page),                    // any handler without Path: for what no route matches
//       on_error([](const Error& error, Request& request, http::Response response) {
//           if (request.path().starts_with("/api/")) return response;      // problem+json, as it is
//           return page_for(error, language_of(request));
//       }),
//       background([&] { return sweep(sessions); }),  // a Task<void> that lives and stops with the application
//       background(send_newsletter, AtRestart::one_by_one),   // in one process at a time
//   }
//
// A fallback inside a nested router answers below its prefix. The hook sees every error of every route once, with the
// response that would be sent; it runs on the request's core and must not block.
// When a program is restarted, the old and the new process stand side by side while the old one drains, and so do their
// background Tasks. One that is listed with AtRestart::one_by_one is cancelled in the old process as soon as it begins
// to drain, and begins in the new one when it has ended there (kaon/transport/serve.hpp). It holds for processes that
// follow each other; several that are started side by side need a lock that all of them see.
#pragma once

#include "kaon/web/route.hpp"

namespace kaon::inline v0 {

namespace web {
template <class Set>
struct Fallback final : FallbackItem {
    using needs = Set;
};
template <class F>
inline constexpr RouteFacts fallback_facts = make_facts<F>(http::Method::get, AnyMethod::yes, "/");
}  // namespace web

template <class F = web::SeveralFunctions>
auto fallback(F handler) {
    static constexpr Message mistake = web::check_route({"fallback", "/"}, web::facts_of_handler<F>());
    if constexpr (std::same_as<F, web::SeveralFunctions>) {
        return web::Fallback<Needs<>>();
    } else if constexpr (!mistake.ok()) {
        static_assert(false, mistake);
        return web::Fallback<Needs<>>();
    } else {
        web::Fallback<web::NeedsOfHandler<F>> item;
        item.facts = &web::fallback_facts<F>;
        item.handler.hold(handler);
        return item;
    }
}

inline web::ErrorItem on_error(web::ErrorHook hook) {
    web::ErrorItem item;
    item.hook = std::move(hook);
    return item;
}

inline web::BackgroundItem background(std::function<Task<void>()> start,
                                      AtRestart at_restart = AtRestart::side_by_side) {
    web::BackgroundItem item;
    item.start = std::move(start);
    item.at_restart = at_restart;
    return item;
}

}  // namespace kaon::inline v0
