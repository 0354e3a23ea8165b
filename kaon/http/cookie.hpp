// Cookies: read from Cookie fields, written as Set-Cookie values (RFC 6265; SameSite, prefixes: RFC 6265bis).
//
//   if (auto id = find_cookie(request.headers, "sid")) ...
//   SetCookie cookie{.name = "sid", .value = token, .max_age = 24h, .secure = true};
//   response.headers.append("set-cookie", co_await cookie.field_value());
//
// Safe unless said otherwise: HttpOnly, SameSite=Lax, Path=/. Values are written as they are: encode_segment() makes
// any text fit. Threads: values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kaon/base/duration.hpp"
#include "kaon/base/result.hpp"
#include "kaon/http/headers.hpp"

namespace kaon::inline v0::http {

// The pairs of one Cookie field. Lenient, as browsers send what scripts set: what has no proper name is passed over,
// quotes around a value are dropped, and after `max_pairs` it ends. Lifetime: views into the text.
class CookieReader {
public:
    static constexpr int max_pairs = 100;

    explicit CookieReader(std::string_view field_value) : rest_(field_value) {}
    bool next();
    std::string_view name() const { return name_; }
    std::string_view value() const { return value_; }

private:
    std::string_view rest_;
    std::string_view name_;
    std::string_view value_;
    int pairs_ = 0;
};

// The first cookie of that name (case-sensitive) in all Cookie fields.
std::optional<std::string_view> find_cookie(const Headers& headers [[clang::lifetimebound]], std::string_view name);

enum class SameSite : std::uint8_t { lax, strict, none };

struct SetCookie {
    std::string name;
    std::string value;
    std::optional<Duration> max_age{};     // without: until the browser closes; zero: forget it now
    std::string path = "/";
    std::string domain{};                  // empty: this host only
    SameSite same_site = SameSite::lax;
    bool secure = false;                   // over TLS only
    bool http_only = true;                 // hidden from scripts
    bool partitioned = false;

    // Errors: Errc::internal for a name, value, path or domain that could break the field, for what a browser would
    // drop (SameSite=None, Partitioned or a "__Secure-" name without Secure, a "__Host-" name with another path or a
    // domain), and above 4096 bytes of name and value.
    Result<std::string> field_value() const;
};

}  // namespace kaon::inline v0::http
