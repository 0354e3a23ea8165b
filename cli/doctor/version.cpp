// Versions in what programs say of themselves.
#include <cstdlib>

#include "cli/doctor/checks.hpp"
#include "kaon/base/ascii.hpp"

namespace kaon::inline v0::cli {

std::string version_in(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!ascii::is_digit(text[i])) continue;
        std::size_t end = i;
        while (end < text.size() && (ascii::is_digit(text[end]) || text[end] == '.')) ++end;
        while (text[end - 1] == '.') --end;
        const std::string found = text.substr(i, end - i);
        if (found.find('.') != found.npos) return found;
        i = end;
    }
    return {};
}

bool is_at_least(const std::string& version, const std::string& wanted) {
    const char* a = version.c_str();
    const char* b = wanted.c_str();
    while (*a || *b) {
        char* end_a = nullptr;
        char* end_b = nullptr;
        const long x = std::strtol(a, &end_a, 10), y = std::strtol(b, &end_b, 10);
        if (x != y) return x > y;
        a = *end_a == '.' ? end_a + 1 : "";
        b = *end_b == '.' ? end_b + 1 : "";
    }
    return true;
}

}  // namespace kaon::inline v0::cli
