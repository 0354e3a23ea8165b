// Parsing, indexing and finding of recognition patterns.
#include "advisor/pattern.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

#include "kaon/base/utf8.hpp"

namespace consultant {

namespace {

constexpr std::uint16_t gap_words = 3;

// The next piece up to `separator`; removes it from `rest`.
std::string_view take(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view piece = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return piece;
}

kaon::Error malformed(std::string_view pattern, std::string_view why) {
    return kaon::Error(kaon::Errc::invalid, std::string("pattern '").append(pattern).append("': ").append(why));
}

// Whether the tokens of a text could ever look like this word.
bool is_folded(std::string_view word) {
    const Tokens tokens(word);
    return tokens.size() == 1 && tokens.folded(0) == word;
}

}  // namespace

kaon::Result<> PatternSet::add(std::string_view pattern, std::uint16_t target) {
    Pattern parsed{static_cast<std::uint32_t>(elements_.size()), 0, target};
    std::uint16_t gap = 0;
    for (std::string_view rest = pattern; !rest.empty();) {
        std::string_view piece = take(rest, ' ');
        if (piece == "..") {
            if (parsed.count == 0) return malformed(pattern, "a gap needs a word before it");
            gap = gap_words;
            continue;
        }
        Element element{static_cast<std::uint32_t>(choices_.size()), 0, gap};
        gap = 0;
        if (piece.empty()) return malformed(pattern, "two spaces, or a space at an end");
        while (!piece.empty()) {
            std::string_view word = take(piece, '|');
            const bool stem = word.ends_with('*');
            if (stem) word.remove_suffix(1);
            if (!is_folded(word))
                return malformed(pattern, "each word lower-case, with е for ё, split as text is split");
            if (stem && kaon::count_code_points(word) < 2) return malformed(pattern, "a stem needs two characters");
            choices_.push_back(
                {static_cast<std::uint32_t>(chars_.size()), static_cast<std::uint16_t>(word.size()), stem});
            chars_ += word;
            ++element.count;
        }
        elements_.push_back(element);
        ++parsed.count;
    }
    if (parsed.count == 0) return malformed(pattern, "empty");
    if (gap != 0) return malformed(pattern, "a gap needs a word after it");
    patterns_.push_back(parsed);
    return {};
}

void PatternSet::seal() {
    // A stem has two characters at least, so it falls into the bucket of every word that begins with it.
    const std::size_t bucket_count = std::bit_ceil(std::max<std::size_t>(choices_.size() / 2, 16));
    std::vector<std::pair<std::size_t, Start>> starts;
    for (std::size_t p = 0; p < patterns_.size(); ++p) {
        const Element& first = elements_[patterns_[p].elements];
        for (std::uint32_t c = first.choices; c < first.choices + first.count; ++c) {
            const std::string_view word = std::string_view(chars_).substr(choices_[c].begin, choices_[c].size);
            starts.push_back(
                {key_of(word) & (bucket_count - 1), {static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(c)}});
        }
    }
    std::ranges::sort(starts, {}, [](const auto& entry) {
        return std::tuple(entry.first, entry.second.pattern, entry.second.choice);
    });
    buckets_.clear();
    bucket_begin_.clear();
    std::size_t at = 0;
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
        bucket_begin_.push_back(static_cast<std::uint16_t>(buckets_.size()));
        for (; at < starts.size() && starts[at].first == bucket; ++at) buckets_.push_back(starts[at].second);
    }
    bucket_begin_.push_back(static_cast<std::uint16_t>(buckets_.size()));
    chars_.shrink_to_fit();
    choices_.shrink_to_fit();
    elements_.shrink_to_fit();
    patterns_.shrink_to_fit();
}

std::vector<Hit> PatternSet::find(const Tokens& tokens) const {
    std::vector<Hit> hits;
    if (patterns_.empty()) return hits;
    const std::size_t mask = bucket_begin_.size() - 2;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const std::size_t bucket = tokens[at].key & mask;
        for (std::size_t i = bucket_begin_[bucket]; i < bucket_begin_[bucket + 1]; ++i) {
            if (!fits(choices_[buckets_[i].choice], tokens.folded(at))) continue;
            const Pattern& pattern = patterns_[buckets_[i].pattern];
            std::size_t last = at;
            if (match(pattern, tokens, at, last)) {
                hits.push_back({pattern.target, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(last)});
            }
        }
    }
    return hits;
}

bool PatternSet::fits(const Choice& choice, std::string_view word) const {
    if (choice.stem ? word.size() < choice.size : word.size() != choice.size) return false;
    return word.starts_with(std::string_view(chars_).substr(choice.begin, choice.size));
}

bool PatternSet::fits(const Element& element, std::string_view word) const {
    for (std::uint32_t c = element.choices; c < element.choices + element.count; ++c) {
        if (fits(choices_[c], word)) return true;
    }
    return false;
}

// The first word fits already. The nearest word wins at each gap: no backtracking, so the cost is linear in the
// pattern.
bool PatternSet::match(const Pattern& pattern, const Tokens& tokens, std::size_t at, std::size_t& last) const {
    for (std::uint32_t e = pattern.elements + 1; e < pattern.elements + pattern.count; ++e) {
        std::size_t next = last + 1;
        const std::size_t limit = next + elements_[e].gap;
        const auto in_clause = [&] { return next < tokens.size() && tokens[next].clause == tokens[at].clause; };
        while (in_clause() && next < limit && !fits(elements_[e], tokens.folded(next))) ++next;
        if (!in_clause() || !fits(elements_[e], tokens.folded(next))) return false;
        last = next;
    }
    return true;
}

}  // namespace consultant
