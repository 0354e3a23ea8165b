// A rule's check is a lambda: a pointer would not be known to the compiler.
// error: rules: a check is a lambda: .check = [](std::string_view s) { return is_word(s); }
#include <string>

#include "kaon/reflect/rules.hpp"

using namespace kaon;

constexpr bool is_word(std::string_view text) {
    return text != "?";
}

struct Entry {
    std::string word;
    static consteval auto describe() { return reflect::rules({{.field = "word", .check = is_word}}); }
};
