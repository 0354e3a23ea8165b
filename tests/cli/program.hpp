// Runs the program `kaon` in a folder of its own and keeps what it says.
#pragma once

#include <filesystem>
#include <string>

namespace kaon::inline v0::cli {

struct Said {
    int code = 0;
    std::string text;  // stdout and stderr
};

// A fresh folder that vanishes with it.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    // "new shop": words are the shell's. `before` stands ahead of the program: "NO_COLOR=1".
    Said run(const std::string& words, const std::string& before = {}) const;
    // The same in a folder below.
    Said run_in(const std::string& inner, const std::string& words, const std::string& before = {}) const;
    // Any command of bash; the program is "$kaon".
    Said shell(const std::string& line) const;
    void write(const std::string& path, const std::string& text) const;
    std::string read(const std::string& path) const;
    bool has(const std::string& path) const { return std::filesystem::exists(path_ / path); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace kaon::inline v0::cli
