// Keeps the pairs beside what was made of them.
#include "kaon/web/extract/submitted.hpp"

#include "kaon/http/form.hpp"
#include "kaon/web/body_text.hpp"

namespace kaon::inline v0::web {

bool read_submitted(Call& call, FormInput& input, const reflect::TypeInfo& info, void* value) {
    if (!read_form_body(call, info, value)) {
        if (call.error->fields().empty()) return false;
        input.errors = call.error->fields();
        call.error.reset();
    }
    const bool in_query = http::is_safe(call.request.method());
    const auto body = in_query ? call.request.query() : call.request.body().bytes().value_or("");
    http::FormReader form(body, {.bytes = UINT64_MAX});
    while (form.next()) input.pairs.emplace_back(form.key(), form.value());
    return true;
}

std::string_view find_input(const FormInput& input, std::string_view key) {
    for (const auto& [name, text] : input.pairs) {
        if (name == key) return text;
    }
    return {};
}

std::string_view find_message(const FormInput& input, std::string_view key) {
    for (const FieldError& error : input.errors) {
        if (error.path == key) return error.message;
    }
    return {};
}

}  // namespace kaon::inline v0::web
