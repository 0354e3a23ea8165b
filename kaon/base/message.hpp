// Text computed at compile time for static_assert (P2741): how every check of the library reports a mistake.
//
//   static constexpr Message mistake = check(...);            // a consteval function, first mistake wins
//   if constexpr (!mistake.ok()) static_assert(false, mistake);
//
// An empty message means "no mistake". Limits: 1024 characters; the rest is cut. Threads: constants.
#pragma once

#include <cstddef>
#include <string_view>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

class Message {
public:
    static constexpr std::size_t capacity = 1024;

    // Appends; what does not fit is cut.
    constexpr Message& operator<<(std::string_view text) {
        for (char c : text) {
            if (size_ < capacity) chars_[size_++] = c;
        }
        return *this;
    }
    constexpr Message& operator<<(std::size_t number) {
        char digits[20]{};
        std::size_t n = 0;
        do digits[n++] = static_cast<char>('0' + number % 10);
        while (number /= 10);
        while (n) *this << std::string_view(&digits[--n], 1);
        return *this;
    }
    constexpr Message& pad(std::size_t columns) {
        while (columns--) *this << " ";
        return *this;
    }

    constexpr bool ok() const { return size_ == 0; }
    constexpr const char* data() const { return chars_; }
    constexpr std::size_t size() const { return size_; }
    constexpr std::string_view view() const { return {chars_, size_}; }

private:
    char chars_[capacity]{};
    std::size_t size_ = 0;
};

// "1st", "2nd"...: how messages count arguments (index from 0; past the table: "a later").
constexpr std::string_view ordinal(std::size_t index) {
    constexpr std::string_view names[] = {"1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th"};
    return index < 8 ? names[index] : "a later";
}

}  // namespace kaon::inline v0
