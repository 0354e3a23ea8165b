// Arguments put into a URL, each as one part of it.
#include "kaon/client/url_pattern.hpp"

#include "kaon/client/error.hpp"
#include "kaon/http/uri.hpp"

namespace kaon::inline v0::client {

Result<std::string> fill(std::string_view pattern, std::initializer_list<std::string> arguments) {
    std::string url;
    for (const std::string& argument : arguments) {
        const std::size_t at = pattern.find("{}");
        if (at == std::string_view::npos) break;
        url += pattern.substr(0, at);
        pattern.remove_prefix(at + 2);
        const bool in_path = url.find('?') == std::string::npos;
        if (in_path && (argument == "." || argument == ".."))
            return Error(ClientErrc::bad_url).with_detail("an argument of the path is \"" + argument + "\"");
        url += http::encode_segment(argument);
    }
    url += pattern;
    return url;
}

}  // namespace kaon::inline v0::client
