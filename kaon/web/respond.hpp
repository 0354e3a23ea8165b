// Responses: what a handler may return, plain or as Task<T> or Result<T>. The library's own are in web/response/; a
// type of your own needs one function beside it:
//
//   http::Response to_response(Csv csv, Request& request) {
//       http::Response response;
//       response.headers.set("content-type", "text/csv; charset=utf-8");
//       response.body = http::Body(std::move(csv.text));
//       return response;
//   }
//
// void answers 204. A std::variant<Html, Redirect> answers with what it holds. A tuple or pair writes its parts in
// order: {http::Status::accepted, SetCookie{...}, Json{job}}.
// Threads: to_response() runs on the request's core. Errors: a Result, in the place of a value, or of write_response().
#pragma once

#include <concepts>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "kaon/coro/any_task.hpp"
#include "kaon/web/endpoint.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0 {

// The parts of a response. An overload writes its part into `out`; a Result that it returns may refuse. A body sets the
// content-type when no part before it did.
void write_response(http::Response& out, Request& request, http::Status&& status);
void write_response(http::Response& out, Request& request, http::Response&& response);
void write_response(http::Response& out, Request& request, std::string&& text);
void write_response(http::Response& out, Request& request, const char*&& text);
void write_response(http::Response& out, Request& request, StaticText&& text);
void write_response(http::Response& out, Request& request, http::Body&& body);

namespace web {

inline void set_content_type(http::Response& out, http::StaticFieldValue type) {
    if (out.headers.size() == 0 || !out.headers.has("content-type")) out.headers.append("content-type", type);
}

namespace detail {
template <class T>
inline constexpr bool is_tuple = false;
template <class... T>
inline constexpr bool is_tuple<std::tuple<T...>> = true;
template <class A, class B>
inline constexpr bool is_tuple<std::pair<A, B>> = true;
template <class T>
inline constexpr bool is_variant = false;
template <class... T>
inline constexpr bool is_variant<std::variant<T...>> = true;
template <class Member>
inline constexpr bool answers_call = false;
template <class T>
inline constexpr bool answers_call<void(Call&, T&&)> = true;
}  // namespace detail

// Internal form of the library's own class templates, a static member: for each type, overload resolution would look at
// all that write a response and at what the type converts to. The member is asked for its exact type, with the internal
// Call in it, so that an application's respond(), generic or not, is none.
template <class T>
concept DirectResponse = __is_same(decltype(T::respond), void(Call&, T&&));
// A class derived from one; a to_response() of its own goes before what it inherits.
template <class T>
concept InheritedResponse = detail::answers_call<decltype(T::respond)>;
template <class T>
concept WritesResponse =
    requires(http::Response& out, Request& request, T&& value) { write_response(out, request, std::move(value)); };
template <class T>
concept ConvertsToResponse = requires(T&& value, Request& request) {
    { to_response(std::move(value), request) } -> std::same_as<http::Response>;
};

template <class T>
consteval bool responds();
template <template <class...> class Several, class... T>
consteval bool all_respond(const Several<T...>*) {
    return (responds<T>() && ...);
}
// Whether a handler may return T.
template <class T>
consteval bool responds() {
    if constexpr (std::is_void_v<T>) return true;
    else if constexpr (kaon::detail::is_result<T>) return responds<typename T::value_type>();
    else if constexpr (detail::is_tuple<T> || detail::is_variant<T>) return all_respond(static_cast<T*>(nullptr));
    else if constexpr (std::same_as<T, std::string_view>) return false;  // of what? the handler has ended
    else return InheritedResponse<T> || ConvertsToResponse<T> || WritesResponse<T>;
}

template <class T>
[[gnu::always_inline, gnu::nodebug]] inline void respond(Call& call, T&& value) {
    if constexpr (kaon::detail::is_result<T>) {
        if (!value) call.error.emplace(std::move(value).error());
        else if constexpr (std::is_void_v<typename T::value_type>) call.response.status = http::Status::no_content;
        else web::respond(call, std::move(value).value());
    } else if constexpr (detail::is_tuple<T>) {
        std::apply([&](auto&... part) { (web::respond(call, std::move(part)), ...); }, value);
    } else if constexpr (detail::is_variant<T>) {
        std::visit([&](auto&& one) { web::respond(call, std::move(one)); }, std::move(value));
    } else if constexpr (DirectResponse<T>) {
        T::respond(call, std::move(value));
    } else if constexpr (ConvertsToResponse<T>) {
        call.response = to_response(std::move(value), call.request);
    } else if constexpr (InheritedResponse<T>) {
        T::respond(call, std::move(value));
    } else if constexpr (requires {
                             {
                                 write_response(call.response, call.request, std::move(value))
                             } -> std::same_as<Result<>>;
                         }) {
        Result<> written = write_response(call.response, call.request, std::move(value));
        if (!written) call.error.emplace(std::move(written).error());
    } else {
        write_response(call.response, call.request, std::move(value));
    }
}

template <class T>
void finish(Call& call) {
    if constexpr (std::is_void_v<T>) call.response.status = http::Status::no_content;
    else web::respond<T>(call, call.task.take<T>());
}

}  // namespace web
}  // namespace kaon::inline v0
