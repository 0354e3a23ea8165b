// Headers, Header<"name">, Cookies: the fields of the request.
//
//   std::string agent(Headers headers) { return std::string(headers->get("user-agent").value_or("nobody")); }
//   Task<Page> page(std::optional<Header<"if-none-match">> tag, Cookies cookies)
//   Task<Page> page(Header<"x-page-size", int> size)
//
// Header<"name", T> is a value made of the first field of that name; a missing or unreadable one is 400.
// Lifetime: views into the request. Threads: the request's core.
#pragma once

#include "kaon/base/fixed_text.hpp"
#include "kaon/http/cookie.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/web/extract/path.hpp"
#include "kaon/web/extractor.hpp"

namespace kaon::inline v0 {

class Headers {
public:
    const http::Headers* operator->() const { return fields_; }
    const http::Headers& operator*() const { return *fields_; }

    static bool extract(web::Call& call, Headers& out, std::size_t) {
        out.fields_ = &call.request.headers();
        return true;
    }

private:
    const http::Headers* fields_ = nullptr;
};

namespace web {
bool read_header(Call& call, std::string_view name, const reflect::TypeInfo& info, void* value);
}

template <FixedText Name, web::TextualValue T = std::string>
class Header {
    static_assert(http::is_token(Name.view()), "a field name is a token: letters, digits and !#$%&'*+-.^_`|~");

public:
    T value{};

    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }

    static bool absent(const Request& request) { return !request.header(Name.view()); }
    [[gnu::nodebug]] static bool extract(web::Call& call, Header& out, std::size_t) {
        return web::read_header(call, Name.view(), reflect::type_info<T>(), &out.value);
    }
};

// The cookies that the browser sent. To set one, return a SetCookie among the parts of the response.
class Cookies {
public:
    std::optional<std::string_view> get(std::string_view name) const { return http::find_cookie(*fields_, name); }

    static bool extract(web::Call& call, Cookies& out, std::size_t) {
        out.fields_ = &call.request.headers();
        return true;
    }

private:
    const http::Headers* fields_ = nullptr;
};

}  // namespace kaon::inline v0
