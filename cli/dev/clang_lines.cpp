// "FILE:LINE:COLUMN: LEVEL: MESSAGE", lines of the message, "   12 | source", "      |    ^".
#include "cli/dev/clang_lines.hpp"

#include <charconv>
#include <optional>

namespace kaon::inline v0::cli::dev {

namespace {

constexpr std::size_t longest_excerpt = 200;  // of one line

// ":12" at the end of `text`, which it is taken from.
std::optional<std::uint32_t> take_number(std::string_view& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view digits = text.substr(colon + 1);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    text = text.substr(0, colon);
    return number;
}

void set_message(ClangLine& line, std::string_view message) {
    constexpr std::string_view assertion = "static assertion failed";
    if (message.starts_with(assertion)) {
        line.is_static_assertion = true;
        message.remove_prefix(assertion.size());
        // " due to requirement '...'" repeats the code.
        const std::size_t at = message.starts_with(": ") ? 0 : message.find("': ");
        if (at != std::string_view::npos) message.remove_prefix(message.starts_with(": ") ? 2 : at + 3);
        else message = assertion;
    }
    while (message.starts_with(' ')) message.remove_prefix(1);
    line.message = message;
}

std::optional<ClangLine> parse(std::string_view text) {
    struct Word {
        std::string_view text;
        ClangLine::Level level;
    };
    for (const Word& word : {Word{": fatal error: ", ClangLine::Level::error},
                             {": error: ", ClangLine::Level::error},
                             {": warning: ", ClangLine::Level::warning},
                             {": note: ", ClangLine::Level::note}}) {
        const std::size_t at = text.find(word.text);
        if (at == std::string_view::npos) continue;
        std::string_view place = text.substr(0, at);
        const auto column = take_number(place), line = take_number(place);
        if (!column || !line) continue;
        ClangLine found{.file = std::string(place), .line = *line, .column = *column, .level = word.level};
        set_message(found, text.substr(at + word.text.size()));
        return found;
    }
    return std::nullopt;
}

// "   12 | code" or "      |   ^~~"; gives what is right of the bar.
std::optional<std::string_view> excerpt_of(std::string_view text) {
    const std::size_t bar = text.find(" | ");
    if (bar == std::string_view::npos) return std::nullopt;
    for (char c : text.substr(0, bar)) {
        if (c != ' ' && (c < '0' || c > '9')) return std::nullopt;
    }
    return text.substr(bar + 3);
}

// Suggested insertions and the like stand in further lines.
constexpr int excerpt_lines = 2;

}  // namespace

std::vector<ClangLine> read_clang_lines(std::string_view output) {
    std::vector<ClangLine> lines;
    bool in_message = false;
    int excerpts = 0;
    for_each_line(output, [&](std::string_view text) {
        if (auto found = parse(text)) {
            lines.push_back(std::move(*found));
            in_message = true;
            excerpts = 0;
        } else if (lines.empty()) {
            return;
        } else if (const auto excerpt = excerpt_of(text)) {
            in_message = false;
            if (excerpts++ >= excerpt_lines) return;
            std::string& to = lines.back().excerpt;
            if (!to.empty()) to += '\n';
            to += excerpt->substr(0, longest_excerpt);
        } else if (text.starts_with("In file included from") || text.find(" generated.") != std::string_view::npos) {
            in_message = false;
        } else if (in_message && lines.back().message.size() < 4000) {
            if (!lines.back().message.empty()) lines.back().message += '\n';
            lines.back().message += text;
        }
    });
    for (ClangLine& line : lines) {
        while (!line.message.empty() && (line.message.back() == '\n' || line.message.back() == ' '))
            line.message.pop_back();
    }
    return lines;
}

}  // namespace kaon::inline v0::cli::dev
