// Splitting of field values.
#include "kaon/http/field_list.hpp"

namespace kaon::inline v0::http {

std::string_view take_element(std::string_view& rest, char separator) {
    bool quoted = false;
    std::size_t end = 0;
    for (; end < rest.size(); ++end) {
        const char c = rest[end];
        if (c == '"') quoted = !quoted;
        else if (quoted && c == '\\') ++end;
        else if (!quoted && c == separator) break;
    }
    if (end > rest.size()) end = rest.size();
    const std::string_view element = trimmed(rest.substr(0, end));
    rest.remove_prefix(end < rest.size() ? end + 1 : end);
    return element;
}

}  // namespace kaon::inline v0::http
