// Folders are read in order of names, so that everything printed from them is the same on every machine.
#include "cli/sql/files.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_file = 16u << 20;

Result<std::string> read_text(const fs::path& path) {
    std::error_code problem;
    if (fs::file_size(path, problem) > largest_file)
        return Error(Errc::too_large, path.string() + " is larger than 16 MB, which no source is");
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    if (!in) return Error(Errc::unavailable, path.string() + " cannot be read");
    return std::move(out).str();
}

Result<> add(const fs::path& path, std::vector<TextFile>& to) {
    Result<std::string> text = fs::is_empty(path) ? Result<std::string>(std::string()) : read_text(path);
    if (!text) return std::move(text).error();
    to.push_back({path, path.filename().string(), *std::move(text)});
    return {};
}

std::int64_t number_of(const std::string& name) { return std::strtoll(name.c_str(), nullptr, 10); }

}  // namespace

Result<std::vector<TextFile>> read_migrations(const fs::path& folder) {
    std::vector<TextFile> files;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        if (entry.path().extension() != ".sql" || !entry.is_regular_file()) continue;
        if (Result<> added = add(entry.path(), files); !added) return std::move(added).error();
    }
    std::ranges::sort(files, {}, &TextFile::name);
    return files;
}

Result<std::vector<TextFile>> read_sources(const fs::path& project) {
    std::vector<TextFile> files;
    for (const char* folder : {"app", "server", "tests"}) {
        std::error_code problem;
        for (const auto& entry : fs::recursive_directory_iterator(project / folder, problem)) {
            const fs::path extension = entry.path().extension();
            if ((extension != ".cpp" && extension != ".hpp") || !entry.is_regular_file()) continue;
            if (Result<> added = add(entry.path(), files); !added) return std::move(added).error();
        }
    }
    if (const fs::path main = project / "main.cpp"; fs::exists(main)) {
        if (Result<> added = add(main, files); !added) return std::move(added).error();
    }
    std::ranges::sort(files, {}, &TextFile::path);
    return files;
}

std::string next_migration(const std::vector<TextFile>& present, const std::string& name) {
    std::int64_t last = 0;
    for (const TextFile& file : present) last = std::max(last, number_of(file.name));
    char digits[24];
    std::snprintf(digits, sizeof digits, "%04lld_", static_cast<long long>(last + 1));
    return digits + name + ".sql";
}

std::string migration_name_mistake(const std::string& name) {
    const auto fits = [](char c) { return ascii::is_lower(c) || ascii::is_digit(c) || c == '_'; };
    if (name.empty() || name.size() > 80 || !std::ranges::all_of(name, fits))
        return "'" + name + "' is no name for a migration: a-z, 0-9 and _, at most 80; try one like 'add_votes'";
    return {};
}

}  // namespace kaon::inline v0::cli
