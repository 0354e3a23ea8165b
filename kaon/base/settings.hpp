// The linker's check that a program and the library it links were compiled alike; config.hpp includes it everywhere.
//
// What changes the layout of types or the meaning of inline functions on both sides of a call is in the name of one
// symbol, which the library defines (settings.cpp) and every object that saw a header of Kaon asks for. Where they
// differ, the program does not link, and the linker's message is the list below:
//
//   undefined symbol: Kaon 1.2.3 as your sources see it, with exceptions off, libstdc++, ... The library was built with
//   ...
//
// This is where the version stands: CMakeLists.txt reads it from here.
//
// The optimisation level, NDEBUG, _GLIBCXX_ASSERTIONS and sanitizers are not in it: no layout depends on them, and a
// debug build links the release library. In the browser half there is no such symbol: kaon_browser.cmake gives all its
// objects the same flags, and the place of a warning (kaon/signal/warning.hpp) has another type in a release build.
#pragma once

#include "kaon/base/config.hpp"

#if !defined(__wasm__)

#if defined(__cpp_exceptions)
#define KAON_SETTINGS_EXCEPTIONS "exceptions on"
#else
#define KAON_SETTINGS_EXCEPTIONS "exceptions off (-fno-exceptions)"
#endif
// The macros of the standard library's own choice.
#include <version>
#if defined(_LIBCPP_VERSION)
#define KAON_SETTINGS_LIBRARY "libc++ (-stdlib=libc++)"
#elif defined(_GLIBCXX_DEBUG)
#define KAON_SETTINGS_LIBRARY "libstdc++ with _GLIBCXX_DEBUG"
#elif defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
#define KAON_SETTINGS_LIBRARY "libstdc++ with _GLIBCXX_USE_CXX11_ABI=0"
#else
#define KAON_SETTINGS_LIBRARY "libstdc++"
#endif
#if defined(__CHAR_UNSIGNED__) && defined(__x86_64__)
#define KAON_SETTINGS_TYPES "unsigned char (-funsigned-char)"
#else
#define KAON_SETTINGS_TYPES "char as the system has it"
#endif

#define KAON_SETTINGS                                                                                                  \
    "Kaon 0.1.0 as your sources see it, with " KAON_SETTINGS_EXCEPTIONS ", " KAON_SETTINGS_LIBRARY                     \
    ", " KAON_SETTINGS_TYPES

namespace kaon::inline v0::detail {

extern const char
    settings __asm__(KAON_SETTINGS
                     ". The library was built with other settings or is of another version: compile both alike");
// One for all objects that agree, since they name it alike.
[[gnu::used]] inline const char* const needs_settings __asm__("needs " KAON_SETTINGS) = &settings;

}  // namespace kaon::inline v0::detail

#undef KAON_SETTINGS
#undef KAON_SETTINGS_EXCEPTIONS
#undef KAON_SETTINGS_LIBRARY
#undef KAON_SETTINGS_TYPES
#endif
