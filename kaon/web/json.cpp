// Reads and writes JSON bodies by table.
#include "kaon/web/json.hpp"

#include "kaon/reflect/validate.hpp"
#include "kaon/web/body_text.hpp"

namespace kaon::inline v0::web {

std::optional<std::string_view> json_body(Call& call) {
    if (has_json_body(call.request)) return whole_body(call);
    refuse_type(call, "application/json");
    return std::nullopt;
}

bool accept_json(Call& call, Result<> read, const reflect::TypeInfo& info, const void* value) {
    if (!read) {
        call.error.emplace(std::move(read).error());
        return false;
    }
    const std::vector<FieldError> broken = reflect::validate(info, value);
    if (broken.empty()) return true;
    call.error.emplace(Errc::unprocessable);
    for (const FieldError& field : broken) call.error->add_field(field.path, field.message);
    return false;
}

bool read_json_body(Call& call, const reflect::TypeInfo& info, void* value) {
    const auto text = json_body(call);
    return text && accept_json(call, json::read_into(info, value, *text, body_options), info, value);
}

void write_json_body(http::Response& out, const reflect::TypeInfo& info, const void* value) {
    set_content_type(out, "application/json");
    std::string text;
    json::write_to(text, info, value);
    out.body = std::move(text);
}

}  // namespace kaon::inline v0::web
