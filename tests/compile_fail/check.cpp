// Compiles one file that must not compile and judges what the compiler says: check FILE COMPILER FLAG...
#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/compile_fail/expectation.hpp"

static std::string quoted(std::string_view text) {
    std::string out = "'";
    for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

int main(int count, char** arguments) {
    if (count < 3) {
        std::fprintf(stderr, "usage: %s FILE COMPILER FLAG...\n", arguments[0]);
        return 2;
    }
    const std::string file = arguments[1];
    std::ostringstream source;
    source << std::ifstream(file).rdbuf();
    const auto expected = compile_fail::read_expectation(source.str());

    std::string command;
    for (int i = 2; i < count; ++i) command += quoted(arguments[i]) + " ";
    command += "-fsyntax-only -fno-color-diagnostics -ferror-limit=0" + expected.flags + " " + quoted(file) + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe) return 2;
    std::string output;
    char chunk[4096];
    while (const std::size_t n = std::fread(chunk, 1, sizeof chunk, pipe)) output.append(chunk, n);
    const bool compiled = pclose(pipe) == 0;

    const std::string wrong = compile_fail::judge(expected, compiled, output);
    if (wrong.empty()) return 0;
    std::printf("%s: %s\nThe compiler said:\n%s", file.c_str(), wrong.c_str(), output.c_str());
    return 1;
}
