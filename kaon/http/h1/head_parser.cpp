// The head of a request, read once from left to right (RFC 9112, sections 2 to 6).
//
// Every verdict depends only on the bytes up to the one that decides, so a head that comes in pieces ends as the same
// head does when it comes whole.
#include "kaon/http/h1/head_parser.hpp"

#include <cstring>
#include <functional>

#include "kaon/http/h1/scan.hpp"
#include "kaon/http/target.hpp"

namespace kaon::inline v0::http::h1 {

using detail::contains;
using detail::find_plain_colon;
using detail::find_stop;
using detail::incomplete;
using detail::Refusal;
using detail::Stop;
using detail::Verdict;
using http::Method;
using http::Status;
using http::Version;

namespace {

constexpr std::ptrdiff_t max_method = 32;
constexpr std::ptrdiff_t max_name = 256;
constexpr int max_empty_lines = 4;
constexpr Refusal no_form{.reason = "the target has no form that this method takes"};

bool is_token_char(char c) { return http::is_token_char(c); }
std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

// https://www.rfc-editor.org/rfc/rfc9112#section-2.2: a line ends with CR LF; neither may stand alone.
Verdict check_line_end(const char* at, const char* end) {
    static constexpr Refusal bare_lf{.reason = "a line ends with LF alone"};
    static constexpr Refusal bare_cr{.reason = "CR without LF"};
    static constexpr Refusal control{.reason = "a control character"};
    if (at == end) return &incomplete;
    if (*at == '\n') return &bare_lf;
    if (*at != '\r') return &control;
    if (at + 1 == end) return &incomplete;
    return at[1] == '\n' ? nullptr : &bare_cr;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-9.1: case-sensitive, a token.
Verdict read_method(const char* begin, const char*& at, const char* end, http::Request& request) {
    static constexpr Refusal malformed{.reason = "the method is no token"};
    static constexpr Refusal too_long{Status::not_implemented, "the method is too long"};
    const char* start = at;
    if (end - at >= 4 && std::memcmp(at, "GET ", 4) == 0) [[likely]] {
        request.method = Method::get;
        request.method_text = between(start, start + 3);
        at += 4;
        return nullptr;
    }
    const char* stop = find_stop<Stop::name>(begin, at, end);
    while (stop != end && is_token_char(*stop)) ++stop;
    if (stop - start > max_method) return &too_long;
    if (stop == end) return &incomplete;
    if (*stop != ' ' || stop == start) return &malformed;
    request.method_text = between(start, stop);
    request.method = http::parse_method(request.method_text);
    at = stop + 1;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-2.3. Higher minor versions are read as 1.1 (RFC 9110, section 2.5).
Verdict read_version(const char*& at, const char* end, http::Request& request) {
    static constexpr Refusal malformed{.reason = "no HTTP version at the end of the request line"};
    static constexpr Refusal unsupported{Status::http_version_not_supported, "a version other than HTTP/1.x"};
    constexpr std::string_view pattern = "HTTP/1.1";
    if (end - at >= 10 && std::memcmp(at, "HTTP/1.1\r\n", 10) == 0) [[likely]] {
        request.version = Version::http_1_1;
        at += 10;
        return nullptr;
    }
    for (char expected : pattern) {
        if (at == end) return &incomplete;
        const bool good = expected == '1' ? *at >= '0' && *at <= '9' : *at == expected;
        if (!good) return &malformed;
        ++at;
    }
    if (Verdict no = check_line_end(at, end)) return no;
    if (at[-3] != '1') return &unsupported;
    request.version = at[-1] == '0' ? Version::http_1_0 : Version::http_1_1;
    at += 2;
    return nullptr;
}

// Any field name, or what stands in a name's place: `at` goes to the colon.
// https://www.rfc-editor.org/rfc/rfc9112#section-5.1 and 5.2
[[gnu::noinline]] Verdict read_name(const char* begin, const char*& at, const char* end) {
    static constexpr Refusal empty{.reason = "a field without a name"};
    static constexpr Refusal folded{.reason = "a folded field line"};
    static constexpr Refusal space{.reason = "white space before the colon"};
    static constexpr Refusal malformed{.reason = "a character that no field name has"};
    static constexpr Refusal too_long{Status::request_header_fields_too_large, "a field name is too long"};
    const char* const start = at;
    at = find_stop<Stop::name>(begin, at, end);
    while (at != end && is_token_char(*at)) ++at;
    if (at - start > max_name) return &too_long;
    if (at == end) return &incomplete;
    const bool blank = *at == ' ' || *at == '\t';
    if (at == start) return *at == ':' ? &empty : blank ? &folded : &malformed;
    if (*at == ':') return nullptr;
    return blank ? &space : &malformed;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-5.1: white space around a value is no part of it.
void trim(const char*& begin, const char*& end) {
    while (begin != end && (*begin == ' ' || *begin == '\t')) ++begin;
    while (begin != end && (end[-1] == ' ' || end[-1] == '\t')) --end;
}

}  // namespace

bool HeadParser::can_resume(std::string_view bytes, const http::Request& request) const {
    if (!base_ || base_ != bytes.data() || request_ != &request || bytes.size() < line_) return false;
    if (request.headers.size() != fields_kept_) return false;
    // Another head may have gone through the request meanwhile: then its method stands elsewhere.
    const char* const method = request.method_text.data();
    return !in_fields_ || (std::less_equal<>()(bytes.data(), method) && std::less<>()(method, bytes.data() + line_));
}

HeadResult HeadParser::parse(std::string_view bytes, http::Request& request) {
    static constexpr Refusal head_too_large{Status::request_header_fields_too_large, "the head is too large"};
    static constexpr Refusal target_too_long{Status::uri_too_long, "the request line is too long"};
    if (!can_resume(bytes, request)) {
        reset();
        request.headers.clear();
    }
    const bool over = bytes.size() > limits_->head_bytes;
    if (over) bytes = bytes.substr(0, limits_->head_bytes);

    HeadResult result;
    Verdict no = read(bytes.data(), bytes.data() + bytes.size(), request);
    if (no == &incomplete) {
        if (!over) {
            base_ = bytes.data();
            request_ = &request;
            fields_kept_ = static_cast<std::uint32_t>(request.headers.size());
            return result;
        }
        no = in_fields_ ? &head_too_large : &target_too_long;
    }
    if (!no) no = conclude(result, request);
    if (no) {
        result.state = HeadResult::State::refused;
        result.keep_alive = false;
        result.refusal = no->status;
        result.reason = no->reason;
    } else {
        result.state = HeadResult::State::complete;
        result.head_size = line_;
    }
    base_ = nullptr;
    return result;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3: method SP target SP version CR LF, single spaces only.
[[gnu::always_inline]]
inline Verdict HeadParser::read_request_line(const char* begin, const char* end, http::Request& request) {
    static constexpr Refusal empty_lines{.reason = "too many empty lines before the request line"};
    const char* at = begin + line_;
    // https://www.rfc-editor.org/rfc/rfc9112#section-2.2: at least one empty line before it should be ignored.
    while (at != end && (*at == '\r' || *at == '\n')) {
        if (Verdict no = check_line_end(at, end)) return no;
        if (++empty_lines_ > max_empty_lines) return &empty_lines;
        at += 2;
        line_ += 2;
    }
    if (Verdict no = read_method(begin, at, end, request)) return no;
    const Verdict form = read_target(begin, at, end, request);
    if (form && form != &no_form) return form;
    // The version first: the preface of HTTP/2, "PRI * HTTP/2.0", is a 505.
    if (Verdict no = read_version(at, end, request)) return no;
    if (form) return form;
    return stopped_at(begin, at, at, nullptr);
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2
[[gnu::always_inline]]
inline Verdict HeadParser::read_target(const char* begin, const char*& at, const char* end, http::Request& request) {
    static constexpr Refusal too_long{Status::uri_too_long, "the target is too long"};
    static constexpr Refusal no_version{.reason = "a request line without a version"};
    static constexpr Refusal bad_char{.reason = "a character that no target has"};
    const char* const start = at;
    // One that came in pieces is not known to be a path alone.
    const char* const known = begin + scanned_;
    bool is_path = known <= start;
    const char* stop = is_path ? find_stop<Stop::path>(begin, start, end) : known;
    is_path = is_path && stop != end && *stop == ' ';
    if (!is_path) stop = find_stop<Stop::target>(begin, stop, end);
    if (stop - start > static_cast<std::ptrdiff_t>(limits_->target_bytes)) return &too_long;
    if (stop == end) return stopped_at(begin, begin + line_, stop, &incomplete);
    if (*stop != ' ') return *stop == '\r' || *stop == '\n' ? &no_version : &bad_char;

    at = stop + 1;
    request.target = between(start, stop);
    if (*start == '/' && request.method != Method::connect) [[likely]] {
        request.authority = {};
        request.path = request.target;
        request.query = {};
        if (is_path) [[likely]]
            return nullptr;
        if (!contains<Stop::escape>(start, stop, end)) {
            const std::size_t mark = request.target.find('?');
            request.path = request.target.substr(0, mark);
            if (mark != request.target.npos) request.query = request.target.substr(mark + 1);
            return nullptr;
        }
    }
    const auto parts = http::split_target(request.method, request.target);
    if (!parts) return &no_form;
    request.path = parts->path;
    request.query = parts->query;
    request.authority = parts->authority;
    return nullptr;
}

Verdict HeadParser::read(const char* begin, const char* end, http::Request& request) {
    if (!in_fields_) {
        if (Verdict no = read_request_line(begin, end, request)) return no;
        in_fields_ = true;
    } else if (scanned_ > line_) {
        // A value that went on to the end of the bytes before, and still does?
        const char* stop = find_stop<Stop::value>(begin, begin + scanned_, end);
        if (stop == end) return stopped_at(begin, begin + line_, stop, &incomplete);
    }
    return read_fields(begin, end, request);
}

// https://www.rfc-editor.org/rfc/rfc9112#section-5: name ":" value CR LF, until an empty line. At the end, `line_` is
// the size of the head.
Verdict HeadParser::read_fields(const char* begin, const char* end, http::Request& request) {
    static constexpr Refusal too_many{Status::request_header_fields_too_large, "too many fields"};
    for (const char* line = begin + line_;;) {
        const char* name_end = find_plain_colon(line, end);
        if (!name_end) [[unlikely]] {
            if (line == end) return stopped_at(begin, line, line, &incomplete);
            if (*line == '\r' || *line == '\n') {
                if (Verdict no = check_line_end(line, end)) return stopped_at(begin, line, line, no);
                return stopped_at(begin, line + 2, line + 2, nullptr);
            }
            name_end = line;
            if (Verdict no = read_name(begin, name_end, end)) return stopped_at(begin, line, line, no);
        }
        const char* value = name_end + 1;
        const char* const stop = find_stop<Stop::value>(begin, value, end);
        if (end - stop < 2 || std::memcmp(stop, "\r\n", 2) != 0) [[unlikely]] {
            return stopped_at(begin, line, stop, check_line_end(stop, end));
        }
        if (request.headers.size() == limits_->fields) [[unlikely]]
            return &too_many;

        const char* value_end = stop;
        if (stop - value >= 2 && value[0] == ' ' && value[1] > ' ' && stop[-1] > ' ') [[likely]]
            ++value;
        else trim(value, value_end);
        const std::string_view name = between(line, name_end);
        request.headers.borrow(name, between(value, value_end));
        line = stop + 2;
        if (Verdict no = fields_.read(name, between(value, value_end), end)) [[unlikely]]
            return no;
    }
}

// Remembers where to go on.
Verdict HeadParser::stopped_at(const char* begin, const char* line, const char* at, Verdict verdict) {
    line_ = static_cast<std::uint32_t>(line - begin);
    scanned_ = static_cast<std::uint32_t>(at - begin);
    return verdict;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.3 and 9.3: what the fields mean together.
Verdict HeadParser::conclude(HeadResult& result, http::Request& request) const {
    static constexpr Refusal no_host{.reason = "no Host field"};
    static constexpr Refusal both{.reason = "both Content-Length and Transfer-Encoding"};
    static constexpr Refusal chunked_1_0{.reason = "Transfer-Encoding in HTTP/1.0"};
    const bool old = request.version == Version::http_1_0;
    if (!fields_.has_host && !old) return &no_host;
    if (fields_.chunked) {
        if (fields_.has_length) return &both;
        if (old) return &chunked_1_0;
        result.framing = Framing::chunked;
    } else if (fields_.has_length) {
        result.framing = Framing::length;
        result.length = fields_.length;
    }
    // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2: the target's own host counts, whatever Host says; what
    // stands in the field afterwards is the same, so that nobody above decides by the other.
    if (request.authority.empty()) request.authority = fields_.host;
    else if (fields_.has_host) request.headers.borrow_instead("host", request.authority);
    result.keep_alive = !fields_.says_close && (!old || fields_.says_keep_alive);
    const bool content = fields_.chunked || fields_.length > 0;
    result.takes_trailers = fields_.takes_trailers && !old;
    result.expects_continue = fields_.expects_continue && content && !old;
    return nullptr;
}

}  // namespace kaon::inline v0::http::h1
