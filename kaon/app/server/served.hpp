// Served: the handler behind serve(): a body with its input taken from JSON or a form. Internals of serve().
#pragma once

#include <concepts>

#include "kaon/app/server/form_reply.hpp"
#include "kaon/app/server/input.hpp"
#include "kaon/app/server_function.hpp"
#include "kaon/web/check.hpp"
#include "kaon/web/handler.hpp"

namespace kaon::inline v0::remote {

http::Response json_answer(const reflect::TypeInfo* info, const void* output);
// The field errors of a form as the error that they are.
Error form_error(const Sent& sent);
// Whether the answer to a form is meant for a program.
bool wants_json(const Request& request);
Result<http::Response> go_on(std::string path, Request& request);
http::Response with_status(http::Response response, const Error& error);

template <class T>
Result<http::Response> response_of(T value, Request& request) {
    if constexpr (std::convertible_to<T, std::string> && !std::same_as<T, http::Response>) {
        return go_on(std::string(std::move(value)), request);
    } else {
        http::Response response;
        web::Call call{request, response};
        web::respond<T>(call, std::move(value));
        if (call.error) return *std::move(call.error);
        return response;
    }
}

// Calls with Request& where the callable takes it.
template <class F, class... A>
decltype(auto) call_with_request(const F& f, Request& request, const A&... a) {
    if constexpr (std::invocable<const F&, const A&..., Request&>) return f(a..., request);
    else return f(a...);
}

template <class Reply>
inline constexpr Forms forms_of = Forms::taken;
template <>
inline constexpr Forms forms_of<JsonOnly> = Forms::refused;

template <class Reply>
inline constexpr bool has_page = false;
template <class Done, class Again>
inline constexpr bool has_page<FormReply<Done, Again>> = true;
template <class Done>
inline constexpr bool has_page<FormReply<Done, NoPage>> = false;

template <class In, Forms forms, class A>
struct TakenAs {
    using type = A;
};
template <class In, Forms forms>
struct TakenAs<In, forms, In> {
    using type = SentInput<In, forms>;
};

// The body's argument out of the handler's.
template <class In, class A>
decltype(auto) unwrap(A& argument) {
    if constexpr (requires { argument.sent; }) return std::move(argument.value);
    else if constexpr (std::same_as<std::remove_const_t<A>, Request>) return argument;
    else return std::move(argument);
}

template <class Function, class F, class Reply, class Args>
struct Served;
template <class Function, class F, class Reply, class... A>
struct Served<Function, F, Reply, web::Arguments<A...>> {
    using In = typename Function::Input;
    using Out = typename Function::Output;
    template <class X>
    using Taken = typename TakenAs<In, forms_of<Reply>, X>::type;

    F body;
    Reply reply;

    Task<http::Response> operator()(Taken<A>... arguments, Request& request) const {
        In kept;
        Sent sent;
        (take_sent(arguments, kept, sent), ...);
        Result<http::Response> response = http::Response{};
        if (sent.as_form && !sent.form.errors.empty()) {
            response = form_error(sent);
        } else {
            Result<Out> result = co_await attempt(run(unwrap<In>(arguments)...));
            if (!result) response = std::move(result).error();
            else response = answer(result, sent, request);
        }
        if constexpr (has_page<Reply>) {
            if (!response && sent.as_form && response.error().kind() != Errc::internal && !wants_json(request))
                co_return co_await show_again(kept, sent, response.error(), request);
        }
        co_return response;
    }

private:
    template <class X>
    static void take_sent(X& argument, In& kept, Sent& sent) {
        if constexpr (requires { argument.sent; }) {
            sent = std::move(argument.sent);
            if constexpr (std::is_copy_assignable_v<In>) {
                if (sent.as_form) kept = argument.value;
            }
        }
    }
    template <class... X>
    Task<Out> run(X&&... x) const {
        using R = typename web::Signature<F>::result;
        if constexpr (kaon::detail::is_task<R>) {
            return body(std::forward<X>(x)...);
        } else if constexpr (std::is_void_v<R>) {
            body(std::forward<X>(x)...);
            return done();
        } else {
            return done(body(std::forward<X>(x)...));
        }
    }
    static Task<Out> done(auto value) { co_return std::move(value); }
    static Task<void> done(Result<> outcome = {}) { co_await std::move(outcome); }

    Result<http::Response> answer(Result<Out>& result, const Sent& sent, Request& request) const {
        if constexpr (!std::same_as<Reply, JsonOnly>) {
            if (sent.as_form && !wants_json(request)) {
                if constexpr (std::is_void_v<Out>) return response_of(call_with_request(reply.done, request), request);
                else return response_of(call_with_request(reply.done, request, *result), request);
            }
        }
        if constexpr (std::is_void_v<Out>) return json_answer(nullptr, nullptr);
        else return json_answer(Function::contract.output, &*result);
    }
    Task<http::Response> show_again(const In& kept, const Sent& sent, const Error& error, Request& request) const {
        const Retry<In> retry(kept, sent.form, error);
        using R = decltype(call_with_request(reply.again, request, retry));
        if constexpr (kaon::detail::is_task<R>)
            co_return with_status(
                co_await response_of(co_await call_with_request(reply.again, request, retry), request), error);
        else
            co_return with_status(co_await response_of(call_with_request(reply.again, request, retry), request), error);
    }
};

template <class Function, class F, class Reply>
using ServedOf = Served<Function, F, Reply, typename web::Signature<F>::arguments>;

}  // namespace kaon::inline v0::remote
