// Terminal or not, and the one form of a mistake.
#include "cli/say.hpp"

#include <cstdlib>

#include <unistd.h>

namespace kaon::inline v0::cli {

namespace {

bool has_colours(std::FILE* to) {
    const char* off = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    return !(off && *off) && !(term && std::string_view(term) == "dumb") && isatty(fileno(to)) == 1;
}

int say(std::string_view text, int code) {
    std::fflush(stdout);
    const std::string head = painted(Colour::red, "kaon:", stderr);
    std::fprintf(stderr, "%s %.*s\n", head.c_str(), static_cast<int>(text.size()), text.data());
    return code;
}

}  // namespace

std::string painted(Colour colour, std::string_view text, std::FILE* to) {
    static constexpr const char* codes[] = {"31", "32", "33", "1", "2"};
    if (!has_colours(to)) return std::string(text);
    return std::string("\x1b[") + codes[static_cast<int>(colour)] + "m" + std::string(text) + "\x1b[0m";
}

int fail(std::string_view text) { return say(text, 1); }
int misuse(std::string_view text) { return say(text, 2); }
int fail(const Error& error) { return fail(error.detail().empty() ? error.text() : error.detail()); }

void step(std::string_view text) {
    std::printf("%s\n", painted(Colour::bold, text).c_str());
    std::fflush(stdout);
}

}  // namespace kaon::inline v0::cli
