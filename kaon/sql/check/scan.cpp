// A small lexer of C++: comments, literals, identifiers; everything else is one character.
#include "kaon/sql/check/scan.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::sqlcheck {
namespace {

using ascii::is_digit, ascii::is_hex_digit, ascii::is_letter_or_digit;

bool is_word(char c) { return is_letter_or_digit(c) || c == '_'; }

class Scanner {
public:
    explicit Scanner(std::string_view source) : s_(source) {}

    Scanned run() {
        while (i_ < s_.size()) step();
        return std::move(found_);
    }

private:
    char at(std::size_t i) const { return i < s_.size() ? s_[i] : '\0'; }

    bool skip_comment() {
        if (at(i_) != '/') return false;
        if (at(i_ + 1) == '/') {
            while (i_ < s_.size() && (s_[i_] != '\n' || s_[i_ - 1] == '\\')) ++i_;
            return true;
        }
        if (at(i_ + 1) != '*') return false;
        const auto end = s_.find("*/", i_ + 2);
        i_ = end == s_.npos ? s_.size() : end + 2;
        return true;
    }
    void skip_blanks() {
        for (;;) {
            while (at(i_) == ' ' || at(i_) == '\t' || at(i_) == '\n' || at(i_) == '\r' ||
                   (at(i_) == '\\' && at(i_ + 1) == '\n'))
                ++i_;
            if (!skip_comment()) return;
        }
    }

    void step() {
        if (skip_comment()) return;
        const char c = s_[i_];
        if (c == '"') {
            literal();
        } else if (c == '\'') {
            character();
        } else if (c == '#') {
            directive();
        } else if (is_digit(c)) {
            while (is_word(at(i_)) || at(i_) == '\'' || at(i_) == '.') ++i_;  // 1'000: no character literal
        } else if (is_word(c)) {
            word();
        } else {
            ++i_;
        }
    }

    void word() {
        const std::size_t from = i_;
        while (is_word(at(i_))) ++i_;
        const std::string_view name = s_.substr(from, i_ - from);
        if (at(i_) == '"' && (name == "R" || name == "u8R" || name == "LR" || name == "uR" || name == "UR")) raw();
        else if (name == "sql") query();
    }

    // After `sql`: < "text"... >
    void query() {
        const std::size_t from = i_;
        skip_blanks();
        if (at(i_) == '<') {
            ++i_;
            std::string text;
            bool any = false;
            for (;;) {
                skip_blanks();
                std::optional<std::string> part;
                if (at(i_) == '"') part = literal();
                else if (at(i_) == 'R' && at(i_ + 1) == '"') ++i_, part = raw();
                if (!part) break;
                text += *part;
                any = true;
            }
            if (any && at(i_) == '>') {
                if (std::ranges::find(found_.queries, text) == found_.queries.end()) {
                    found_.queries.push_back(std::move(text));
                    const auto above = std::ranges::count(s_.substr(0, from), '\n');
                    found_.lines.push_back(static_cast<std::size_t>(above) + 1);
                }
                return;
            }
        }
        i_ = from;
    }

    // #include "x"
    void directive() {
        ++i_;
        while (at(i_) == ' ' || at(i_) == '\t') ++i_;
        if (!s_.substr(i_).starts_with("include")) return;
        i_ += 7;
        while (at(i_) == ' ' || at(i_) == '\t') ++i_;
        if (at(i_) != '"') return;
        const auto end = s_.find_first_of("\"\n", i_ + 1);
        if (end == s_.npos) return;
        found_.includes.emplace_back(s_.substr(i_ + 1, end - i_ - 1));
        i_ = end + 1;
    }

    void character() {
        for (++i_; i_ < s_.size() && s_[i_] != '\'' && s_[i_] != '\n'; ++i_) {
            if (s_[i_] == '\\') ++i_;
        }
        ++i_;
    }

    std::string raw() {
        const std::size_t open = s_.find('(', i_);
        if (open == s_.npos) return i_ = s_.size(), std::string();
        const std::string close = ")" + std::string(s_.substr(i_ + 1, open - i_ - 1)) + "\"";
        const std::size_t end = s_.find(close, open);
        if (end == s_.npos) return i_ = s_.size(), std::string();
        i_ = end + close.size();
        return std::string(s_.substr(open + 1, end - open - 1));
    }

    std::string literal() {
        std::string text;
        for (++i_; i_ < s_.size() && s_[i_] != '"' && s_[i_] != '\n';) {
            if (s_[i_] == '\\') escape(text);
            else text += s_[i_++];
        }
        ++i_;
        return text;
    }

    void escape(std::string& text) {
        constexpr std::string_view letters = "ntrabfv0", values("\n\t\r\a\b\f\v\0", 8);
        const char c = at(++i_);
        ++i_;
        if (c == '\n') return;  // the line goes on
        if (c >= '0' && c <= '7') {
            unsigned value = static_cast<unsigned>(c - '0');
            for (int n = 0; n < 2 && at(i_) >= '0' && at(i_) <= '7'; ++n)
                value = value * 8 + static_cast<unsigned>(s_[i_++] - '0');
            text += static_cast<char>(value);
        } else if (c == 'x') {
            unsigned value = 0;
            for (; is_hex_digit(at(i_)); ++i_) value = value * 16 + static_cast<unsigned>(ascii::hex_value(s_[i_]));
            text += static_cast<char>(value);
        } else if (c == 'u' || c == 'U') {
            std::uint32_t value = 0;
            for (int n = 0; n < (c == 'u' ? 4 : 8) && is_hex_digit(at(i_)); ++n)
                value = value * 16 + static_cast<unsigned>(ascii::hex_value(s_[i_++]));
            append_utf8(text, value);
        } else {
            const auto known = letters.find(c);
            text += known == letters.npos ? c : values[known];
        }
    }

    std::string_view s_;
    std::size_t i_ = 0;
    Scanned found_;
};

}  // namespace

Scanned scan(std::string_view source) { return Scanner(source).run(); }

}  // namespace kaon::inline v0::sqlcheck
