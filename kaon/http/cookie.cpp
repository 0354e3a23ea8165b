// Cookie pairs and Set-Cookie values.
#include "kaon/http/cookie.hpp"

#include "kaon/base/ascii.hpp"
#include "kaon/http/field_list.hpp"

namespace kaon::inline v0::http {

namespace {

constexpr std::size_t max_size = 4096;

// https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1: cookie-octet
bool is_cookie_value(std::string_view text) {
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') return false;
    }
    return true;
}

bool is_attribute_value(std::string_view text) {
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7f || c == ';') return false;
    }
    return true;
}

bool is_domain(std::string_view text) {
    for (char c : text) {
        if (!ascii::is_letter_or_digit(c) && c != '-' && c != '.') return false;
    }
    return true;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// What is wrong, or nothing.
std::string_view mistake(const SetCookie& cookie) {
    if (!is_token(cookie.name)) return "a cookie's name is no token";
    if (!is_cookie_value(cookie.value)) return "a cookie's value has characters that need encoding";
    if (cookie.name.size() + cookie.value.size() > max_size) return "a cookie is larger than browsers keep";
    if (!cookie.path.starts_with('/') || !is_attribute_value(cookie.path)) return "a cookie's path is no path";
    if (!is_domain(cookie.domain)) return "a cookie's domain is no domain";
    if (!cookie.secure) {
        if (cookie.same_site == SameSite::none) return "a cookie with SameSite=None must be Secure";
        if (cookie.partitioned) return "a partitioned cookie must be Secure";
    }
    const bool host = starts_with_ignoring_case(cookie.name, "__Host-");
    if ((host || starts_with_ignoring_case(cookie.name, "__Secure-")) && !cookie.secure) {
        return "a cookie with this prefix must be Secure";
    }
    if (host && (cookie.path != "/" || !cookie.domain.empty())) return "a __Host- cookie has Path=/ and no domain";
    return {};
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc6265#section-5.4, read backwards: pairs between semicolons.
bool CookieReader::next() {
    while (!rest_.empty() && pairs_ < max_pairs) {
        const std::size_t end = rest_.find(';');
        const std::string_view pair = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        ++pairs_;
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        name_ = trimmed(pair.substr(0, equals));
        value_ = trimmed(pair.substr(equals + 1));
        const bool quoted = value_.size() >= 2 && value_.front() == '"' && value_.back() == '"';
        if (quoted) value_ = value_.substr(1, value_.size() - 2);
        if (is_token(name_)) return true;
    }
    name_ = value_ = {};
    return false;
}

std::optional<std::string_view> find_cookie(const Headers& headers, std::string_view name) {
    for (const auto& field : headers) {
        if (!equals_ignoring_case(field.name, "cookie")) continue;
        CookieReader cookies(field.value);
        while (cookies.next()) {
            if (cookies.name() == name) return cookies.value();
        }
    }
    return std::nullopt;
}

// https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1
Result<std::string> SetCookie::field_value() const {
    if (const std::string_view wrong = mistake(*this); !wrong.empty()) {
        return Error(Errc::internal).with_detail(std::string(wrong) + ": " + name.substr(0, 64));
    }
    std::string text = name + '=' + value + "; Path=" + path;
    if (!domain.empty()) text += "; Domain=" + domain;
    if (max_age) {
        const std::int64_t seconds = max_age->whole_seconds();
        text += "; Max-Age=" + std::to_string(seconds < 0 ? 0 : seconds);
    }
    constexpr std::string_view sites[] = {"; SameSite=Lax", "; SameSite=Strict", "; SameSite=None"};
    text += sites[static_cast<int>(same_site)];
    if (secure) text += "; Secure";
    if (http_only) text += "; HttpOnly";
    if (partitioned) text += "; Partitioned";
    return text;
}

}  // namespace kaon::inline v0::http
