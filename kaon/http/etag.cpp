// Comparing of entity tags; the order of preconditions.
#include "kaon/http/etag.hpp"

#include "kaon/http/date.hpp"
#include "kaon/http/field_list.hpp"

namespace kaon::inline v0::http {

namespace {

// The opaque tag with its quotes; `weak` tells about the prefix.
std::string_view opaque(std::string_view etag, bool& weak) {
    weak = etag.starts_with("W/");
    return weak ? etag.substr(2) : etag;
}

// Several fields of a name mean one list. https://www.rfc-editor.org/rfc/rfc9110#section-5.3
bool any_field_has(const Headers& headers, std::string_view name, std::string_view etag, EtagCompare compare) {
    for (const auto& field : headers) {
        if (equals_ignoring_case(field.name, name) && etag_in_list(field.value, etag, compare)) return true;
    }
    return false;
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
bool is_etag(std::string_view text) {
    bool weak;
    text = opaque(text, weak);
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
    for (char c : text.substr(1, text.size() - 2)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7f || c == '"') return false;
    }
    return true;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.2
bool etags_match(std::string_view a, std::string_view b, EtagCompare compare) {
    bool weak_a, weak_b;
    if (!is_etag(a) || opaque(a, weak_a) != opaque(b, weak_b)) return false;
    return compare == EtagCompare::weak || (!weak_a && !weak_b);
}

bool etag_in_list(std::string_view list, std::string_view etag, EtagCompare compare) {
    if (etag.empty()) return false;
    if (trimmed(list) == "*") return true;
    // Not FieldList: a backslash in a tag escapes nothing.
    for (std::string_view rest = list; !rest.empty();) {
        const std::size_t open = rest.find('"');
        const std::size_t close = open == std::string_view::npos ? open : rest.find('"', open + 1);
        if (close == std::string_view::npos) return false;
        const std::size_t start = open >= 2 && rest.substr(open - 2, 2) == "W/" ? open - 2 : open;
        if (etags_match(rest.substr(start, close + 1 - start), etag, compare)) return true;
        rest.remove_prefix(close + 1);
    }
    return false;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
Precondition check_preconditions(const Request& request, const Validators& have, std::int64_t now) {
    const Headers& headers = request.headers;
    const auto date = [&](std::string_view name) -> std::optional<std::int64_t> {
        const auto text = headers.get(name);
        return text ? parse_date(*text, now) : std::nullopt;
    };
    if (headers.has("if-match")) {
        if (!any_field_has(headers, "if-match", have.etag, EtagCompare::strong)) return Precondition::failed;
    } else if (const auto since = date("if-unmodified-since"); since && have.modified) {
        if (*have.modified > *since) return Precondition::failed;
    }
    const bool reads = request.method == Method::get || request.method == Method::head;
    if (headers.has("if-none-match")) {
        if (!any_field_has(headers, "if-none-match", have.etag, EtagCompare::weak)) return Precondition::proceed;
        return reads ? Precondition::not_modified : Precondition::failed;
    }
    if (const auto since = date("if-modified-since"); since && have.modified && reads) {
        if (*have.modified <= *since) return Precondition::not_modified;
    }
    return Precondition::proceed;
}

}  // namespace kaon::inline v0::http
