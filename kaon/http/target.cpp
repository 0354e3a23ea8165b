// The four forms of a request target.
#include "kaon/http/target.hpp"

#include "kaon/base/ascii.hpp"
#include "kaon/http/headers.hpp"

namespace kaon::inline v0::http {

namespace {

using ascii::is_digit, ascii::is_hex_digit;

// https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2: unreserved and sub-delims; '%' is looked at apart.
constexpr auto name_chars = [] {
    struct {
        bool allowed[256]{};
    } table;
    for (char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=")) {
        table.allowed[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

// https://www.rfc-editor.org/rfc/rfc3986#section-3.2.3; empty is allowed.
bool is_port(std::string_view text) {
    unsigned port = 0;
    for (char c : text) {
        if (!is_digit(c)) return false;
        port = port * 10 + static_cast<unsigned>(c - '0');
        if (port > 65535) return false;
    }
    return true;
}

// Four numbers up to 255.
bool is_ipv4(std::string_view text) {
    for (int part = 1;; ++part) {
        unsigned value = 0;
        std::size_t digits = 0;
        for (; digits < text.size() && digits < 3 && is_digit(text[digits]); ++digits) {
            value = value * 10 + static_cast<unsigned>(text[digits] - '0');
        }
        if (digits == 0 || value > 255) return false;
        text.remove_prefix(digits);
        if (part == 4) return text.empty();
        if (!text.starts_with('.')) return false;
        text.remove_prefix(1);
    }
}

// Eight groups of hex digits, the last two of which may be an IPv4 address; "::" for one run of zeros.
// https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2
bool is_ipv6(std::string_view text) {
    unsigned groups = 0;
    bool gap = text.starts_with("::");
    if (gap) text.remove_prefix(2);
    while (!text.empty()) {
        const std::size_t end = text.find(':');
        const std::string_view group = text.substr(0, end);
        if (end == std::string_view::npos && group.find('.') != std::string_view::npos) {
            groups += 2;
            if (!is_ipv4(group)) return false;
            break;
        }
        if (group.empty() || group.size() > 4 || ++groups > 8) return false;
        for (char c : group) {
            if (!is_hex_digit(c)) return false;
        }
        text.remove_prefix(group.size());
        if (text.empty()) break;
        text.remove_prefix(1);
        if (text.empty()) return false;  // a lone colon at the end
        if (!text.starts_with(':')) continue;
        if (gap) return false;
        gap = true;
        text.remove_prefix(1);
    }
    return gap ? groups < 8 : groups == 8;
}

std::optional<Target> absolute_form(Method method, std::string_view rest) {
    const std::size_t end = rest.find_first_of("/?");
    Target result{.authority = rest.substr(0, end)};
    if (!is_authority(result.authority)) return std::nullopt;
    if (end == std::string_view::npos) {
        result.path = method == Method::options ? "*" : "/";
        return result;
    }
    rest.remove_prefix(end);
    const std::size_t mark = rest.find('?');
    result.path = mark == 0 ? "/" : rest.substr(0, mark);
    if (mark != std::string_view::npos) result.query = rest.substr(mark + 1);
    return result;
}

// What has to be looked at in a target: all but visible ASCII, '#', and escapes.
constexpr auto target_chars = [] {
    struct {
        bool odd[256]{};
    } table;
    for (int c = 0; c < 256; ++c) table.odd[c] = c <= 0x20 || c >= 0x7f || c == '#' || c == '%';
    return table;
}();

// https://www.rfc-editor.org/rfc/rfc3986#section-2.1: a percent sign and two digits at `at`.
bool is_escape(std::string_view text, std::size_t at) {
    return text[at] == '%' && text.size() - at >= 3 && is_hex_digit(text[at + 1]) && is_hex_digit(text[at + 2]);
}

bool has_target_chars(std::string_view target) {
    for (std::size_t i = 0; i < target.size(); ++i) {
        if (!target_chars.odd[static_cast<unsigned char>(target[i])]) continue;
        if (!is_escape(target, i)) return false;
    }
    return true;
}

}  // namespace

bool is_authority(std::string_view text) {
    if (text.empty()) return false;
    if (text[0] == '[') {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos || !is_ipv6(text.substr(1, close - 1))) return false;
        const std::string_view port = text.substr(close + 1);
        return port.empty() || (port[0] == ':' && is_port(port.substr(1)));
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (name_chars.allowed[static_cast<unsigned char>(text[i])]) continue;
        if (text[i] == ':') return i > 0 && is_port(text.substr(i + 1));
        if (!is_escape(text, i)) return false;
    }
    return true;
}

Authority split_authority(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    const bool has_port = colon != text.npos && text.find(']', colon) == text.npos;
    Authority parts{.host = text.substr(0, has_port ? colon : text.npos), .port = {}};
    if (has_port) parts.port = text.substr(colon + 1);
    if (parts.host.ends_with('.')) parts.host.remove_suffix(1);
    return parts;
}

std::optional<Target> split_target(Method method, std::string_view target) {
    if (!has_target_chars(target)) return std::nullopt;
    // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.3: CONNECT has host and port, both of them, and nothing else.
    if (method == Method::connect) {
        const std::size_t colon = target.rfind(':');
        if (colon == std::string_view::npos || colon + 1 == target.size() || !is_authority(target)) return std::nullopt;
        if (target.find(']', colon) != std::string_view::npos) return std::nullopt;
        return Target{.authority = target};
    }
    // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1
    if (target.starts_with('/')) {
        const std::size_t mark = target.find('?');
        if (mark == std::string_view::npos) return Target{.path = target};
        return Target{.path = target.substr(0, mark), .query = target.substr(mark + 1)};
    }
    // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.4
    if (target == "*") {
        if (method != Method::options) return std::nullopt;
        return Target{.path = target};
    }
    // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
    if (equals_ignoring_case(target.substr(0, 7), "http://")) return absolute_form(method, target.substr(7));
    if (equals_ignoring_case(target.substr(0, 8), "https://")) return absolute_form(method, target.substr(8));
    return std::nullopt;
}

}  // namespace kaon::inline v0::http
