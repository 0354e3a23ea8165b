// StaticText: text that is known when the program is compiled, so that holding a view of it is always safe.
//
//   void set(StaticText name, StaticText value);    // borrows: no copy
//   set("content-type", "text/plain");
//
// Only a literal (or another constant expression) converts to it. Threads: a value.
#pragma once

#include <string_view>
#include <type_traits>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

class StaticText {
public:
    consteval StaticText(const char* literal) : text_(literal) {}
    consteval StaticText(std::string_view constant) : text_(constant) {}
    constexpr StaticText() = default;

    constexpr std::string_view view() const { return text_; }
    constexpr operator std::string_view() const { return text_; }

private:
    std::string_view text_;
};

// Text that may die: everything that converts to a view and is no literal.
template <class T>
concept RuntimeText =
    std::is_convertible_v<const T&, std::string_view> && !std::is_array_v<T> && !std::is_same_v<T, StaticText>;

}  // namespace kaon::inline v0
