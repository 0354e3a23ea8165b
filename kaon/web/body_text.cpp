// Looks at size and type of a request's body.
#include "kaon/web/body_text.hpp"

#include <string>

namespace kaon::web {

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

std::string_view media_type(const Request& request) {
    std::string_view type = request.header("content-type").value_or("");
    type = type.substr(0, type.find(';'));
    while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
    return type;
}

bool is_json_type(std::string_view type) {
    constexpr std::string_view suffix = "+json";
    if (http::equals_ignoring_case(type, "application/json")) return true;
    return type.size() > suffix.size() && type.find('/') != type.npos &&
           http::equals_ignoring_case(type.substr(type.size() - suffix.size()), suffix);
}

bool is_form_type(std::string_view type) { return http::equals_ignoring_case(type, "application/x-www-form-urlencoded"); }

bool refuse_type(Call& call, std::string_view wanted) {
    call.error.emplace(Errc::unsupported_type, "the body must be " + std::string(wanted));
    return false;
}

}  // namespace kaon::web
