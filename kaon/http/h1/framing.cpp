// Host, Expect, Connection, TE, Content-Length and Transfer-Encoding of a request.
#include "kaon/http/h1/framing.hpp"

#include <bit>
#include <cstring>

#include "kaon/base/fixed_text.hpp"
#include "kaon/http/field_list.hpp"
#include "kaon/http/h1/scan.hpp"
#include "kaon/http/headers.hpp"
#include "kaon/http/target.hpp"

namespace kaon::inline v0::http::h1::detail {

using http::equals_ignoring_case;
using http::Status;

namespace {

// A word of text with its letters lowered; the other characters of our names keep their value.
template <class Word>
constexpr Word lowered(const char* text) {
    struct Bytes {
        char bytes[sizeof(Word)];
    } copy;
    if consteval {
        for (std::size_t i = 0; i < sizeof(Word); ++i) copy.bytes[i] = text[i];
    } else {
        std::memcpy(copy.bytes, text, sizeof(Word));
    }
    return std::bit_cast<Word>(copy) | static_cast<Word>(0x2020202020202020);
}

// Is a text of that same size the name? It has no controls, so that only letters differ in the bit of their case.
template <FixedText name>
bool is(std::string_view token) {
    constexpr std::size_t size = name.view().size();
    const char* text = token.data();
    using Word = std::conditional_t<(size >= 8), std::uint64_t, std::uint32_t>;
    constexpr std::size_t last = size - sizeof(Word);
    for (std::size_t i = 0; i < last; i += sizeof(Word)) {
        if (lowered<Word>(text + i) != lowered<Word>(name.chars + i)) return false;
    }
    constexpr Word expected = lowered<Word>(name.chars + last);
    return lowered<Word>(text + last) == expected;
}

// A port of up to four digits behind a host of letters, digits, '-' and '.'.
bool is_plain_host_and_port(std::string_view value) {
    const std::size_t colon = value.rfind(':');
    if (colon == 0 || colon == value.npos || value.size() - colon > 5) return false;
    for (char c : value.substr(0, colon)) {
        if (stops<Stop::host>(c)) return false;
    }
    for (char c : value.substr(colon + 1)) {
        if (c < '0' || c > '9') return false;
    }
    return true;
}

}  // namespace

// What is rare is not inlined, so that the rest needs no frame.
Verdict FramingFields::read_known(std::string_view name, std::string_view value, const char* end) {
    switch (name.size()) {
        case 2: return equals_ignoring_case(name, "te") ? read_te(value) : nullptr;
        case 4: return is<"host">(name) ? read_host(value, end) : nullptr;
        case 6: return is<"expect">(name) ? read_expect(value) : nullptr;
        case 10: return is<"connection">(name) ? read_connection(value) : nullptr;
        case 14: return is<"content-length">(name) ? read_content_length(value) : nullptr;
        case 17: return is<"transfer-encoding">(name) ? read_transfer_encoding(value) : nullptr;
        default: return nullptr;
    }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-3.2: several Host lines, or an invalid one, are a 400.
Verdict FramingFields::read_host(std::string_view value, const char* end) {
    static constexpr Refusal second{.reason = "two Host fields"};
    if (has_host) return &second;
    const char* const at = value.data();
    if (value.empty() || contains<Stop::host>(at, at + value.size(), end)) return read_host_with_more(value);
    has_host = true;
    host = value;
    return nullptr;
}

[[gnu::noinline]] Verdict FramingFields::read_host_with_more(std::string_view value) {
    static constexpr Refusal invalid{.reason = "the Host field is no host and port"};
    if (!is_plain_host_and_port(value) && !http::is_authority(value)) return &invalid;
    has_host = true;
    host = value;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
[[gnu::noinline]] Verdict FramingFields::read_expect(std::string_view value) {
    static constexpr Refusal unknown{Status::expectation_failed, "an expectation other than 100-continue"};
    if (!equals_ignoring_case(value, "100-continue")) return &unknown;
    expects_continue = true;
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-9.3: close wins over keep-alive, in whatever order they come.
Verdict FramingFields::read_connection(std::string_view value) {
    if (value.size() == 10 && is<"keep-alive">(value)) [[likely]] {
        says_keep_alive = true;
        return nullptr;
    }
    return read_connection_options(value);
}

[[gnu::noinline]] Verdict FramingFields::read_connection_options(std::string_view value) {
    for (std::string_view option : http::FieldList(value)) {
        if (equals_ignoring_case(option, "close")) says_close = true;
        else if (equals_ignoring_case(option, "keep-alive")) says_keep_alive = true;
    }
    return nullptr;
}

// https://www.rfc-editor.org/rfc/rfc9110#section-10.1.4: of what it can say, only this concerns us; chunked goes
// without saying, and other codings we do not have.
[[gnu::noinline]] Verdict FramingFields::read_te(std::string_view value) {
    for (std::string_view coding : http::FieldList(value)) {
        if (equals_ignoring_case(coding, "trailers")) takes_trailers = true;
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
[[gnu::noinline]] Verdict FramingFields::read_transfer_encoding(std::string_view value) {
    static constexpr Refusal second{.reason = "two Transfer-Encoding fields"};
    static constexpr Refusal not_last{.reason = "chunked is not the last transfer coding"};
    static constexpr Refusal malformed{.reason = "Transfer-Encoding is no list of codings"};
    static constexpr Refusal unknown{Status::not_implemented, "a transfer coding other than chunked"};
    if (chunked) return &second;
    if (equals_ignoring_case(value, "chunked")) {
        chunked = true;
        return nullptr;
    }
    bool last_is_chunked = false, others = false;
    for (std::string_view coding : http::FieldList(value)) {
        if (last_is_chunked) return &not_last;
        if (!http::is_token(coding)) return &malformed;
        last_is_chunked = equals_ignoring_case(coding, "chunked");
        others |= !last_is_chunked;
    }
    if (!others) return &malformed;  // empty, or empty elements beside chunked
    // Without chunked at its end nobody knows where the content ends: a 400, whether we know the coding or not.
    return last_is_chunked ? &unknown : &not_last;
}

}  // namespace kaon::inline v0::http::h1::detail
