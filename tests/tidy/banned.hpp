// Library names and headers that must not be used where tests/tidy/banned.txt says so.
#pragma once

#include <span>

#include "tests/tidy/tree.hpp"

namespace tidy {

// public: headers of the library outside detail/. shared: every file of the parts that the browser half contains.
enum class Scope { public_headers, shared_parts };

struct Ban {
    Scope scope;
    bool header = false;  // an #include, otherwise a name
    std::string what;     // "<regex>" or "std::format"
    std::string why;
};

// Lines "public|shared header|name WHAT why..."; '#' starts a comment line.
std::vector<Ban> read_bans(std::string_view text);
Findings check_bans(std::span<const Ban> bans, std::span<const File> files);

}  // namespace tidy
