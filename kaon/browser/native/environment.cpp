// Without a browser: nothing is there until a test installs it, and lines go to the standard error stream.
#include "kaon/browser/environment.hpp"

#include <cstdio>

namespace kaon::inline v0 {

browser::Environment& browser::environment() {
    thread_local Environment environment;
    return environment;
}

void console::print(Level level, std::string_view line) {
    if (const auto print = browser::environment().print) return print(level, line);
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
}

}  // namespace kaon::inline v0
