// The fields that decide where a request ends and what becomes of its connection, gathered line by line.
//
//   FramingFields fields;
//   if (Verdict no = fields.read(name, value, end)) return no;      // for each line of the head
//
// Whatever two servers could read in two ways is refused: that is what request smuggling lives on. Threads: a value.
#pragma once

#include <cstdint>
#include <string_view>

#include "kaon/http/h1/refusal.hpp"

namespace kaon::inline v0::http::h1::detail {

struct FramingFields {
    std::uint64_t length = 0;
    std::string_view host;
    bool has_host = false;
    bool has_length = false;
    bool chunked = false;
    bool says_close = false;
    bool says_keep_alive = false;
    bool expects_continue = false;
    bool takes_trailers = false;

    // `name` is a token, `value` has no controls and no white space around it; bytes can be read up to `end`.
    Verdict read(std::string_view name, std::string_view value, const char* end) {
        // Most names are of no interest, as their lengths and first letters tell.
        constexpr std::uint32_t sizes = 1u << 2 | 1u << 4 | 1u << 6 | 1u << 10 | 1u << 14 | 1u << 17;
        constexpr std::uint32_t letters = 1u << ('h' & 31) | 1u << ('e' & 31) | 1u << ('c' & 31) | 1u << ('t' & 31);
        const bool known = name.size() < 32 && (sizes >> name.size() & 1) && (letters >> (name[0] & 31) & 1);
        return known ? read_known(name, value, end) : nullptr;
    }

private:
    Verdict read_known(std::string_view name, std::string_view value, const char* end);
    Verdict read_host(std::string_view value, const char* end);
    Verdict read_host_with_more(std::string_view value);
    Verdict read_expect(std::string_view value);
    Verdict read_connection(std::string_view value);
    Verdict read_connection_options(std::string_view value);
    Verdict read_te(std::string_view value);
    Verdict read_content_length(std::string_view value);
    Verdict read_transfer_encoding(std::string_view value);
};

}  // namespace kaon::inline v0::http::h1::detail
