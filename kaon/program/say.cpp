// Lines for the terminal.
#include "kaon/program/say.hpp"

#include <cstdio>

namespace kaon::inline v0::program {

void say(std::string_view name, std::string_view text) {
    std::fflush(stdout);  // what was printed before comes before
    std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(name.size()), name.data(), static_cast<int>(text.size()),
                 text.data());
}

int refuse(std::string_view name, const Error& mistake) {
    const std::string text(mistake.text());
    say(name, text + (text.ends_with('?') ? "" : ".") + " Try " + std::string(name) + " --help");
    return Exit::misused;
}

std::string line_of(const Error& error) {
    const std::string_view detail = error.detail();
    if (error.is(Errc::internal) && detail.empty()) return error.describe_all();
    std::string line(detail.empty() ? error.text() : detail);
    const bool says_more = !error.has_codes_text() && line.find(error.text()) == line.npos;
    if (says_more) line.append(" (").append(error.text()).append(")");
    for (const FieldError& field : error.fields())
        line.append("; ").append(field.path).append(" ").append(field.message);
    if (const Error* cause = error.cause()) line.append("; caused by ").append(line_of(*cause));
    return line;
}

}  // namespace kaon::inline v0::program
