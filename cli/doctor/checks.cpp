// One function per kind of check; the table below them is the list.
#include "cli/doctor/checks.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "cli/build.hpp"
#include "cli/process.hpp"
#include "cli/say.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

std::string install(const std::string& packages) {
    return std::string(geteuid() == 0 ? "" : "sudo ") + "apt-get install -y " + packages;
}

// The first of several names of a program.
Finding check_program(const std::string& what, const std::vector<std::string>& names, const std::string& package,
                      Need need, const std::string& oldest = {}) {
    Finding finding{.what = what, .found = {}, .mend = install(package), .need = need};
    for (const std::string& name : names) {
        if (find_program(name).empty()) continue;
        const Ran ran = run_program({name, "--version"}, {.output = RunOptions::Output::kept, .limit = 4096});
        const std::string version = version_in(ran.output);
        finding.found = name + (version.empty() ? "" : " " + version);
        if (!oldest.empty() && !is_at_least(version, oldest)) {
            finding.found += " is older than " + oldest;
            continue;
        }
        finding.ok = true;
        finding.mend.clear();
        return finding;
    }
    if (finding.found.empty()) finding.found = names[0] + " is not there";
    return finding;
}

// What the compiler makes of a small source; the truth about headers and libraries, wherever they lie.
bool compiles(const std::string& source, const std::vector<std::string>& flags) {
    std::string folder = (fs::temp_directory_path() / "kaon-doctor-XXXXXX").string();
    if (!mkdtemp(folder.data())) return false;
    const fs::path file = fs::path(folder) / "trial.cpp";
    std::ofstream(file) << source << "\n";
    std::vector<std::string> command{"clang++-19"};
    command.insert(command.end(), flags.begin(), flags.end());
    command.insert(command.end(), {file.string(), "-o", (fs::path(folder) / "trial").string()});
    const Ran ran = run_program(command, {.output = RunOptions::Output::dropped});
    std::error_code problem;
    fs::remove_all(folder, problem);
    return ran.status == 0;
}

Finding check_source(const std::string& what, const std::string& source, const std::vector<std::string>& flags,
                     const std::string& packages, Need need) {
    const bool ok = compiles(source, flags);
    return {.what = what,
            .found = ok ? "compiles" : "a trial does not compile",
            .mend = ok ? "" : install(packages),
            .need = need,
            .ok = ok};
}

Finding check_package() {
    const fs::path package = kaon_package();
    Finding finding{.what = "Kaon package", .found = package.string(), .mend = {}, .ok = !package.empty()};
    if (!finding.ok) {
        finding.found = "no kaonConfig.cmake beside " + own_path().string();
        finding.mend = "cmake --install BUILD --prefix PREFIX in Kaon's tree, or apt-get install ./kaon.deb";
    }
    return finding;
}

}  // namespace

std::vector<Finding> examine() {
    const std::vector<std::string> native{"-std=c++2c", "-fsyntax-only"};
    const std::vector<std::string> wasm{"--target=wasm32-wasi", "-stdlib=libc++", "-fno-exceptions"};
    std::vector<Finding> all;
    all.push_back(check_program("compiler", {"clang++-19"}, "clang-19", Need::required, "19"));
    const bool has_compiler = all.back().ok;
    all.push_back(check_program("CMake", {"cmake"}, "cmake", Need::required, "3.25"));
    all.push_back(check_program("Ninja", {"ninja"}, "ninja-build", Need::required));
    all.push_back(check_program("linker", {"mold", "ld.lld-19", "ld.lld"}, "mold", Need::required));
    if (has_compiler) {
        all.push_back(check_source("C++ library", "#include <string>\nint main() {}", native,
                                   "libstdc++-12-dev libc6-dev", Need::required));
        all.push_back(
            check_source("SQLite", "#include <sqlite3.h>\nint main() {}", native, "libsqlite3-dev", Need::required));
        all.push_back(check_source("GoogleTest", "#include <gtest/gtest.h>\nint main() {}", native, "libgtest-dev",
                                   Need::required));
    }
    all.push_back(check_package());
    if (has_compiler) {
        all.push_back(check_source("browser half",
                                   "#include <string>\nint main() { return std::string(\"x\").size() == 2; }", wasm,
                                   "lld-19 libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc", Need::browser));
    }
    all.push_back(check_program("wasm-opt", {"wasm-opt"}, "binaryen", Need::comfort));
    all.push_back(check_program("brotli", {"brotli"}, "brotli", Need::comfort));
    all.push_back(check_program("clangd", {"clangd-19", "clangd"}, "clangd-19", Need::comfort, "19"));
    all.push_back(check_program("ccache", {"ccache"}, "ccache", Need::comfort));
    return all;
}

std::string report(const std::vector<Finding>& findings) {
    static constexpr std::array reasons{" (needed)", " (pages have no scripts without it)", " (works without)"};
    std::size_t width = 0;
    for (const Finding& finding : findings) width = std::max(width, finding.what.size());
    std::string out;
    for (const Finding& f : findings) {
        const Colour colour = f.ok ? Colour::green : f.need == Need::required ? Colour::red : Colour::yellow;
        out += painted(colour, f.ok ? "ok     " : "missing") + "  " + f.what +
               std::string(width - f.what.size() + 2, ' ') + f.found;
        if (!f.ok) out += std::string(reasons[static_cast<std::size_t>(f.need)]) + ": " + f.mend;
        out += '\n';
    }
    return out;
}

bool is_healthy(const std::vector<Finding>& findings) {
    return std::ranges::all_of(findings, [](const Finding& f) { return f.ok || f.need != Need::required; });
}

}  // namespace kaon::inline v0::cli
