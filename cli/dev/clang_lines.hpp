// clang's diagnostics as records.
//
//   read_clang_lines(output)    // {file, line, column, level, message, excerpt} for each error, warning and note
//
// A message of several lines (Kaon's have a remedy) stays whole; the excerpt is the source's line with the mark below
// it. Threads: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kaon::inline v0::cli::dev {

struct ClangLine {
    enum class Level { error, warning, note };
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    Level level = Level::error;
    std::string message;
    std::string excerpt;
    bool is_static_assertion = false;
};

std::vector<ClangLine> read_clang_lines(std::string_view output);

template <class F>
void for_each_line(std::string_view text, F f) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        f(text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

}  // namespace kaon::inline v0::cli::dev
