// HTML in tokens: tags, texts, comments.
#pragma once

#include <string>
#include <string_view>

#include "kaon/ui/dom/testing/node.hpp"

namespace kaon::inline v0::dom::testing {

struct Token {
    enum class Kind : unsigned char { end, open, close, text, comment };
    Kind kind = Kind::end;
    std::string name;  // of a tag; it and attributes' names as they are written, lowered later where they are HTML's
    std::string data;
    std::vector<Attribute> attributes;
    bool closed = false;  // "/>"
};

class Tokens {
public:
    explicit Tokens(std::string_view html) : rest_(html) {}
    Token next();
    // Everything up to the end tag of this raw element, which is taken too.
    std::string raw(std::string_view tag);

private:
    Token tag();
    Token markup_declaration();
    void attribute(Token& token);
    std::string_view rest_;
};

std::string lower(std::string_view text);
// Character references replaced: numbers and the usual names.
std::string unescaped(std::string_view text);

}  // namespace kaon::inline v0::dom::testing
