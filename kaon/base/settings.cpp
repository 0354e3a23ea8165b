// The symbol that every object asks for which was compiled as the library was (settings.hpp).
#include "kaon/base/settings.hpp"

#if !defined(__wasm__)
const char kaon::detail::settings = 0;
#endif
