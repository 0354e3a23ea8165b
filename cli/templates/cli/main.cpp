// The program: fields of Options are its command line, errors of the Task its last line.
#include "kaon/program/main.hpp"

#include <cstdio>

#include "app/words.hpp"
#include "kaon/runtime/file.hpp"

using namespace kaon;

namespace {

struct Options {
    std::string file;
    std::vector<std::string> more;
    std::uint32_t top = 10;
    static consteval auto command_line() {
        return arguments({
            {.field = "file", .help = "text to read"},
            {.field = "more", .value = "FILE", .help = "further texts, counted together"},
            {.field = "top", .letter = 'n', .value = "N", .help = "how many words to print"},
        });
    }
};

constexpr std::uint64_t largest_file = 64 << 20;

Task<void> count(Options options) {
    options.more.insert(options.more.begin(), options.file);
    app::Counts counts;
    for (const std::string& file : options.more)
        app::count_words(co_await runtime::read_file(file, largest_file), counts);
    for (const app::Word& word : app::most_frequent(counts, options.top))
        std::printf("%8llu  %s\n", static_cast<unsigned long long>(word.count), word.text.c_str());
}

}  // namespace

int main(int argc, char** argv) {
    return kaon::main(argc, argv, count, {.name = "mycli", .about = "Prints the words that texts use most."});
}
