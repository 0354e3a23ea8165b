// Counting and sorting.
#include "app/words.hpp"

#include <algorithm>

namespace app {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

}  // namespace

void count_words(std::string_view text, Counts& counts) {
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ' ';
        if (is_letter(c)) {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!word.empty()) {
            ++counts[word];
            word.clear();
        }
    }
}

std::vector<Word> most_frequent(const Counts& counts, std::size_t limit) {
    std::vector<Word> words;
    for (const auto& [text, count] : counts) words.push_back({text, count});
    std::ranges::sort(
        words, [](const Word& a, const Word& b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
    if (words.size() > limit) words.resize(limit);
    return words;
}

}  // namespace app
