// Reads and writes JSON bodies by table.
#include "kaon/web/json.hpp"

#include "kaon/reflect/validate.hpp"
#include "kaon/web/body_text.hpp"

namespace kaon::web {

bool read_json_body(Call& call, const reflect::TypeInfo& info, void* value) {
    if (!has_json_body(call.request)) return refuse_type(call, "application/json");
    const auto text = whole_body(call);
    if (!text) return false;
    // The body limit is the limit on size.
    Result<> outcome = json::read_into(info, value, *text, {.max_size = SIZE_MAX});
    if (!outcome) {
        call.error.emplace(std::move(outcome).error());
        return false;
    }
    std::vector<FieldError> broken = reflect::validate(info, value);
    if (broken.empty()) return true;
    call.error.emplace(Errc::unprocessable);
    for (const FieldError& field : broken) call.error->add_field(field.path, field.message);
    return false;
}

void write_json_body(http::Response& out, const reflect::TypeInfo& info, const void* value) {
    set_content_type(out, "application/json");
    std::string text;
    json::write_to(text, info, value);
    out.body = http::Body(std::move(text));
}

}  // namespace kaon::web
