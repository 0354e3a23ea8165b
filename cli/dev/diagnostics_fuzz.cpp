// Whatever a build writes, in whatever pieces: the same mistakes, few of them, that the state file and the page can
// carry. The first byte tells how the rest is cut.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/dev/clang_lines.hpp"
#include "cli/dev/diagnostics.hpp"
#include "cli/dev/ninja_output.hpp"
#include "cli/dev/stand_in.hpp"
#include "kaon/base/utf8.hpp"
#include "kaon/json/read.hpp"
#include "kaon/json/write.hpp"

using namespace kaon::cli::dev;
using kaon::dev::Problem;
using kaon::dev::State;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

// A project that declares a type which mistakes in the library may name. Its name is always the same, since libFuzzer
// learns from what the program compares.
std::string make_project() {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "kaon_fuzz_project";
    std::filesystem::create_directories(folder / "app");
    std::ofstream(folder / "app/user.hpp") << "// One.\nstruct User {\n};\n";
    return folder.string();
}

NinjaOutput read_in_pieces(std::string_view text, std::size_t size) {
    NinjaOutput output;
    for (std::size_t at = 0; at < text.size(); at += size) output.feed(text.substr(at, size));
    output.end();
    return output;
}

std::ptrdiff_t tags(const std::vector<Problem>& problems) {
    return std::ranges::count(stand_in_page({.title = "1 error", .problems = problems}), '<');
}

void check(const std::vector<Problem>& problems) {
    require(problems.size() <= 20);
    require(tags(problems) == tags(std::vector<Problem>(problems.size())));
    for (const Problem& problem : problems) require(problem.notes.size() <= 3 && !describe(problem).empty());
    auto again = problems;
    merge(again, problems);
    require(again == problems);
    const std::string written = kaon::json::write(State{.title = "x", .problems = problems});
    require(kaon::is_utf8(written));
    const auto read = kaon::json::read<State>(written);
    require(read && kaon::json::write(*read) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    static const std::string project = make_project();
    static const std::string build = project + "/build/dev";
    const DiagnosticsOptions where{.project = project, .build = build};
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);

    for (const ClangLine& line : read_clang_lines(text)) require(line.excerpt.size() <= 401);
    check(read_diagnostics(text, where));

    NinjaOutput whole = read_in_pieces(text, size), pieces = read_in_pieces(text, 1 + bytes[0] % 64);
    require(whole.done() == pieces.done() && whole.total() == pieces.total() && whole.error() == pieces.error());
    require(whole.is_configuring() == pieces.is_configuring() && whole.has_built() == pieces.has_built());
    require(whole.take_remarks() == pieces.take_remarks());
    std::vector<Problem> problems;
    for (const std::string& failed : pieces.take_failures()) merge(problems, read_diagnostics(failed, where));
    check(problems);
    require(whole.take_failures().size() >= (problems.empty() ? 0u : 1u));
    return 0;
}
