// Arguments put into a URL, each as one part of it.
#include "kaon/client/url_pattern.hpp"

#include "kaon/client/error.hpp"

namespace kaon::inline v0::client {

Result<std::string> fill(std::string_view pattern, std::initializer_list<std::string> arguments) {
    std::string url;
    for (const std::string& argument : arguments) {
        const bool in_path = url.find('?') == std::string::npos && pattern.find('?') >= pattern.find("{}");
        if (in_path && (argument == "." || argument == ".."))
            return Error(ClientErrc::bad_url).with_detail("an argument of the path is \"" + argument + "\"");
        http::append_segment(url, pattern, argument);
    }
    url += pattern;
    return url;
}

}  // namespace kaon::inline v0::client
