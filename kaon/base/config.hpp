// What the compiler must be, and what of it the library asks about: this file, settings.hpp, and the few files with
// code for one processor or system are the only ones with feature tests. Every header of Kaon includes it.
#pragma once

#if !defined(__clang__) || __clang_major__ < 19 || __cplusplus <= 202302L
#error "Kaon needs clang 19 or newer with -std=c++2c (Debian: apt-get install clang-19; CXX=clang++-19)"
#endif

#include "kaon/base/settings.hpp"

// wasm32 builds run without exceptions; shared parts ask this constant instead of the compiler's macro.
namespace kaon::inline v0 {
#ifdef __cpp_exceptions
inline constexpr bool has_exceptions = true;
#else
inline constexpr bool has_exceptions = false;
#endif
}  // namespace kaon::inline v0
