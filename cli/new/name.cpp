// The rules, first the most telling one; the suggestion is the name with everything mended.
#include "cli/new/name.hpp"

#include <algorithm>
#include <array>

#include "kaon/base/ascii.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::cli {

namespace {

constexpr std::size_t longest = 40;

constexpr std::array cpp_words =
    std::to_array<std::string_view>({"alignas",   "alignof",      "and",           "and_eq",
                                     "asm",       "auto",         "bitand",        "bitor",
                                     "bool",      "break",        "case",          "catch",
                                     "char",      "char16_t",     "char32_t",      "char8_t",
                                     "class",     "co_await",     "co_return",     "co_yield",
                                     "compl",     "concept",      "const",         "const_cast",
                                     "consteval", "constexpr",    "constinit",     "continue",
                                     "decltype",  "default",      "delete",        "do",
                                     "double",    "dynamic_cast", "else",          "enum",
                                     "explicit",  "export",       "extern",        "false",
                                     "final",     "float",        "for",           "friend",
                                     "goto",      "if",           "import",        "inline",
                                     "int",       "long",         "main",          "module",
                                     "mutable",   "namespace",    "new",           "noexcept",
                                     "not",       "not_eq",       "nullptr",       "operator",
                                     "or",        "or_eq",        "override",      "private",
                                     "protected", "public",       "register",      "reinterpret_cast",
                                     "requires",  "return",       "short",         "signed",
                                     "sizeof",    "static",       "static_assert", "static_cast",
                                     "std",       "struct",       "switch",        "template",
                                     "this",      "thread_local", "throw",         "true",
                                     "try",       "typedef",      "typeid",        "typename",
                                     "union",     "unsigned",     "using",         "virtual",
                                     "void",      "volatile",     "wchar_t",       "while",
                                     "xor",       "xor_eq"});
// Targets that Ninja's build files have anyway.
constexpr std::array cmake_words = std::to_array<std::string_view>(
    {"all", "clean", "depend", "edit_cache", "help", "install", "list_install_components", "package", "package_source",
     "preinstall", "rebuild_cache", "test"});
// Libraries that targets are linked with by these names, and what a build folder contains beside the program.
constexpr std::array library_words =
    std::to_array<std::string_view>({"c", "dl", "gtest", "gtest_main", "m", "pthread", "rt", "sqlite3", "stdc++"});
constexpr std::array folder_words = std::to_array<std::string_view>({"browser", "embedded", "sql"});

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view name) {
    return std::ranges::find(words, name) != words.end();
}

std::string_view taken_by(std::string_view name) {
    if (holds(cpp_words, name)) return "it is a word of C++";
    if (holds(cmake_words, name)) return "CMake has a target of that name";
    if (holds(library_words, name)) return "a library has that name";
    if (holds(folder_words, name)) return "the build has a folder of that name";
    if (name == "kaon" || name.starts_with("kaon_")) return "names that begin with 'kaon' are the library's";
    return {};
}

// What is wrong with it; empty when nothing is.
std::string_view reason(std::string_view name) {
    if (name.empty()) return "it is empty";
    if (name.find_first_of("/\\") != name.npos) return "it contains a path separator";
    if (name.size() > longest) return "it has more than 40 characters";
    if (name.find(' ') != name.npos) return "it contains a space";
    if (ascii::is_digit(name[0])) return "it begins with a digit";
    if (name[0] == '_') return "it begins with an underscore";
    if (std::ranges::any_of(name, ascii::is_upper)) return "it contains capital letters";
    for (char c : name) {
        if (!ascii::is_lower(c) && !ascii::is_digit(c) && c != '_') return "only a-z, 0-9 and _ may be in it";
    }
    if (name.find("__") != name.npos) return "two underscores in a row are reserved in C++";
    return taken_by(name);
}

// With small letters, separators as single underscores, a letter first.
std::string mended(std::string_view name) {
    std::string out;
    for (char c : name) {
        c = ascii::lower(c);
        if (ascii::is_lower(c) || (ascii::is_digit(c) && !out.empty())) out += c;
        else if (!ascii::is_digit(c) && !out.empty() && out.back() != '_') out += '_';
    }
    out.resize(std::min(out.size(), longest));
    while (!out.empty() && out.back() == '_') out.pop_back();
    if (!taken_by(out).empty()) out = out.starts_with("kaon") ? "my_" + out : out + "_site";
    return out;
}

}  // namespace

std::string name_mistake(std::string_view name) {
    const std::string_view why = reason(name);
    if (why.empty()) return {};
    // What was typed may be anything; the line stays one line.
    std::string shown;
    for (char c : utf8_prefix(name, 60)) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    std::string line = "'" + shown + "' is no name for a project: " + std::string(why);
    const bool is_path = name.find_first_of("/\\") != name.npos;
    const std::string instead = mended(is_path ? name.substr(name.find_last_of("/\\") + 1) : name);
    if (instead.empty() || !reason(instead).empty()) return line + "; try one like 'guestbook'";
    return line + "; try '" + instead + "'" + (is_path ? " and --directory for the place" : "");
}

}  // namespace kaon::inline v0::cli
