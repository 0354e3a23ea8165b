// Splitting and folding of free text.
#include "advisor/text.hpp"

#include "kaon/base/utf8.hpp"

namespace consultant {

namespace {

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c < 0x250) return c >= 0xC0 && c != 0xD7 && c != 0xF7;
    if (c < 0x370) return false;
    if (c >= 0x2000 && c < 0x2C00) return false;  // punctuation, arrows, symbols
    if (c >= 0x3000 && c < 0x3040) return false;
    return c < 0xFE00;                            // emoji, variation selectors and U+FFFD lie above
}

char32_t lower(char32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    if (c >= 0x410 && c <= 0x42F) c += 32;
    else if (c >= 0x400 && c <= 0x40F) c += 80;
    return c == 0x451 ? 0x435 : c;  // ё is written as е by most
}

bool is_group_space(char32_t c) {
    return c == ' ' || c == ',' || c == '\'' || c == '_' || c == 0xA0 || c == 0x2009 || c == 0x202F;
}

}  // namespace

Character decode(std::string_view text, std::size_t at) {
    const kaon::CodePoint point = kaon::first_code_point(text.substr(at));
    if (point.length == 0) return {0xFFFD, 1};
    return {point.value, static_cast<std::uint32_t>(point.length)};
}

std::uint32_t key_of(std::string_view word) {
    if (word.empty()) return 0;
    const Character first = decode(word, 0);
    const Character second = first.size < word.size() ? decode(word, first.size) : Character{};
    return static_cast<std::uint32_t>(first.code * 2654435761u + second.code * 40503u) >> 7;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// The one pass over the text; every step consumes at least one character.
class Folder {
public:
    Folder(Tokens& out, std::string_view text) : out_(out), text_(text) {}

    void run() {
        out_.folded_.reserve(text_.size());
        out_.tokens_.reserve(text_.size() / 5 + 4);
        while (at_ < text_.size()) {
            const Character c = decode(text_, at_);
            if (is_digit(c.code)) number();
            else if (is_letter(c.code) || is_dot_net()) word();
            else separator(c);
        }
    }

private:
    Character peek(std::size_t at) const { return at < text_.size() ? decode(text_, at) : Character{}; }

    bool is_dot_net() const {
        if (text_[at_] != '.' || text_.size() - at_ < 4) return false;
        const bool net = (text_[at_ + 1] | 32) == 'n' && (text_[at_ + 2] | 32) == 'e' && (text_[at_ + 3] | 32) == 't';
        return net && !is_letter(peek(at_ + 4).code) &&
               (at_ == 0 || !is_letter(static_cast<unsigned char>(text_[at_ - 1])));
    }

    Token start() const {
        return {.folded_begin = static_cast<std::uint32_t>(out_.folded_.size()),
                .begin = static_cast<std::uint32_t>(at_),
                .clause = clause_};
    }

    void finish(Token token) {
        token.end = static_cast<std::uint32_t>(at_);
        token.folded_size = static_cast<std::uint32_t>(out_.folded_.size()) - token.folded_begin;
        token.key = key_of(std::string_view(out_.folded_).substr(token.folded_begin));
        out_.tokens_.push_back(token);
    }

    void word() {
        Token token = start();
        std::size_t letters = 0;
        if (text_[at_] == '.') out_.folded_ += '.', ++at_;
        while (at_ < text_.size()) {
            const Character c = decode(text_, at_);
            if (is_letter(c.code) || is_digit(c.code)) {
                kaon::append_utf8(out_.folded_, lower(c.code));
                ++letters;
            } else if (c.code >= 0x300 && c.code < 0x370) {
                combine(c.code, token);
            } else if (!is_inner_apostrophe(c)) {
                break;
            }
            at_ += c.size;
        }
        if (letters == 1) language_sign(token);
        finish(token);
    }

    bool is_inner_apostrophe(Character c) const {
        return (c.code == '\'' || c.code == 0x2019) && is_letter(peek(at_ + c.size).code);
    }

    // A decomposed й is и and a breve; every other mark (a stress) is dropped.
    void combine(char32_t mark, const Token& token) {
        std::string& folded = out_.folded_;
        if (mark == 0x306 && folded.size() - token.folded_begin >= 2 && folded.ends_with("и")) {
            folded.resize(folded.size() - 2);
            folded += "й";
        }
    }

    // c++, c#, f#: the sign belongs to the name. A Cyrillic "с" is what a Russian keyboard gives.
    void language_sign(const Token& token) {
        if (at_ >= text_.size() || (text_[at_] != '+' && text_[at_] != '#')) return;
        if (std::string_view(out_.folded_).substr(token.folded_begin) == "с") {
            out_.folded_.resize(token.folded_begin);
            out_.folded_ += 'c';
        }
        while (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '#') &&
               out_.folded_.size() < token.folded_begin + 3) {
            out_.folded_ += text_[at_++];
        }
    }

    void number() {
        Token token = start();
        token.is_number = true;
        std::size_t digits = take_digits(token.value);
        while (digits <= 3 && at_ < text_.size()) {
            const Character gap = decode(text_, at_);
            if (!is_group_space(gap.code) || !is_group(at_ + gap.size)) break;
            at_ += gap.size;
            take_digits(token.value);
        }
        if (at_ + 1 < text_.size() && (text_[at_] == '.' || text_[at_] == ',') && is_digit(peek(at_ + 1).code)) {
            out_.folded_ += '.';
            ++at_;
            double fraction = 0;
            double scale = 1;
            for (std::size_t n = take_digits(fraction); n > 0; --n) scale *= 10;
            token.value += fraction / scale;
        }
        finish(token);
    }

    std::size_t take_digits(double& value) {
        std::size_t count = 0;
        for (; at_ < text_.size() && is_digit(static_cast<unsigned char>(text_[at_])); ++at_, ++count) {
            out_.folded_ += text_[at_];
            if (count < 15) value = value * 10 + (text_[at_] - '0');
        }
        return count < 15 ? count : 15;
    }

    // Exactly three digits.
    bool is_group(std::size_t at) const {
        if (at + 3 > text_.size()) return false;
        for (std::size_t i = at; i < at + 3; ++i) {
            if (!is_digit(static_cast<unsigned char>(text_[i]))) return false;
        }
        return !is_digit(peek(at + 3).code);
    }

    void separator(Character c) {
        at_ += c.size;
        switch (c.code) {
            case '.':
                if (is_letter(peek(at_).code)) return;  // node.js
                [[fallthrough]];
            case ',':
            case '!':
            case '?':
            case ';':
            case ':':
            case '\n':
            case '(':
            case ')':
            case 0x2013:
            case 0x2014:
            case 0x2026:
            case 0xAB:
            case 0xBB: ++clause_; break;
            default:
                if (c.code >= 0x1F000) ++clause_;  // an emoji parts thoughts
        }
    }

    Tokens& out_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t clause_ = 0;
};

Tokens::Tokens(std::string_view text) : text_(text) { Folder(*this, text).run(); }

std::string_view Tokens::folded(std::size_t i) const {
    return std::string_view(folded_).substr(tokens_[i].folded_begin, tokens_[i].folded_size);
}

std::string_view Tokens::original(std::size_t first, std::size_t last, std::size_t limit) const {
    return kaon::utf8_prefix(text_.substr(tokens_[first].begin, tokens_[last].end - tokens_[first].begin), limit);
}

}  // namespace consultant
