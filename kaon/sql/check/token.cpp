// The tokenizer: follows https://www.sqlite.org/lang_expr.html and /lang_comment.html.
#include "kaon/sql/check/token.hpp"

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::sqlcheck {
namespace {

using ascii::is_digit;

bool is_word(char c) {
    return ascii::is_letter_or_digit(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Tokenizer {
public:
    explicit Tokenizer(std::string_view sql) : sql_(sql) {}

    std::vector<Token> all() {
        std::vector<Token> tokens;
        do {
            skip_blanks();
            tokens.push_back(next());
        } while (tokens.back().kind != Token::end);
        return tokens;
    }

private:
    char at(std::size_t i) const { return i < sql_.size() ? sql_[i] : '\0'; }

    void skip_blanks() {
        for (;;) {
            while (is_space(at(i_))) ++i_;
            if (at(i_) == '-' && at(i_ + 1) == '-') {
                while (i_ < sql_.size() && sql_[i_] != '\n') ++i_;
            } else if (at(i_) == '/' && at(i_ + 1) == '*') {
                const auto end = sql_.find("*/", i_ + 2);
                i_ = end == sql_.npos ? sql_.size() : end + 2;
            } else {
                return;
            }
        }
    }

    Token make(Token::Kind kind, std::size_t from) const {
        return {kind, from, i_ - from, std::string(sql_.substr(from, i_ - from))};
    }

    // Between quotes; a doubled quote stands for one.
    Token quoted(Token::Kind kind, char close) {
        const std::size_t from = i_++;
        std::string value;
        while (i_ < sql_.size()) {
            if (sql_[i_] == close) {
                if (close == ']' || at(i_ + 1) != close) break;
                ++i_;
            }
            value += sql_[i_++];
        }
        if (i_ < sql_.size()) ++i_;
        return {kind, from, i_ - from, std::move(value)};
    }

    Token number() {
        const std::size_t from = i_;
        if (at(i_) == '0' && (at(i_ + 1) | 0x20) == 'x') {
            i_ += 2;
            while (is_word(at(i_))) ++i_;
            return make(Token::integer, from);
        }
        bool real = false;
        while (is_digit(at(i_)) || at(i_) == '.') real |= sql_[i_++] == '.';
        if ((at(i_) | 0x20) == 'e') {
            real = true;
            ++i_;
            if (at(i_) == '+' || at(i_) == '-') ++i_;
            while (is_digit(at(i_))) ++i_;
        }
        return make(real ? Token::real : Token::integer, from);
    }

    Token param() {
        const std::size_t from = i_++;
        while (is_word(at(i_)) || (at(i_) == ':' && at(i_ + 1) == ':')) ++i_;
        Token token = make(Token::param, from);
        if (token.value == "?") token.value += std::to_string(++anonymous_);
        return token;
    }

    Token symbol() {
        const std::size_t from = i_;
        for (std::string_view longer : {"->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "==", "!="}) {
            if (sql_.substr(i_).starts_with(longer)) {
                i_ += longer.size();
                return make(Token::symbol, from);
            }
        }
        ++i_;
        return make(Token::symbol, from);
    }

    Token next() {
        const std::size_t from = i_;
        if (i_ >= sql_.size()) return make(Token::end, from);
        const char c = sql_[i_];
        if ((c | 0x20) == 'x' && at(i_ + 1) == '\'') {
            ++i_;
            Token token = quoted(Token::blob, '\'');
            token.offset = from;
            return token;
        }
        if (c == '\'') return quoted(Token::text, '\'');
        if (c == '"' || c == '`') return quoted(Token::quoted_word, c);
        if (c == '[') return quoted(Token::quoted_word, ']');
        if (is_digit(c) || (c == '.' && is_digit(at(i_ + 1)))) return number();
        if (c == '?' || c == ':' || c == '@' || c == '$') return param();
        if (!is_word(c)) return symbol();
        while (is_word(at(i_))) ++i_;
        return make(Token::word, from);
    }

    std::string_view sql_;
    std::size_t i_ = 0;
    int anonymous_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view sql) { return Tokenizer(sql).all(); }

std::string lower(std::string_view name) {
    std::string out(name);
    for (char& c : out) c = ascii::lower(c);
    return out;
}

bool same_name(std::string_view a, std::string_view b) { return a.size() == b.size() && lower(a) == lower(b); }

}  // namespace kaon::inline v0::sqlcheck
