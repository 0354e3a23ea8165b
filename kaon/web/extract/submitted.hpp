// Submitted<T>: a form that may be wrong, for showing it again with its input and messages.
//
//   Task<http::Response> sign_up(Submitted<SignUp> form, Request& request) {
//       if (!form) co_return page({.name = form.input("name"), .name_message = form.message("name")});
//       co_await save(*form);
//       ...
//   }
//
// Reads and checks as Form<T>, and keeps what was typed. What could not be typed is refused as there: 415, 413, and 400
// for broken escapes or UTF-8. Lifetime: input() and message() are valid as long as the object. Threads: a value.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaon/web/extract/form.hpp"

namespace kaon::inline v0 {

namespace web {

struct FormInput {
    std::vector<std::pair<std::string, std::string>> pairs;
    std::vector<FieldError> errors;
};
bool read_submitted(Call& call, FormInput& input, const reflect::TypeInfo& info, void* value);
std::string_view find_input(const FormInput& input, std::string_view key);
std::string_view find_message(const FormInput& input, std::string_view key);

}  // namespace web

template <class T>
class Submitted {
public:
    explicit operator bool() const { return input_.errors.empty(); }
    // With errors: the fields that could be read; the others have their defaults.
    T& operator*() { return value_; }
    const T& operator*() const { return value_; }
    T* operator->() { return &value_; }
    const T* operator->() const { return &value_; }

    const std::vector<FieldError>& errors() const { return input_.errors; }
    // What was typed into the first input of that name; empty without one.
    std::string_view input(std::string_view key) const { return web::find_input(input_, key); }
    // What is wrong with it; empty when nothing is.
    std::string_view message(std::string_view key) const { return web::find_message(input_, key); }

    static constexpr bool reads_body = true;
    static constexpr std::string_view remedy = Form<T>::remedy;
    static consteval std::string_view bad_field() { return Form<T>::bad_field(); }
    [[gnu::nodebug]] static bool extract(web::Call& call, Submitted& out, std::size_t) {
        return web::read_submitted(call, out.input_, reflect::type_info<T>(), &out.value_);
    }

private:
    T value_{};
    web::FormInput input_;
};

}  // namespace kaon::inline v0
