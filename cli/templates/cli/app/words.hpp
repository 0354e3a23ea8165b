// Which words a text uses most.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace app {

// By word, in small letters.
using Counts = std::map<std::string, std::uint64_t, std::less<>>;

// Adds the words of a text: letters, digits and everything beyond ASCII.
void count_words(std::string_view text, Counts& counts);

struct Word {
    std::string text;
    std::uint64_t count = 0;
};

// The most frequent first; equally frequent ones by name.
std::vector<Word> most_frequent(const Counts& counts, std::size_t limit);

}  // namespace app
