// Percent-decoding and -encoding.
#include "kaon/http/uri.hpp"

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::http {

namespace {

enum class Plus { stays, is_space };

bool decode(std::string_view text, std::string& out, Plus plus) {
    out.clear();
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (text.size() - i < 3) return false;
            const int high = ascii::hex_value(text[i + 1]);
            const int low = ascii::hex_value(text[i + 2]);
            if (high < 0 || low < 0) return false;
            c = static_cast<char>(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus == Plus::is_space) {
            c = ' ';
        }
        if (c == 0) return false;
        out += c;
    }
    return is_utf8(out);
}

// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
bool is_unreserved(char c) { return ascii::is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

std::string encode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else if (c == ' ' && plus == Plus::is_space) {
            out += '+';
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
        }
    }
    return out;
}

}  // namespace

bool decode_segment(std::string_view text, std::string& out) { return decode(text, out, Plus::stays); }
bool decode_form(std::string_view text, std::string& out) { return decode(text, out, Plus::is_space); }
std::string encode_segment(std::string_view text) { return encode(text, Plus::stays); }
std::string encode_form(std::string_view text) { return encode(text, Plus::is_space); }

}  // namespace kaon::inline v0::http
