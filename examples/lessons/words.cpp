// Many files, a few workers: a scope starts them, a channel hands out the work, an interval tells how far they are.
// Run with: cmake --build build/release --target lesson_words && build/release/lessons/words --progress README.md
//
// $ printf 'one two\n' > a; printf 'three' > b; printf ' \n' > c; words a b c
// 2 a
// 1 b
// 0 c
// 3 in all
// $ words --at-once 1 --progress a b
// 0 of 2 files
// ...
// 3 in all
// $ words a none b; echo "status $?"
// words: none: No such file or directory
// status 1
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "kaon/coro/blocking.hpp"
#include "kaon/coro/channel.hpp"
#include "kaon/coro/interval.hpp"
#include "kaon/coro/scope.hpp"
#include "kaon/program/main.hpp"

using namespace kaon;

struct Options {
    std::vector<std::string> files;
    std::uint32_t at_once = 4;
    bool progress = false;

    static consteval auto command_line() {
        return arguments({
            {.field = "files", .help = "whose words to count"},
            {.field = "at_once", .letter = 'n', .value = "N", .help = "how many to read at once"},
            {.field = "progress", .letter = 'p', .help = "say every second how many are done"},
        });
    }
};

// Blocks, so it runs on the pool.
Result<std::size_t> words_in(const std::string& name) {
    errno = 0;
    std::ifstream file(name);
    if (!file) return Error(Errc::not_found, name + ": " + std::strerror(errno));
    std::size_t words = 0;
    bool inside = false;
    for (char c; file.get(c);) {
        const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
        words += inside < !space;
        inside = !space;
    }
    return words;
}

// snippet: worker
struct Count {
    std::size_t file = 0, words = 0;
};

Task<void> hand_out(std::size_t files, Sender<std::size_t> jobs) {
    for (std::size_t i = 0; i < files; ++i) co_await jobs.send(i);  // waits while no worker is free
}

Task<void> work(const Options& options, Receiver<std::size_t> jobs, Sender<Count> counts) {
    while (std::optional<std::size_t> file = co_await jobs.recv()) {
        const std::size_t words = co_await spawn_blocking([name = options.files[*file]] { return words_in(name); });
        co_await counts.send({*file, words});
    }
}

Task<void> tell_progress(const std::size_t& done, std::size_t files) {
    Interval ticks(1s);
    for (;;) {
        co_await ticks.tick();
        std::fprintf(stderr, "%zu of %zu files\n", done, files);
    }
}
// end

// snippet: scope
Task<void> count_words(Options options) {
    std::vector<std::size_t> words(options.files.size());
    std::size_t done = 0, sum = 0;
    co_await scope([&](Scope& scope) -> Task<void> {
        auto [jobs, inbox] = channel<std::size_t>(1);
        auto [counts, counted] = channel<Count>(8);
        if (options.progress) scope.spawn(tell_progress(done, words.size()));
        scope.spawn(hand_out(words.size(), std::move(jobs)));
        for (std::uint32_t i = 0; i < options.at_once; ++i) scope.spawn(work(options, inbox, counts));
        counts.hang_up();  // else the last worker would not be the last sender
        while (std::optional<Count> count = co_await counted.recv()) {
            words[count->file] = count->words;
            ++done;
        }
        scope.cancel();  // progress has no end of its own
    });
    for (std::size_t i = 0; i < words.size(); sum += words[i++])
        std::printf("%zu %s\n", words[i], options.files[i].c_str());
    std::printf("%zu in all\n", sum);
}
// end

int main(int argc, char** argv) {
    return kaon::main(argc, argv, count_words, {.name = "words", .about = "Counts the words of many files at once."});
}
