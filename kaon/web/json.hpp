// Json<T>: a struct out of the request's body, and as the body of a response.
//
//   Task<Json<User>> create(Json<CreateUser> body) { ... body->name ... co_return user; }
//
// Reading: content-type application/json or ...+json (415), at most the body limit (413), JSON (400), of the right
// shape and within the rules of the struct's describe() (422, all fields at once). Writing: application/json.
// Threads: a value.
#pragma once

#include "kaon/json/read.hpp"
#include "kaon/json/write.hpp"
#include "kaon/web/extractor.hpp"
#include "kaon/web/respond.hpp"

namespace kaon::inline v0 {

namespace web {
void write_json_body(http::Response& out, const reflect::TypeInfo& info, const void* value);
}

template <class T>
class Json {
public:
    T value{};

    Json() = default;
    Json(T v) : value(std::move(v)) {}

    T& operator*() { return value; }
    const T& operator*() const { return value; }
    T* operator->() { return &value; }
    const T* operator->() const { return &value; }

    static constexpr bool reads_body = true;
    [[gnu::nodebug]] static void respond(web::Call& call, Json&& json) {
        web::write_json_body(call.response, reflect::type_info<T>(), &json.value);
    }
    static bool absent(const Request& request) { return !request.header("content-type"); }
    [[gnu::nodebug]] static bool extract(web::Call& call, Json& out, std::size_t);
};

namespace web {
// The body, when it says that it is JSON and is not over the limit; else nothing, with call.error set.
std::optional<std::string_view> json_body(Call& call);
// Keeps the error of reading, or of the rules that the value breaks.
bool accept_json(Call& call, Result<> read, const reflect::TypeInfo& info, const void* value);
// Both: reads the body into the value and applies the rules.
bool read_json_body(Call& call, const reflect::TypeInfo& info, void* value);
// The body limit is the limit on size.
inline constexpr json::Options body_options{.max_size = SIZE_MAX};
}  // namespace web

template <class T>
bool Json<T>::extract(web::Call& call, Json& out, std::size_t) {
    static_assert(json::detail::readable<T>());
    return web::read_json_body(call, reflect::type_info<T>(), &out.value);
}

}  // namespace kaon::inline v0
