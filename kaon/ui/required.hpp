// Required: a property of a component that has no default.
//
//   struct CardProps {
//       Required<std::string> title;
//       bool open = false;
//   };
//   View card(const CardProps& props) { return section(h2(*props.title)); }
//
//   card(CardProps{.title = "Users"})
//   card(CardProps{.open = true})           // does not compile, and says that title is missing
//
// Threads: a value.
#pragma once

#include <concepts>
#include <utility>

#include "kaon/base/config.hpp"

namespace kaon::inline v0 {

template <class T>
class Required {
public:
    Required() = delete("this property has no default: give it a value, as in card({.title = ...})");
    template <class U>
        requires std::convertible_to<U, T>
    constexpr Required(U&& value) : value_(std::forward<U>(value)) {}

    constexpr const T& operator*() const [[clang::lifetimebound]] { return value_; }
    constexpr const T* operator->() const [[clang::lifetimebound]] { return &value_; }
    constexpr operator const T&() const [[clang::lifetimebound]] { return value_; }

private:
    T value_;
};

}  // namespace kaon::inline v0
