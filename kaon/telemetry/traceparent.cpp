// Reading and writing of 16-digit numbers between dashes.
#include "kaon/telemetry/traceparent.hpp"

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::telemetry {

namespace {
// Lower-case hexadecimal only, as the recommendation demands.
bool read_hex(std::string_view text, std::uint64_t& out) {
    out = 0;
    for (char c : text) {
        const int digit = ascii::hex_value(c);
        if (digit < 0 || (c >= 'A' && c <= 'F')) return false;
        out = out << 4 | static_cast<std::uint64_t>(digit);
    }
    return true;
}

char* write_hex(char* to, std::uint64_t value) {
    for (int shift = 60; shift >= 0; shift -= 4) *to++ = "0123456789abcdef"[value >> shift & 15];
    return to;
}
}  // namespace

bool read_traceparent(std::string_view header, SpanOptions& options) {
    std::uint64_t version, high, low, span, flags;
    if (header.size() < traceparent_size || header[2] != '-' || header[35] != '-' || header[52] != '-') return false;
    if (!read_hex(header.substr(0, 2), version) || !read_hex(header.substr(3, 16), high) ||
        !read_hex(header.substr(19, 16), low) || !read_hex(header.substr(36, 16), span) ||
        !read_hex(header.substr(53, 2), flags)) {
        return false;
    }
    // Version 255 is invalid; version 0 has nothing after the flags; later ones go on with a dash.
    if (version == 0xFF || (header.size() > traceparent_size && (version == 0 || header[55] != '-'))) return false;
    if ((high | low) == 0 || span == 0) return false;
    options.trace = {high, low};
    options.remote_parent = span;
    return true;
}

std::string_view write_traceparent(const Span& span, char (&room)[traceparent_size]) {
    char* to = room;
    for (char c : std::string_view("00-")) *to++ = c;
    to = write_hex(write_hex(to, span.trace().high), span.trace().low);
    *to++ = '-';
    to = write_hex(to, span.id());
    for (char c : std::string_view("-01")) *to++ = c;
    return {room, static_cast<std::size_t>(to - room)};
}

}  // namespace kaon::inline v0::telemetry
