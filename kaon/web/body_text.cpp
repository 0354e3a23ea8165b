// Looks at size and type of a request's body.
#include "kaon/web/body_text.hpp"

#include <string>

#include "kaon/http/media_type.hpp"

namespace kaon::inline v0::web {

std::optional<std::string_view> whole_body(Call& call) {
    auto bytes = call.request.body().bytes();
    if (!bytes) {
        call.error.emplace(Error(Errc::internal).with_detail("a body extractor that does not say reads_body"));
    } else if (bytes->size() > call.request.body_limit()) {
        call.error.emplace(Errc::too_large);
        bytes.reset();
    }
    return bytes;
}

bool has_json_body(const Request& request) {
    const std::string_view text = request.header("content-type").value_or("");
    if (text == "application/json") return true;
    const auto type = http::parse_media_type(text);
    return type && type->is_json();
}

bool has_form_body(const Request& request) {
    const auto type = http::parse_media_type(request.header("content-type").value_or(""));
    return type && type->is("application/x-www-form-urlencoded");
}

bool refuse_type(Call& call, std::string_view wanted) {
    call.error.emplace(Errc::unsupported_type, "the body must be " + std::string(wanted));
    return false;
}

}  // namespace kaon::inline v0::web
