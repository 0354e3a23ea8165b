// A shell between, for redirections and variables.
#include "tests/cli/program.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/process.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "kaon_cli_XXXXXX").string();
    if (mkdtemp(name.data())) path_ = name;
}

Folder::~Folder() {
    std::error_code problem;
    if (!path_.empty()) fs::remove_all(path_, problem);
}

Said Folder::run(const std::string& words, const std::string& before) const { return run_in(".", words, before); }

Said Folder::run_in(const std::string& inner, const std::string& words, const std::string& before) const {
    return shell("cd " + inner + " && " + before + " \"$kaon\" " + words + " 2>&1");
}

Said Folder::shell(const std::string& line) const {
    const Ran ran = run_program({"bash", "-c", "export kaon='" KAON_PROGRAM "'; " + line},
                                {.folder = path_, .output = RunOptions::Output::kept});
    return {ran.status, ran.output};
}

void Folder::write(const std::string& path, const std::string& text) const {
    fs::create_directories((path_ / path).parent_path());
    std::ofstream(path_ / path, std::ios::binary) << text;
}

std::string Folder::read(const std::string& path) const {
    std::ifstream in(path_ / path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

}  // namespace kaon::inline v0::cli
