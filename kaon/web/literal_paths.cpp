// A table with open addressing.
#include "kaon/web/literal_paths.hpp"

#include <cstring>
#include <utility>

namespace kaon::inline v0::web {

namespace {

template <class Word>
std::uint64_t load(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Not of every byte: routes differ in size or in their first or last eight as a rule.
std::uint64_t hash(std::string_view text) {
    const char* const at = text.data();
    const std::size_t size = text.size();
    std::uint64_t first, last;
    if (size >= 8) {
        first = load<std::uint64_t>(at);
        last = load<std::uint64_t>(at + size - 8);
    } else if (size >= 4) {
        first = load<std::uint32_t>(at);
        last = load<std::uint32_t>(at + size - 4);
    } else {
        first = static_cast<unsigned char>(at[0]);
        last = static_cast<std::uint64_t>(static_cast<unsigned char>(at[size / 2])) << 8 |
               static_cast<unsigned char>(at[size - 1]);
    }
    const std::uint64_t mixed = (first ^ (last << 23 | last >> 41) ^ size) * 0x9e3779b97f4a7c15u;
    return mixed ^ mixed >> 32;
}

// Texts of one size that is not 0. Both ends of the last word meet or overlap; no call for what is short.
bool same(const char* a, const char* b, std::size_t size) {
    if (size < 8) return std::memcmp(a, b, size) == 0;
    std::size_t at = 0;
    for (; at + 8 < size; at += 8) {
        if (load<std::uint64_t>(a + at) != load<std::uint64_t>(b + at)) return false;
    }
    return load<std::uint64_t>(a + size - 8) == load<std::uint64_t>(b + size - 8);
}

}  // namespace

std::size_t LiteralPaths::place(std::string_view path) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash(path) & mask;; at = (at + 1) & mask) {
        const std::string& text = slots_[at].text;
        if (text.empty() || (text.size() == path.size() && same(text.data(), path.data(), path.size()))) return at;
    }
}

void LiteralPaths::insert(Slot slot) {
    Slot& there = slots_[place(slot.text)];
    if (there.text.empty()) there = std::move(slot);
}

void LiteralPaths::add(std::string_view pattern, std::uint32_t value) {
    if (pattern.empty() || pattern.find_first_of("{%") != pattern.npos) return;
    if (++count_ * 2 > slots_.size()) {
        std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 16 : slots_.size() * 2));
        for (Slot& slot : before) {
            if (!slot.text.empty()) insert(std::move(slot));
        }
    }
    insert({std::string(pattern), value});
}

std::uint32_t LiteralPaths::find(std::string_view path) const {
    if (path.empty() || slots_.empty()) return none;
    return slots_[place(path)].value;
}

}  // namespace kaon::inline v0::web
