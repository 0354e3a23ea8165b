// Strings, names, literals, and whatever is skipped.
#include <string>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/json/detail/reader.hpp"
#include "kaon/json/detail/scan.hpp"

namespace kaon::inline v0::json::detail {

// https://www.rfc-editor.org/rfc/rfc8259#section-2
void Reader::skip_more_space() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
}

bool Reader::expect_literal(std::string_view literal) {
    if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(literal)) {
        return fail(JsonErrc::syntax, "expected a value");
    }
    at_ += literal.size();
    return true;
}

bool Reader::read_bool(const TypeInfo& info, void* target) {
    const char c = peek();
    if (c != 't' && c != 'f') return from_form(info, target, "true or false");
    *static_cast<bool*>(target) = c == 't';
    return expect_literal(c == 't' ? "true" : "false");
}

// From at_ to the next quote (then ended) or backslash; at_ goes behind the text. Checks UTF-8 and control characters.
bool Reader::scan_plain(std::string_view& text, bool& ended) {
    const char* const start = at_;
    const char* p = at_;
    bool high = false;
    for (;;) {
        if (static_cast<std::size_t>(end_ - p) >= Block::size) {
            const Block block(p);
            if (block.special) {
                high |= block.high_before_special();
                p += block.first_special();
                break;
            }
            high |= block.high != 0;
            p += Block::size;
            continue;
        }
        for (; p < end_ && *p != '"' && *p != '\\' && static_cast<unsigned char>(*p) >= 0x20; ++p) high |= *p < 0;
        break;
    }
    at_ = p;
    text = {start, static_cast<std::size_t>(p - start)};
    if (p == end_) return fail(JsonErrc::syntax, "expected the closing quote, got the end");
    if (high && !is_utf8(text)) {
        at_ = start;
        while (const std::size_t n = code_point_length({at_, static_cast<std::size_t>(p - at_)})) at_ += n;
        return fail(JsonErrc::bad_utf8, "this is not UTF-8");
    }
    ended = *p == '"';
    if (!ended && *p != '\\') return fail(JsonErrc::syntax, "control characters in text must be escaped");
    return true;
}

bool Reader::scan_hex4(std::uint32_t& unit) {
    unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
        const int digit = ascii::hex_value(peek());
        if (digit < 0) return fail(JsonErrc::syntax, "expected four hexadecimal digits after \\u");
        unit = unit << 4 | static_cast<std::uint32_t>(digit);
    }
    return true;
}

// https://www.rfc-editor.org/rfc/rfc8259#section-7; lone surrogates have no UTF-8 and are refused.
bool Reader::scan_escape(std::string& out) {
    ++at_;
    const char c = peek();
    switch (c) {
        case '"':
        case '\\':
        case '/': out += c; break;
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'n': out += '\n'; break;
        case 'r': out += '\r'; break;
        case 't': out += '\t'; break;
        case 'u': {
            ++at_;
            std::uint32_t unit = 0, low = 0;
            if (!scan_hex4(unit)) return false;
            if (unit >= 0xDC00 && unit <= 0xDFFF)
                return fail(JsonErrc::syntax, "a low surrogate without the high one before it");
            if (unit >= 0xD800 && unit <= 0xDBFF) {
                if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') {
                    return fail(JsonErrc::syntax, "a high surrogate without the low one after it");
                }
                at_ += 2;
                if (!scan_hex4(low)) return false;
                if (low < 0xDC00 || low > 0xDFFF)
                    return fail(JsonErrc::syntax, "a high surrogate without the low one after it");
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            }
            append_utf8(out, unit);
            return true;
        }
        default: return fail(JsonErrc::syntax, "this escape is not known");
    }
    ++at_;
    return true;
}

// The rest of a string, at a backslash; appends, and ends behind the quote.
bool Reader::scan_escaped(std::string& out) {
    for (bool ended = false; !ended;) {
        if (!scan_escape(out)) return false;
        std::string_view text;
        while (peek() == '\\') {
            if (!scan_escape(out)) return false;
        }
        if (!scan_plain(text, ended)) return false;
        out += text;
    }
    ++at_;
    return true;
}

bool Reader::scan_string(std::string_view& raw_or_scratch) {
    ++at_;
    bool ended = false;
    if (!scan_plain(raw_or_scratch, ended)) return false;
    if (ended) [[likely]]
        return ++at_, true;
    scratch_ = raw_or_scratch;
    if (!scan_escaped(scratch_)) return false;
    raw_or_scratch = scratch_;
    return true;
}

bool Reader::scan_key(std::string_view& key, std::string& kept) {
    if (peek() != '"') return fail(JsonErrc::syntax, "expected a name in quotes");
    if (!scan_string(key)) return false;
    if (key.data() == scratch_.data()) {
        kept = key;
        key = kept;
    }
    skip_space();
    if (peek() != ':') return fail(JsonErrc::syntax, "expected ':' after a name");
    ++at_;
    skip_space();
    return true;
}

bool Reader::read_string(void* target) {
    std::string& out = *static_cast<std::string*>(target);
    if (static_cast<std::size_t>(end_ - at_) > Block::size && *at_ == '"') {
        // Short plain text, whole in the first block.
        const Block block(at_ + 1);
        const char* const quote = at_ + 1 + (block.special ? block.first_special() : 0);
        if (block.special && *quote == '"' && !block.high_before_special()) {
            out.assign(at_ + 1, static_cast<std::size_t>(quote - at_ - 1));
            at_ = quote + 1;
            return true;
        }
    }
    return read_long_string(out);
}

bool Reader::read_long_string(std::string& out) {
    if (peek() != '"') return wrong_type("text");
    ++at_;
    std::string_view text;
    bool ended = false;
    if (!scan_plain(text, ended)) return false;
    out.assign(text.data(), text.size());
    if (ended) [[likely]]
        return ++at_, true;
    return scan_escaped(out);
}

bool Reader::read_enum(const TypeInfo& info, void* target) {
    if (peek() != '"') return wrong_type("text");
    const char* const start = at_;
    std::string_view name;
    if (!scan_string(name)) return false;
    if (const reflect::EnumEntry* entry = info.enumeration->by_name(name)) {
        reflect::store_integer(target, info.size, static_cast<std::uint64_t>(entry->value));
        return true;
    }
    std::string what = "expected one of:";
    for (std::size_t i = 0; i < info.enumeration->count; ++i) {
        what += i == 0 ? " " : ", ";
        what += info.enumeration->entries[i].name;
    }
    return misfit_at(start, what);
}

bool Reader::read_text(const TypeInfo& info, void* target) {
    if (peek() != '"') return wrong_type("text");
    const char* const start = at_;
    std::string_view text;
    if (!scan_string(text)) return false;
    const Result<> outcome = info.text->parse(target, text);
    return outcome || misfit_at(start, outcome.error().text());
}

bool Reader::skip_value() {
    std::string_view text;
    Number number;
    switch (peek()) {
        case '"': return scan_string(text);
        case '{':
            if (!enter()) return false;
            if (!each_member(nullptr, [this](std::string_view) { return skip_value(); })) return false;
            return leave(), true;
        case '[':
            if (!enter()) return false;
            if (!each_element([this] { return skip_value(); })) return false;
            return leave(), true;
        case 't': return expect_literal("true");
        case 'f': return expect_literal("false");
        case 'n': return expect_literal("null");
        default: return scan_number(number);
    }
}

}  // namespace kaon::inline v0::json::detail
