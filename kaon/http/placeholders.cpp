// Fills the next placeholder.
#include "kaon/http/placeholders.hpp"

#include "kaon/http/uri.hpp"

namespace kaon::inline v0::http {

void append_segment(std::string& url, std::string_view& pattern, std::string_view text) {
    const std::size_t at = pattern.find("{}");
    url += pattern.substr(0, at);
    url += encode_segment(text);
    pattern.remove_prefix(at + 2);
}

}  // namespace kaon::inline v0::http
