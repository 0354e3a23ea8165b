// Forms: a struct is the form. What is wrong is shown beside its field, with what was typed; then 303 to the next page.
// Run with: cmake --build build/release --target lesson_forms && build/release/lessons/forms
//
// $ curl localhost:3000/
// ...<form method="post" action="/sign-up">...
// $ curl -i localhost:3000/sign-up -d 'name=Ada&age=36&newsletter=on'
// HTTP/1.1 303 See Other
// ...
// location: /welcome/Ada
// ...
// $ curl -i localhost:3000/sign-up -d 'name=%3CAda%3E&age=7'
// HTTP/1.1 422 Unprocessable Content
// ...value="&lt;Ada&gt;"...must be at least 13...
// $ curl localhost:3000/sign-up -H 'content-type: text/plain' -d 'x'
// {...,"status":415,...}
#include "kaon/http/uri.hpp"
#include "kaon/program/serve.hpp"
#include "kaon/ui/ssr/render.hpp"
#include "kaon/ui/ui.hpp"
#include "kaon/web/web.hpp"

using namespace kaon;
using namespace kaon::html;

// snippet: form
struct SignUp {
    std::string name;
    std::int32_t age = 0;
    bool newsletter = false;  // a box that is not ticked is not sent

    static consteval auto describe() {
        return reflect::rules({
            {.field = "name", .min_length = 1, .max_length = 80},
            {.field = "age", .min = 13, .max = 150},
        });
    }
};
// end

// snippet: view
View field(std::string_view caption, std::string_view key, const Submitted<SignUp>& form) {
    return html::label(caption, " ", input(name(key), value(form.input(key))),
                       when(!form.message(key).empty(), em(form.message(key))));
}

Html form_page(const Submitted<SignUp>& form) {
    return Html{render(
        page({.title = "Sign up"},
             main_(h1("Sign up"), html::form(method("post"), action("/sign-up"), p(field("Name", "name", form)),
                                             p(field("Age", "age", form)),
                                             p(html::label(input(type("checkbox"), name("newsletter"),
                                                                 when(form.input("newsletter") == "on", checked(true))),
                                                           " Send me news")),
                                             button("Sign up")))))};
}
// end

// snippet: submit
Task<std::variant<std::pair<http::Status, Html>, Redirect>> sign_up(Submitted<SignUp> form) {
    if (!form) co_return std::pair(http::Status::unprocessable_content, form_page(form));
    co_return Redirect::to("/welcome/" + http::encode_segment(form->name));
}
// end

Html show_form() { return form_page({}); }

Html welcome(Path<std::string> who) {
    return Html{render(page({.title = "Welcome"}, main_(h1("Welcome, ", *who, "!"))))};
}

Router<> routes() {
    return Router{
        get<"/">(show_form), post<"/sign-up">(sign_up), get<"/welcome/{who}">(welcome),
        layer(security_headers(), same_origin()),  // forms of other sites are refused
    };
}

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "forms"}); }
