// https://html.spec.whatwg.org/multipage/parsing.html#tokenization, as far as pages in tests go.
#include "kaon/ui/dom/testing/html_tokens.hpp"

#include <algorithm>
#include <charconv>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

constexpr std::string_view space = " \t\n\f\r";

struct Named {
    std::string_view name, text;
};
constexpr Named named[] = {{"amp", "&"},       {"lt", "<"},    {"gt", ">"},    {"quot", "\""},  {"apos", "'"},
                           {"nbsp", "\u00A0"}, {"copy", "©"},  {"reg", "®"},   {"hellip", "…"}, {"mdash", "—"},
                           {"ndash", "–"},     {"laquo", "«"}, {"raquo", "»"}, {"times", "×"},  {"euro", "€"},
                           {"middot", "·"},    {"bull", "•"},  {"larr", "←"},  {"rarr", "→"},   {"deg", "°"}};

// What follows "&"; the reference's length, 0: none.
std::size_t append_reference(std::string& out, std::string_view text) {
    const std::size_t end = text.substr(0, 32).find(';');
    if (end == std::string_view::npos || end == 0) return 0;
    const std::string_view name = text.substr(0, end);
    if (name[0] != '#') {
        const auto* found = std::ranges::find(named, name, &Named::name);
        if (found == std::end(named)) return 0;
        out += found->text;
        return end + 1;
    }
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const char* first = name.data() + (hex ? 2 : 1);
    const char* last = name.data() + name.size();
    std::uint32_t point = 0;
    const auto [at, error] = std::from_chars(first, last, point, hex ? 16 : 10);
    if (first == last || at != last) return 0;
    append_utf8(out, error == std::errc() && point ? point : U'\uFFFD');
    return end + 1;
}

}  // namespace

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = ascii::lower(c);
    return out;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '&') {
            if (const std::size_t length = append_reference(out, text.substr(i + 1))) {
                i += length;
                continue;
            }
        }
        // Line ends are one character.
        if (text[i] != '\r') out += text[i];
        else if (text.substr(i, 2) != "\r\n") out += '\n';
    }
    return out;
}

void Tokens::attribute(Token& token) {
    const std::size_t name_end = std::min(rest_.find_first_of(" \t\n\f\r/>=", rest_[0] == '=' ? 1 : 0), rest_.size());
    Attribute one{std::string(rest_.substr(0, name_end)), {}};
    rest_.remove_prefix(name_end);
    const std::size_t sign = std::min(rest_.find_first_not_of(space), rest_.size());
    if (rest_.substr(sign).starts_with('=')) {
        rest_.remove_prefix(sign + 1);
        rest_.remove_prefix(std::min(rest_.find_first_not_of(space), rest_.size()));
        const bool quoted = rest_.starts_with('"') || rest_.starts_with('\'');
        const char quote = quoted ? rest_[0] : '>';
        if (quoted) rest_.remove_prefix(1);
        std::size_t end = quoted ? rest_.find(quote) : rest_.find_first_of(" \t\n\f\r>");
        end = std::min(end, rest_.size());
        one.value = unescaped(rest_.substr(0, end));
        rest_.remove_prefix(std::min(end + (quoted ? 1 : 0), rest_.size()));
    }
    token.attributes.push_back(std::move(one));
}

Token Tokens::tag() {
    Token token;
    token.kind = rest_[1] == '/' ? Token::Kind::close : Token::Kind::open;
    rest_.remove_prefix(token.kind == Token::Kind::close ? 2 : 1);
    const std::size_t end = std::min(rest_.find_first_of(" \t\n\f\r/>"), rest_.size());
    token.name = rest_.substr(0, end);
    rest_.remove_prefix(end);
    while (true) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(space), rest_.size()));
        if (rest_.empty()) return {};  // a tag that the input ends in is not there
        if (rest_[0] == '>') {
            rest_.remove_prefix(1);
            return token;
        }
        if (rest_[0] == '/') {
            token.closed = rest_.starts_with("/>");
            rest_.remove_prefix(1);
            continue;
        }
        attribute(token);
    }
}

Token Tokens::markup_declaration() {
    Token token;
    token.kind = Token::Kind::comment;
    const bool comment = rest_.starts_with("<!--");
    const std::string_view close = comment ? "-->" : ">";
    // "<!-->" and "<!--->" are comments too.
    const bool brief = rest_.starts_with("<!-->") || rest_.starts_with("<!--->");
    const std::size_t begin = comment ? 4 : 2;
    const std::size_t end = std::min(brief ? rest_.find('>') : rest_.find(close, begin), rest_.size());
    const bool doctype = lower(rest_.substr(0, 9)) == "<!doctype";
    if (!brief && end > begin) token.data = rest_.substr(begin, end - begin);
    rest_.remove_prefix(std::min(end + (brief ? 1 : close.size()), rest_.size()));
    return doctype ? next() : token;
}

Token Tokens::next() {
    if (rest_.empty()) return {};
    if (rest_.size() > 1 && rest_[0] == '<') {
        if (rest_[1] == '!' || rest_[1] == '?') return markup_declaration();
        if (ascii::is_letter(rest_[1])) return tag();
        if (rest_[1] == '/' && rest_.size() > 2 && ascii::is_letter(rest_[2])) return tag();
    }
    Token token;
    token.kind = Token::Kind::text;
    std::size_t end = 1;
    for (; end < rest_.size(); ++end) {
        if (rest_[end] != '<' || end + 1 == rest_.size()) continue;
        const char after = rest_[end + 1];
        const bool closes = after == '/' && end + 2 < rest_.size() && ascii::is_letter(rest_[end + 2]);
        if (after == '!' || after == '?' || closes || ascii::is_letter(after)) break;
    }
    token.data = unescaped(rest_.substr(0, end));
    std::erase(token.data, '\0');
    rest_.remove_prefix(end);
    return token;
}

std::string Tokens::raw(std::string_view tag) {
    const std::string end_tag = "</" + std::string(tag);
    std::size_t end = 0;
    while (end < rest_.size()) {
        end = std::min(rest_.find('<', end), rest_.size());
        const std::string_view here = rest_.substr(end, end_tag.size() + 1);
        const bool whole = here.size() > end_tag.size() && (here.back() == '>' || here.back() == '/' ||
                                                            space.find(here.back()) != std::string_view::npos);
        if (whole && lower(here.substr(0, end_tag.size())) == end_tag) break;
        end += end < rest_.size();
    }
    std::string content(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (!rest_.empty()) rest_.remove_prefix(std::min(rest_.find('>') + 1, rest_.size()));
    return content;
}

}  // namespace kaon::inline v0::dom::testing
