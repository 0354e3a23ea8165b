// URLs by libcurl's own parser.
#include "kaon/client/detail/url.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

#include <curl/curl.h>

#include "kaon/base/ascii.hpp"
#include "kaon/client/error.hpp"

namespace kaon::inline v0::client::detail {

namespace {

struct Close {
    void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using Handle = std::unique_ptr<CURLU, Close>;

std::string part(const Handle& handle, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(handle.get(), which, &text, flags) != CURLUE_OK) return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

// The text itself may hold secrets, so it is in no error.
Error refused(std::string_view why) { return Error(ClientErrc::bad_url).with_detail(why); }

Result<Url> take_apart(const Handle& handle) {
    Url url;
    url.scheme = part(handle, CURLUPART_SCHEME);
    if (url.scheme != "http" && url.scheme != "https") return refused("a URL starts with http:// or https://");
    url.host = part(handle, CURLUPART_HOST);
    std::ranges::transform(url.host, url.host.begin(), ascii::lower);
    const bool is_ascii = std::ranges::none_of(url.host, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (url.host.empty() || !is_ascii || url.host.find('%') != std::string::npos || url.host == ".")
        return refused("the host of a URL is a name in ASCII (others as xn--...) or an address");
    const std::string port = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::from_chars(port.data(), port.data() + port.size(), url.port);
    url.target = part(handle, CURLUPART_PATH);
    if (!url.target.starts_with('/')) url.target.insert(0, "/");
    if (std::string query = part(handle, CURLUPART_QUERY); !query.empty()) url.target += "?" + query;
    url.user = part(handle, CURLUPART_USER, CURLU_URLDECODE);
    url.password = part(handle, CURLUPART_PASSWORD, CURLU_URLDECODE);
    return url;
}

Result<Url> read(const Handle& handle, std::string_view text) {
    if (!handle) return Error(Errc::internal).with_detail("no memory for a URL");
    // A zero would end the text for the parser alone.
    if (text.find('\0') != std::string_view::npos) return refused("a URL has no control characters");
    const CURLUcode code = curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_URLENCODE);
    if (code != CURLUE_OK) return refused(curl_url_strerror(code));
    return take_apart(handle);
}

}  // namespace

Result<Url> Url::parse(std::string_view text) { return read(Handle(curl_url()), text); }

Result<Url> Url::resolve(std::string_view reference) const {
    Handle handle(curl_url());
    if (Result<Url> base = read(handle, text()); !base) return base;
    return read(handle, reference);
}

std::string Url::authority() const { return is_default_port() ? host : host + ":" + std::to_string(port); }

std::string Url::text() const { return scheme + "://" + authority() + target; }

std::string Url::shown() const { return scheme + "://" + authority() + target.substr(0, target.find('?')); }

}  // namespace kaon::inline v0::client::detail
