// serve<function>(body): the server's side of a ServerFunction, as a route.
//
//   Task<Answer> answer_question(State<Db> db, Ask question) {...}
//   Router{serve<ask>(answer_question)}                                              // POST /fn/ask
//   Router{serve<ask>(answer_question, FormReply{.done = ..., .again = ...})}       // and as a form: form_reply.hpp
//   Router{serve<ask>(answer_question, JsonOnly{}, body_limit(64 << 10), trace())}   // settings and layers, as post<>
//
// The body takes any extractors that leave the content alone, and the input by value; it returns the output, plain or
// as a Task or Result. The input has passed its rules. What content is, the content-type says: JSON is answered with
// JSON, a form with a redirect or a page, or with JSON when its Accept asks for that first.
//
// Requests that another site made a browser send are refused (403, web/middleware/same_origin.hpp) before anything of
// the content is read; SameOrigin{.trusted = {...}} among the settings allows other origins. Errors: 415 for another
// content-type, 413 over the body limit (2 MiB unless set), 400 for broken JSON, escapes and UTF-8, 422 with all
// fields. Mistakes between contract and body are compile errors, as are two functions with one path.
#pragma once

#include "kaon/app/server/check_body.hpp"
#include "kaon/app/server/form_reply.hpp"
#include "kaon/web/middleware/same_origin.hpp"
#include "kaon/web/router.hpp"

namespace kaon::inline v0 {

template <auto function, class F, class Reply, class... Settings>
auto serve(F body, Reply reply, Settings... settings) {
    using Function = std::remove_const_t<decltype(function)>;
    static constexpr Message mistake = remote::check_body<Function, F, Reply>();
    if constexpr (!mistake.ok()) {
        static_assert(false, mistake);
        return web::Route<http::Method::post, web::AnyMethod::no, Function::route, Needs<>, false>();
    } else {
        remote::ServedOf<Function, F, Reply> served{std::move(body), std::move(reply)};
        if constexpr ((std::same_as<Settings, SameOrigin> || ...))
            return post<Function::route>(std::move(served), std::move(settings)...);
        else return post<Function::route>(std::move(served), same_origin(), std::move(settings)...);
    }
}

template <auto function, class F>
auto serve(F body) {
    return serve<function>(std::move(body), JsonOnly{});
}

}  // namespace kaon::inline v0
