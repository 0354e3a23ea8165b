// Preconditions first, then the range, as section 13.2.2 orders them.
#include "kaon/web/response/range.hpp"

#include <charconv>
#include <ctime>
#include <string>

#include "kaon/http/date.hpp"
#include "kaon/http/etag.hpp"
#include "kaon/web/request.hpp"

namespace kaon::inline v0::web {

namespace {

enum class RangeKind : std::uint8_t { whole, part, impossible };
struct Range {
    RangeKind kind = RangeKind::whole;
    Slice slice;
};

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// RFC 9110, section 14.1.2: "bytes=2-5", "bytes=2-", "bytes=-5". What is not understood is ignored.
Range parse_range(std::string_view text, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!text.starts_with(unit) || text.find(',') != text.npos) return {};
    text.remove_prefix(unit.size());
    const std::size_t dash = text.find('-');
    if (dash == text.npos) return {};
    const auto first = number(text.substr(0, dash));
    const auto last = number(text.substr(dash + 1));
    if (dash == 0) {
        if (!last) return {};
        if (*last == 0 || size == 0) return {RangeKind::impossible, {}};
        const std::uint64_t count = *last < size ? *last : size;
        return {RangeKind::part, {size - count, count}};
    }
    if (!first || (!last && dash + 1 < text.size()) || (last && *last < *first)) return {};
    if (*first >= size) return {RangeKind::impossible, {}};
    const std::uint64_t end = last && *last < size - 1 ? *last : size - 1;
    return {RangeKind::part, {*first, end - *first + 1}};
}

// Section 13.1.5: a range counts only while the client's validator still names what is here.
bool range_applies(const Request& request, const Representation& have) {
    const auto condition = request.header("if-range");
    if (!condition) return true;
    if (http::is_etag(*condition)) return http::etags_match(*condition, have.etag, http::EtagCompare::strong);
    const auto date = http::parse_date(*condition, std::time(nullptr));
    return date && have.modified && *date == *have.modified;
}

}  // namespace

std::optional<Slice> negotiate(http::Response& out, const Request& request, const Representation& have) {
    out.headers.set("etag", have.etag);
    if (have.modified) out.headers.set("last-modified", http::format_date(*have.modified));
    switch (http::check_preconditions(request.message(), {have.etag, have.modified}, std::time(nullptr))) {
        case http::Precondition::proceed: break;
        case http::Precondition::not_modified: out.status = http::Status::not_modified; return std::nullopt;
        case http::Precondition::failed: out.status = http::Status::precondition_failed; return std::nullopt;
    }
    out.headers.set("accept-ranges", "bytes");
    const auto wanted = request.method() == http::Method::get ? request.header("range") : std::nullopt;
    if (!wanted || !range_applies(request, have)) return Slice{0, have.size};
    const Range range = parse_range(*wanted, have.size);
    if (range.kind == RangeKind::whole) return Slice{0, have.size};
    const std::string total = std::to_string(have.size);
    if (range.kind == RangeKind::impossible) {
        out.status = http::Status::range_not_satisfiable;
        out.headers.set("content-range", "bytes */" + total);
        return std::nullopt;
    }
    out.status = http::Status::partial_content;
    const std::uint64_t last = range.slice.offset + range.slice.size - 1;
    out.headers.set("content-range",
                    "bytes " + std::to_string(range.slice.offset) + "-" + std::to_string(last) + "/" + total);
    return range.slice;
}

}  // namespace kaon::inline v0::web
