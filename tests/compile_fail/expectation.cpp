// Reads the comments and counts the compiler's diagnostics.
#include "tests/compile_fail/expectation.hpp"

namespace compile_fail {

Expectation read_expectation(std::string_view source) {
    Expectation expected;
    while (!source.empty()) {
        const std::size_t end = std::min(source.find('\n'), source.size());
        const std::string_view line = source.substr(0, end);
        if (line.starts_with("// error: ")) expected.errors.emplace_back(line.substr(10));
        if (line.starts_with("// flags: ")) expected.flags += " " + std::string(line.substr(10));
        source.remove_prefix(std::min(end + 1, source.size()));
    }
    return expected;
}

static int count(std::string_view text, std::string_view what) {
    int found = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
    return found;
}

std::string judge(const Expectation& expected, bool compiled, std::string_view output) {
    if (expected.errors.empty()) return "the file names no expected line: // error: text";
    if (compiled) return "it compiles";
    std::size_t at = 0;
    for (const std::string& line : expected.errors) {
        const std::size_t found = output.find(line, at);
        if (found == output.npos)
            return (output.find(line) == output.npos ? "not in the output: " : "in the wrong order: ") + line;
        at = found + line.size();
    }
    const int errors = count(output, " error: ");
    // A line that says which macro a declaration came from belongs to the note before it.
    const int notes = count(output, " note: ") - count(output, " note: expanded from macro ");
    if (errors > 1) return std::to_string(errors) + " errors; at most 1";
    if (notes > 2) return std::to_string(notes) + " notes; at most 2";
    return {};
}

}  // namespace compile_fail
