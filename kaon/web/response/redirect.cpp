// Checks locations.
#include "kaon/web/response/redirect.hpp"

#include <algorithm>

namespace kaon::inline v0 {

static bool is_printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '\\' && c != '"' && c != '<' && c != '>';
    });
}

bool Redirect::is_local(std::string_view location) {
    return location.starts_with('/') && !location.starts_with("//") && is_printable(location);
}

Result<> write_response(http::Response& out, Request&, Redirect&& redirect) {
    const std::string_view location = redirect.location_;
    const bool absolute = location.starts_with("https://") || location.starts_with("http://");
    const bool good = redirect.site_ == Redirect::Site::own ? Redirect::is_local(location)
                                                            : absolute && is_printable(location);
    if (!good) return Error(Errc::internal).with_detail("not a location to send a client to: " + redirect.location_);
    out.status = redirect.status_;
    out.headers.set("location", location);
    return {};
}

}  // namespace kaon::inline v0
