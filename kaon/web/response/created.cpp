// Fills the pattern of a location.
#include "kaon/web/response/created.hpp"

#include "kaon/http/uri.hpp"

namespace kaon::inline v0::web {

void append_segment(std::string& location, std::string_view& pattern, std::string_view text) {
    const std::size_t at = pattern.find("{}");
    location += pattern.substr(0, at);
    location += http::encode_segment(text);
    pattern.remove_prefix(at + 2);
}

}  // namespace kaon::inline v0::web
