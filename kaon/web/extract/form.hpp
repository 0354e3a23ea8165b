// Form<T>: an HTML form as a plain struct: the body of a POST, the query of a GET.
//
//   struct SignUp { std::string name; int age; bool newsletter; };
//   Task<Redirect> sign_up(Form<SignUp> form)
//   Task<http::Response> edit(Result<Form<SignUp>> form)     // to show the page again: form.error().fields()
//
// Fields as in Query<T>; a bool that is absent is an unticked box. Errors: 415 for another content-type, 413 over the
// body limit, 400 for broken escapes, 422 with all fields at once. Threads: a value.
#pragma once

#include "kaon/base/type_name.hpp"
#include "kaon/web/extract/query.hpp"

namespace kaon::inline v0 {

template <class T>
class Form {
public:
    T value{};

    T& operator*() { return value; }
    const T& operator*() const { return value; }
    T* operator->() { return &value; }
    const T* operator->() const { return &value; }

    static constexpr bool reads_body = true;
    static constexpr std::string_view remedy = "use a plain struct with a field for each input.";
    static consteval std::string_view bad_field() { return web::FormStruct<T> ? std::string_view() : type_name<T>(); }
    static bool absent(const Request& request) { return !request.header("content-type"); }
    [[gnu::nodebug]] static bool extract(web::Call& call, Form& out, std::size_t) {
        return web::read_form_body(call, reflect::type_info<T>(), &out.value);
    }
};

}  // namespace kaon::inline v0
