// Created<T>: 201 with the new thing as JSON and its address in Location.
//
//   co_return Created{user, "/users/{}", user.id};       // each {} is percent-encoded as one segment
//
// That there are as many {} as arguments is checked at compile time. Threads: a value.
#pragma once

#include <type_traits>

#include "kaon/http/placeholders.hpp"
#include "kaon/web/json.hpp"

namespace kaon::inline v0 {

namespace web {

template <std::size_t Arguments>
class LocationPattern {
public:
    consteval LocationPattern(const char* literal) : text_(literal) {
        if (http::placeholders(text_) != Arguments) throw "a location has one {} for each argument";
        if (!text_.starts_with('/')) throw "a location starts with '/'";
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

}  // namespace web

template <class T>
class Created {
public:
    T value;
    std::string location;

    template <class... A>
    Created(T v, std::type_identity_t<web::LocationPattern<sizeof...(A)>> pattern, const A&... arguments)
        : value(std::move(v)) {
        std::string_view left = pattern.text();
        (http::append_segment(location, left, http::argument_text(arguments)), ...);
        location += left;
    }

    [[gnu::nodebug]] static void respond(web::Call& call, Created&& created) {
        call.response.status = http::Status::created;
        call.response.headers.set("location", created.location);
        web::write_json_body(call.response, reflect::type_info<T>(), &created.value);
    }
};
template <class T, class... A>
Created(T, const char*, const A&...) -> Created<T>;

}  // namespace kaon::inline v0
