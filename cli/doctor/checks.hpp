// What a machine needs to build applications, each with the way to find out and the command that mends it.
#pragma once

#include <string>
#include <vector>

namespace kaon::inline v0::cli {

enum class Need { required, browser, comfort };

struct Finding {
    std::string what;   // "compiler"
    std::string found;  // "clang++-19 19.1.7", or what is wrong; what is there when `ok`
    std::string mend;   // the command that mends it; empty when nothing is to do
    Need need = Need::required;
    bool ok = false;
};

std::vector<Finding> examine();

// "ok       compiler  clang++-19 19.1.7": aligned, in one text.
std::string report(const std::vector<Finding>& findings);
// Whether everything required is there.
bool is_healthy(const std::vector<Finding>& findings);

// The first number like 3.25.1 in a text, as "3.25.1"; empty when there is none.
std::string version_in(const std::string& text);
// Numbers by their parts: 3.9 is below 3.25.
bool is_at_least(const std::string& version, const std::string& wanted);

}  // namespace kaon::inline v0::cli
