// Host, Expect, Connection, Content-Length and Transfer-Encoding of a request.
#include "kaon/http/h1/framing.hpp"

#include "kaon/http/field_list.hpp"
#include "kaon/http/headers.hpp"
#include "kaon/http/target.hpp"

namespace kaon::h1::detail {

using http::equals_ignoring_case;
using http::Status;

Verdict FramingFields::read(std::string_view name, std::string_view value) {
    switch (name.size()) {
        case 4: return equals_ignoring_case(name, "host") ? read_host(value) : nullptr;
        case 6: return equals_ignoring_case(name, "expect") ? read_expect(value) : nullptr;
        case 10: return equals_ignoring_case(name, "connection") ? read_connection(value) : nullptr;
        case 14: return equals_ignoring_case(name, "content-length") ? read_content_length(value) : nullptr;
        case 17: return equals_ignoring_case(name, "transfer-encoding") ? read_transfer_encoding(value) : nullptr;
        default: return nullptr;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2: several Host lines, or an invalid one, are a 400.
Verdict FramingFields::read_host(std::string_view value) {
    static constexpr Refusal second{.reason = "two Host fields"};
    static constexpr Refusal invalid{.reason = "the Host field is no host and port"};
    if (has_host) return &second;
    if (!http::is_authority(value)) return &invalid;
    has_host = true;
    host = value;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
Verdict FramingFields::read_expect(std::string_view value) {
    static constexpr Refusal unknown{Status::expectation_failed, "an expectation other than 100-continue"};
    if (!equals_ignoring_case(value, "100-continue")) return &unknown;
    expects_continue = true;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-9.3: close wins over keep-alive, in whatever order they come.
Verdict FramingFields::read_connection(std::string_view value) {
    for (std::string_view option : http::FieldList(value)) {
        if (equals_ignoring_case(option, "close")) says_close = true;
        else if (equals_ignoring_case(option, "keep-alive")) says_keep_alive = true;
    }
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.3, number 5. Lists of equal numbers, which it allows a server to
// accept, are refused; so are leading zeros, which some read as octal.
Verdict FramingFields::read_content_length(std::string_view value) {
    static constexpr Refusal second{.reason = "two Content-Length fields"};
    static constexpr Refusal no_number{.reason = "Content-Length is no number"};
    static constexpr Refusal too_large{Status::content_too_large, "Content-Length above 2^63"};
    if (has_length) return &second;
    if (value.empty() || (value[0] == '0' && value.size() > 1)) return &no_number;
    for (char c : value) {
        if (c < '0' || c > '9') return &no_number;
    }
    if (value.size() > 19) return &too_large;
    for (char c : value) length = length * 10 + static_cast<std::uint64_t>(c - '0');  // 19 digits fit 64 bits
    if (length > INT64_MAX) return &too_large;
    has_length = true;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.1 and 6.3, number 4.
Verdict FramingFields::read_transfer_encoding(std::string_view value) {
    static constexpr Refusal second{.reason = "two Transfer-Encoding fields"};
    static constexpr Refusal not_last{.reason = "chunked is not the last transfer coding"};
    static constexpr Refusal malformed{.reason = "Transfer-Encoding is no list of codings"};
    static constexpr Refusal unknown{Status::not_implemented, "a transfer coding other than chunked"};
    if (chunked) return &second;
    if (equals_ignoring_case(value, "chunked")) {
        chunked = true;
        return nullptr;
    }
    bool after_chunked = false, others = false;
    for (std::string_view coding : http::FieldList(value)) {
        if (after_chunked) return &not_last;
        if (!http::is_token(coding)) return &malformed;
        after_chunked = equals_ignoring_case(coding, "chunked");
        others |= !after_chunked;
    }
    if (!others) return &malformed;  // empty, or empty elements beside chunked
    return &unknown;
}

}  // namespace kaon::h1::detail
