// Free text as folded words: the form in which patterns are looked for.
//
//   Tokens words("Паузы GC у Node.js — 50 000 rps");   // "паузы" "gc" "у" "node" "js" 50000 "rps"
//
// Folding: lower case (Latin, Cyrillic), ё as е, apostrophes inside words dropped, "c++", "c#" and ".net" kept whole.
// Numbers take groups ("50 000", "50,000") and fractions ("1.5", "1,5"). Broken UTF-8 separates words.
// A clause ends at punctuation; negation never reaches over its end. Linear time, one allocation per vector.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace consultant {

struct Token {
    std::uint32_t folded_begin = 0;  // in the folded copy
    std::uint32_t folded_size = 0;
    std::uint32_t begin = 0;         // bytes of the original
    std::uint32_t end = 0;
    std::uint32_t clause = 0;
    std::uint32_t key = 0;           // of the first two characters, see key_of
    bool is_number = false;
    double value = 0;
};

class Tokens {
public:
    // `text` is read now and by `original`; it must outlive this object.
    explicit Tokens(std::string_view text [[clang::lifetimebound]]);

    std::size_t size() const { return tokens_.size(); }
    const Token& operator[](std::size_t i) const [[clang::lifetimebound]] { return tokens_[i]; }
    std::string_view folded(std::size_t i) const [[clang::lifetimebound]];
    // The original text from the first to the last token, cut at `limit` bytes on a character's edge.
    std::string_view original(std::size_t first, std::size_t last, std::size_t limit = 80) const;

private:
    friend class Folder;
    std::string_view text_;
    std::string folded_;
    std::vector<Token> tokens_;
};

// One character of UTF-8. A broken sequence is one byte long and has the code 0xFFFD.
struct Character {
    char32_t code = 0;
    std::uint32_t size = 1;
};
Character decode(std::string_view text, std::size_t at);

// A mix of a word's first two characters: the bucket that a pattern index looks into.
std::uint32_t key_of(std::string_view word);

// The text with every `what` replaced; what was put in is not searched again.
std::string replaced(std::string text, std::string_view what, std::string_view with);

}  // namespace consultant
