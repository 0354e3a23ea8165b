// What does not depend on the function: reading what was sent, and the shape of the answers.
#include "kaon/app/server/served.hpp"

#include "kaon/http/accept.hpp"
#include "kaon/web/body_text.hpp"
#include "kaon/web/error.hpp"
#include "kaon/web/response/redirect.hpp"

namespace kaon::inline v0::remote {

bool read_input(web::Call& call, Forms forms, Sent& sent, const reflect::TypeInfo& info, void* value) {
    if (web::has_json_body(call.request)) {
        const auto text = web::json_body(call);
        return text && web::accept_json(call, json::read_into(info, value, *text, web::body_options), info, value);
    }
    if (forms == Forms::refused) return web::refuse_type(call, "application/json");
    if (!web::has_form_body(call.request))
        return web::refuse_type(call, "application/json or application/x-www-form-urlencoded");
    sent.as_form = true;
    return web::read_submitted(call, sent.form, info, value);
}

http::Response json_answer(const reflect::TypeInfo* info, const void* output) {
    http::Response response;
    if (info) web::write_json_body(response, *info, output);
    else response.status = http::Status::no_content;
    response.headers.set("cache-control", "no-store");
    return response;
}

Error form_error(const Sent& sent) {
    Error error(Errc::unprocessable);
    for (const FieldError& field : sent.form.errors) error.add_field(field.path, field.message);
    return error;
}

bool wants_json(const Request& request) {
    constexpr std::string_view offers[] = {"text/html", "application/json"};
    return http::best_media_type(request.header("accept").value_or(""), offers) == 1;
}

Result<http::Response> go_on(std::string path, Request& request) {
    http::Response response;
    Result<> written = write_response(response, request, Redirect::to(std::move(path)));
    if (!written) return std::move(written).error();
    return response;
}

http::Response with_status(http::Response response, const Error& error) {
    if (response.status == http::Status::ok) response.status = web::status_of(error);
    return response;
}

}  // namespace kaon::inline v0::remote
