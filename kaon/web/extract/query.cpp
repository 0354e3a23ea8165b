// Query and form bodies through the one decoder.
#include "kaon/web/extract/query.hpp"

#include "kaon/web/body_text.hpp"

namespace kaon::inline v0::web {

static bool keep(Call& call, Result<> outcome) {
    if (outcome) return true;
    call.error.emplace(std::move(outcome).error());
    return false;
}

bool read_query(Call& call, const reflect::TypeInfo& info, void* value) {
    return keep(call, read_form(call.request.query(), FormSource::query, info, value));
}

bool read_form_body(Call& call, const reflect::TypeInfo& info, void* value) {
    const http::Method method = call.request.method();
    if (method == http::Method::get || method == http::Method::head) return read_query(call, info, value);
    if (!has_form_body(call.request)) return refuse_type(call, "application/x-www-form-urlencoded");
    const auto text = whole_body(call);
    return text && keep(call, read_form(*text, FormSource::body, info, value));
}

}  // namespace kaon::inline v0::web
