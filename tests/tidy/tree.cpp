// Reads the tree and takes C++ text apart far enough for the rules.
#include "tests/tidy/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tidy {

namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

static bool is_skipped(const std::string& name, bool at_root) {
    if (name == ".git" || name == "node_modules" || name == "__pycache__") return true;
    if (!at_root) return false;
    // What builds, editors and the showcase leave behind; .gitignore names the same.
    return name.starts_with("build") || name == "data" || name == ".cache" || name == ".vscode" || name == ".idea";
}

static bool is_text(std::string_view path) {
    for (std::string_view end : {".png", ".jpg", ".webp", ".ico", ".woff2", ".wasm", ".db", ".db-wal", ".db-shm"}) {
        if (path.ends_with(end)) return false;
    }
    return path.find("/corpus/") == path.npos;
}

std::vector<File> read_tree(const std::string& root) {
    std::vector<File> files;
    for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
        const std::string name = it->path().filename().string();
        if (is_skipped(name, it.depth() == 0)) {
            it.disable_recursion_pending();
        } else if (it->is_regular_file()) {
            std::string path = fs::relative(it->path(), root).generic_string();
            if (is_text(path)) files.push_back({path, read_file(it->path().string())});
        }
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

std::string report(const Findings& findings) {
    std::string out;
    for (const Finding& finding : findings) {
        out += finding.path;
        if (finding.line) out += ":" + std::to_string(finding.line);
        out += ": " + finding.what + "\n";
    }
    return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t begin = line.find_first_not_of(" \t\r");
        if (begin == line.npos) return words;
        const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
        words.push_back(line.substr(begin, end - begin));
        line.remove_prefix(end);
    }
}

// Where the token that starts at `at` ends: a comment, a literal, or one character of code.
static std::size_t end_of_token(std::string_view text, std::size_t at) {
    const auto after = [&](std::string_view mark, std::size_t from) {
        const std::size_t found = text.find(mark, from);
        return found == text.npos ? text.size() : found + mark.size();
    };
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
    if (rest.starts_with("/*")) return after("*/", at + 2);
    if (rest.starts_with("R\"")) {
        const std::size_t open = text.find('(', at);
        if (open == text.npos) return text.size();
        return after(")" + std::string(text.substr(at + 2, open - at - 2)) + "\"", open);
    }
    const bool digit_separator = rest[0] == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1]));
    if ((rest[0] != '"' && rest[0] != '\'') || digit_separator) return at + 1;
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\') ++i;
        else if (text[i] == rest[0] || text[i] == '\n') return i + 1;
    }
    return text.size();
}

std::string code_only(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = end_of_token(text, i);
        if (end > i + 1) {
            for (std::size_t k = i; k < end; ++k) {
                if (out[k] != '\n') out[k] = ' ';
            }
        }
        i = end;
    }
    return out;
}

std::string_view part_of(std::string_view path) {
    if (!path.starts_with("kaon/")) return {};
    path.remove_prefix(5);
    const std::size_t slash = path.find('/');
    return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

bool is_header(std::string_view path) { return path.ends_with(".hpp"); }
bool is_cpp(std::string_view path) { return path.ends_with(".hpp") || path.ends_with(".cpp"); }
bool is_test(std::string_view path) {
    return path.ends_with("_test.cpp") || path.ends_with("_bench.cpp") || path.ends_with("_fuzz.cpp") ||
           path.ends_with("_test.hpp") || path.find("/testing/") != path.npos;
}
bool is_public(std::string_view path) {
    return is_header(path) && !is_test(path) && !part_of(path).empty() && path.find("/detail/") == path.npos;
}

}  // namespace tidy
