// Lists of proxies, read from their ends.
#include "kaon/http/forwarded.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "kaon/http/field_list.hpp"
#include "kaon/http/target.hpp"

namespace kaon::inline v0::http {

namespace {

constexpr int most_elements = 32;

// The elements of a list that may stand in several lines, from its end. What follows a comma is found without looking
// at what stands before it: a quote that a client left open must not swallow what a proxy has added.
class FromTheEnd {
public:
    FromTheEnd(const Headers& headers, std::string_view name) : headers_(headers), name_(name) { take_line(); }

    // Nothing: there are no more.
    std::optional<std::string_view> next() {
        for (;;) {
            while (!has_line_) {
                if (line_ == 0) return std::nullopt;
                take_line();
            }
            const std::string_view element = take();
            if (!element.empty()) return element;
        }
    }

private:
    void take_line() {
        std::size_t index = 0, wanted = SIZE_MAX;
        for (const auto& [name, value] : headers_) {
            if (index >= line_) break;
            if (equals_ignoring_case(name, name_)) {
                wanted = index;
                rest_ = value;
            }
            ++index;
        }
        has_line_ = wanted != SIZE_MAX;
        line_ = has_line_ ? wanted : 0;
    }
    std::string_view take() {
        bool quoted = false;
        std::size_t at = rest_.size();
        for (; at > 0; --at) {
            const char c = rest_[at - 1];
            if (c == '"' && !(quoted && at > 1 && rest_[at - 2] == '\\')) quoted = !quoted;
            else if (c == ',' && !quoted) break;
        }
        // A quote that has no beginning: the element is what stands behind the last comma.
        if (at == 0 && quoted) at = rest_.rfind(',') + 1;
        const std::string_view element = trimmed(rest_.substr(at));
        has_line_ = at > 0;
        rest_ = rest_.substr(0, at > 0 ? at - 1 : 0);
        return element;
    }

    const Headers& headers_;
    const std::string_view name_;
    std::size_t line_ = SIZE_MAX;  // the lines from here on are done
    std::string_view rest_;
    bool has_line_ = false;
};

// "192.0.2.7", "192.0.2.7:4711", "2001:db8::7", "[2001:db8::7]:4711".
std::optional<Peer> read_node(std::string_view text) {
    std::string_view address = text, port;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == text.npos) return std::nullopt;
        address = text.substr(1, end - 1);
        if (address.find(':') == address.npos) return std::nullopt;
        port = text.substr(end + 1);
        if (!port.empty() && (port.size() == 1 || port.front() != ':')) return std::nullopt;
        if (!port.empty()) port.remove_prefix(1);
    } else if (const std::size_t colon = text.find(':'); colon != text.npos && text.rfind(':') == colon) {
        address = text.substr(0, colon);
        port = text.substr(colon + 1);
        if (port.empty()) return std::nullopt;
    }
    std::optional<Peer> peer = read_address(address);
    if (!peer) return std::nullopt;
    // RFC 7239, section 6: a port may be a made-up name.
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), peer->port);
    if (error != std::errc() || end != port.data() + port.size()) peer->port = 0;
    return peer;
}

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

std::string_view known_scheme(std::string_view text) {
    for (std::string_view scheme : {"http", "https"}) {
        if (equals_ignoring_case(text, scheme)) return scheme;
    }
    return {};
}

struct Hop {
    std::optional<Peer> node;
    std::string_view scheme, host;
};

// https://www.rfc-editor.org/rfc/rfc7239#section-4
Hop read_element(std::string_view element) {
    Hop hop;
    while (!element.empty()) {
        const std::string_view pair = take_element(element, ';');
        const std::size_t equals = pair.find('=');
        if (equals == pair.npos) continue;
        const std::string_view name = pair.substr(0, equals), value = unquoted(pair.substr(equals + 1));
        if (equals_ignoring_case(name, "for")) hop.node = read_node(value);
        else if (equals_ignoring_case(name, "proto")) hop.scheme = known_scheme(value);
        else if (equals_ignoring_case(name, "host") && is_authority(value)) hop.host = value;
    }
    return hop;
}

// The element that stands beside the list's one, or the last there is: one word for all.
class Beside {
public:
    Beside(const Headers& headers, std::string_view name) : list_(headers, name) {}
    std::string_view next() {
        if (const auto element = list_.next()) last_ = *element;
        return last_;
    }

private:
    FromTheEnd list_;
    std::string_view last_;
};

// Both kinds of fields as one sequence of what proxies have added, the latest first.
class Hops {
public:
    Hops(const Headers& headers, ForwardedBy by)
        : by_(by), list_(headers, by == ForwardedBy::forwarded ? "forwarded" : "x-forwarded-for"),
          schemes_(headers, "x-forwarded-proto"), hosts_(headers, "x-forwarded-host") {}

    std::optional<Hop> next() {
        const auto element = list_.next();
        if (by_ == ForwardedBy::forwarded) return element ? std::optional(read_element(*element)) : std::nullopt;
        // A proxy may say how it was asked without saying by whom.
        const std::string_view scheme = schemes_.next(), host = hosts_.next();
        if (!element && (scheme.empty() && host.empty())) return std::nullopt;
        Hop hop{.scheme = known_scheme(scheme), .host = is_authority(host) ? host : std::string_view()};
        if (element) hop.node = read_node(unquoted(*element));
        return hop;
    }

private:
    const ForwardedBy by_;
    FromTheEnd list_;
    Beside schemes_, hosts_;
};

}  // namespace

Origin read_forwarded(const Request& request, std::span<const Network> trusted, ForwardedBy by) {
    Origin origin{.client = request.peer, .scheme = request.scheme, .host = request.authority};
    Hops hops(request.headers, by);
    for (int i = 0; i < most_elements; ++i) {
        const auto is_his = [&](const Network& network) { return network.contains(origin.client); };
        if (std::none_of(trusted.begin(), trusted.end(), is_his)) break;
        const auto hop = hops.next();
        if (!hop) break;
        if (!hop->scheme.empty()) origin.scheme = hop->scheme;
        if (!hop->host.empty()) origin.host = hop->host;
        if (!hop->node) break;
        origin.client = *hop->node;
    }
    return origin;
}

}  // namespace kaon::inline v0::http
