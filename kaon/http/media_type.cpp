// Parsing and comparing of media types.
#include "kaon/http/media_type.hpp"

#include "kaon/http/field_list.hpp"
#include "kaon/http/headers.hpp"

namespace kaon::inline v0::http {

namespace {

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4; nothing when the closing quote is missing.
std::optional<std::string> unquoted(std::string_view text) {
    if (!text.starts_with('"')) return std::string(text);
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') return i + 1 == text.size() ? std::optional(out) : std::nullopt;
        if (text[i] == '\\' && ++i == text.size()) break;
        out += text[i];
    }
    return std::nullopt;
}

}  // namespace

bool MediaType::is(std::string_view type_and_subtype) const {
    const std::size_t slash = type_and_subtype.find('/');
    return slash != std::string_view::npos && equals_ignoring_case(type, type_and_subtype.substr(0, slash)) &&
           equals_ignoring_case(subtype, type_and_subtype.substr(slash + 1));
}

std::string_view MediaType::suffix() const {
    const std::size_t plus = subtype.rfind('+');
    return plus == std::string_view::npos ? std::string_view() : subtype.substr(plus + 1);
}

bool MediaType::is_json() const { return is("application/json") || equals_ignoring_case(suffix(), "json"); }

std::optional<std::string> MediaType::parameter(std::string_view name) const {
    std::string_view rest = parameters;
    while (!rest.empty()) {
        const std::string_view item = take_element(rest, ';');
        const std::size_t equals = item.find('=');
        if (equals != std::string_view::npos && equals_ignoring_case(item.substr(0, equals), name)) {
            return unquoted(item.substr(equals + 1));
        }
    }
    return std::nullopt;
}

std::optional<MediaType> parse_media_type(std::string_view text) {
    MediaType result;
    const std::string_view essence = take_element(text, ';');
    const std::size_t slash = essence.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    result.type = essence.substr(0, slash);
    result.subtype = essence.substr(slash + 1);
    result.parameters = text;
    if (!is_token(result.type) || !is_token(result.subtype)) return std::nullopt;
    return result;
}

}  // namespace kaon::inline v0::http
