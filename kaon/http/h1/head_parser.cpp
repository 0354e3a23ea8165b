// The head of a request, read once from left to right (RFC 9112, sections 2 to 6).
//
// Every verdict depends only on the bytes up to the one that decides, so a head that comes in pieces ends as the same
// head does when it comes whole.
#include "kaon/http/h1/head_parser.hpp"

#include <cstring>

#include "kaon/http/h1/scan.hpp"
#include "kaon/http/target.hpp"

namespace kaon::h1 {

using detail::find_stop;
using detail::incomplete;
using detail::Refusal;
using detail::Stop;
using detail::Verdict;
using http::Method;
using http::Status;
using http::Version;

// What may be read: all bytes of the head so far, and how far they have been read.
struct HeadParser::Text {
    const char* begin;
    const char* at;
    const char* end;
};

namespace {

constexpr std::ptrdiff_t max_method = 32;
constexpr std::ptrdiff_t max_name = 256;
constexpr int max_empty_lines = 4;

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

// A field name with rare token characters, or what stands in a name's place. `at` is at the first character that is
// neither a letter, nor a digit, nor '-'. https://www.rfc-editor.org/rfc/rfc9112#section-5.1 and 5.2
Verdict read_odd_name(const char* start, const char*& at, const char* end) {
    static constexpr Refusal empty{.reason = "a field without a name"};
    static constexpr Refusal folded{.reason = "a folded field line"};
    static constexpr Refusal space{.reason = "white space before the colon"};
    static constexpr Refusal malformed{.reason = "a character that no field name has"};
    static constexpr Refusal too_long{Status::request_header_fields_too_large, "a field name is too long"};
    while (at != end && is_token_char(*at)) ++at;
    if (at - start > max_name) return &too_long;
    if (at == end) return &incomplete;
    const bool blank = *at == ' ' || *at == '\t';
    if (at == start) return *at == ':' ? &empty : blank ? &folded : &malformed;
    if (*at == ':') return nullptr;
    return blank ? &space : &malformed;
}

}  // namespace

HeadResult HeadParser::parse(std::string_view bytes, http::Request& request) {
    static constexpr Refusal head_too_large{Status::request_header_fields_too_large, "the head is too large"};
    static constexpr Refusal target_too_long{Status::uri_too_long, "the request line is too long"};
    if (base_ != bytes.data() || request_ != &request) {
        reset();
        request.headers.clear();
    }
    const bool over = bytes.size() > limits_->head_bytes;
    if (over) bytes = bytes.substr(0, limits_->head_bytes);

    HeadResult result;
    const Text text{bytes.data(), bytes.data() + line_, bytes.data() + bytes.size()};
    Verdict no = read(text, request);
    if (no == &incomplete) {
        if (!over) {
            base_ = bytes.data();
            request_ = &request;
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

// Line by line; at the end, `line_` is the size of the head.
Verdict HeadParser::read(Text text, http::Request& request) {
    if (!in_fields_) {
        if (Verdict no = read_request_line(text, request)) return no;
        in_fields_ = true;
    }
    for (;;) {
        text.at = text.begin + line_;
        if (text.at == text.end) return &incomplete;
        if (*text.at == '\r' || *text.at == '\n') {
            if (Verdict no = check_line_end(text.at, text.end)) return no;
            line_ += 2;
            return nullptr;
        }
        const char* name_end = find_stop<Stop::name>(text.begin, text.at, text.end);
        if (name_end == text.end || *name_end != ':' || name_end == text.at || name_end - text.at > max_name) [[unlikely]] {
            if (Verdict no = read_odd_name(text.at, name_end, text.end)) return no;
        }
        if (Verdict no = read_field(text, name_end, request)) return no;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3: method SP target SP version CR LF, single spaces only.
Verdict HeadParser::read_request_line(Text text, http::Request& request) {
    static constexpr Refusal empty_lines{.reason = "too many empty lines before the request line"};
    // https://www.rfc-editor.org/rfc/rfc9112#section-2.2: at least one empty line before it should be ignored.
    while (text.at != text.end && (*text.at == '\r' || *text.at == '\n')) {
        if (Verdict no = check_line_end(text.at, text.end)) return no;
        if (++empty_lines_ > max_empty_lines) return &empty_lines;
        text.at += 2;
        line_ += 2;
    }
    if (Verdict no = read_method(text.begin, text.at, text.end, request)) return no;
    const char* stop = nullptr;
    if (Verdict no = read_target(text, text.at, stop, request)) return no;
    const char* at = stop + 1;
    if (Verdict no = read_version(at, text.end, request)) return no;
    line_ = static_cast<std::uint32_t>(at - text.begin);
    scanned_ = 0;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2
Verdict HeadParser::read_target(Text text, const char* start, const char*& stop, http::Request& request) {
    static constexpr Refusal too_long{Status::uri_too_long, "the target is too long"};
    static constexpr Refusal no_version{.reason = "a request line without a version"};
    static constexpr Refusal bad_char{.reason = "a character that no target has"};
    static constexpr Refusal malformed{.reason = "the target has no form that this method takes"};
    const char* known = text.begin + scanned_;
    stop = find_stop<Stop::target>(text.begin, known > start ? known : start, text.end);
    if (stop - start > static_cast<std::ptrdiff_t>(limits_->target_bytes)) return &too_long;
    scanned_ = static_cast<std::uint32_t>(stop - text.begin);
    if (stop == text.end) return &incomplete;
    if (*stop != ' ') return *stop == '\r' || *stop == '\n' ? &no_version : &bad_char;

    request.target = between(start, stop);
    const auto parts = http::split_target(request.method, request.target);
    if (!parts) return &malformed;
    request.path = parts->path;
    request.query = parts->query;
    request.authority = parts->authority;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-5: the rest of a field line, from the colon on.
Verdict HeadParser::read_field(Text text, const char* name_end, http::Request& request) {
    static constexpr Refusal too_many{Status::request_header_fields_too_large, "too many fields"};
    const char* value = name_end + 1;
    const char* known = text.begin + scanned_;
    const char* stop = find_stop<Stop::value>(text.begin, known > value ? known : value, text.end);
    scanned_ = static_cast<std::uint32_t>(stop - text.begin);
    if (Verdict no = check_line_end(stop, text.end)) return no;
    if (request.headers.size() == limits_->fields) return &too_many;

    const char* value_end = stop;
    while (value != value_end && (*value == ' ' || *value == '\t')) ++value;
    while (value != value_end && (value_end[-1] == ' ' || value_end[-1] == '\t')) --value_end;
    const std::string_view name = between(text.at, name_end);
    request.headers.borrow(name, between(value, value_end));
    line_ = static_cast<std::uint32_t>(stop + 2 - text.begin);
    if (!detail::FramingFields::concerns(name.size())) return nullptr;
    return fields_.read(name, between(value, value_end));
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
    if (request.authority.empty()) request.authority = fields_.host;
    result.keep_alive = !fields_.says_close && (!old || fields_.says_keep_alive);
    const bool content = fields_.chunked || fields_.length > 0;
    result.expects_continue = fields_.expects_continue && content && !old;
    return nullptr;
}

}  // namespace kaon::h1
