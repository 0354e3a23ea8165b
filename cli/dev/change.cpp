// Names and what they mean.
#include "cli/dev/change.hpp"

#include <algorithm>
#include <array>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::cli::dev {

namespace {

constexpr std::array<std::string_view, 5> folders{"app", "server", "browser", "migrations", "assets"};
constexpr std::array<std::string_view, 4> files{"CMakeLists.txt", "CMakePresets.json", "kaon.toml", ".env"};
constexpr std::string_view assets = "assets/";

// What `sed -i` writes beside a file: "sedAb12Cd".
bool is_of_sed(std::string_view name) {
    return name.size() == 9 && name.starts_with("sed") && name.find('.') == std::string_view::npos;
}

bool is_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, ascii::is_digit); }

// vim, emacs, nano, JetBrains, gedit, kate; vim tries with 4913 whether a folder can be written.
bool is_temporary(std::string_view name) {
    if (name.front() == '.' || name.front() == '#' || name.back() == '~') return true;
    if (is_digits(name) || is_of_sed(name)) return true;
    for (std::string_view ending : {".swp", ".swx", ".swo", ".tmp", ".bak", ".orig", ".kate-swp", "___jb_tmp___",
                                    "___jb_old___", ".part", ".crdownload"}) {
        if (name.ends_with(ending)) return true;
    }
    return name == "build" || name == "node_modules";
}

}  // namespace

bool is_watched_folder(std::string_view name) { return std::ranges::find(folders, name) != folders.end(); }

bool is_ignored(std::string_view path) {
    if (path.find('/') == std::string_view::npos)
        return std::ranges::find(files, path) == files.end() && !is_watched_folder(path);
    if (!is_watched_folder(path.substr(0, path.find('/')))) return true;
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find('/'));
        if (!name.empty() && is_temporary(name)) return true;
        path.remove_prefix(std::min(name.size() + 1, path.size()));
    }
    return false;
}

Change change_of(std::string_view path, const std::set<std::string>& known_assets) {
    if (is_ignored(path)) return Change::nothing;
    // A test is no part of the program.
    if (path.ends_with("_test.cpp")) return Change::nothing;
    if (!path.starts_with(assets) || !known_assets.contains(std::string(path))) return Change::build;
    return path.ends_with(".css") ? Change::style : Change::asset;
}

Change largest_change(const std::set<std::string>& paths, const std::set<std::string>& known_assets) {
    Change largest = Change::nothing;
    for (const std::string& path : paths) largest = std::max(largest, change_of(path, known_assets));
    return largest;
}

}  // namespace kaon::inline v0::cli::dev
