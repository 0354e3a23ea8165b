// Declarations: where a project declares its types; for mistakes that name a type and no place of the project's own.
//
//   Declarations declared("/home/ada/shop");
//   const Declarations::Place* place = declared.find("User");     // {"server/users.hpp", 12, "struct User {"}
//
// Read from the lines of the sources, not by a compiler: "struct X", "class X", "enum class X" at the start of a line.
// A name that is declared twice is not found, since nobody knows which one is meant. Limits: 2000 files. Blocks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace kaon::inline v0::cli::dev {

class Declarations {
public:
    struct Place {
        std::string file;  // relative to the project
        std::uint32_t line = 0;
        std::string text;
    };

    explicit Declarations(const std::filesystem::path& project);

    const Place* find(std::string_view name) const;
    // The first type of the project that is named between ' and ', as clang and Kaon quote; null without one.
    const Place* find_quoted(std::string_view message) const;

private:
    void read(const std::filesystem::path& file, const std::string& shown);

    std::map<std::string, Place, std::less<>> places_;  // line 0: more than one
};

}  // namespace kaon::inline v0::cli::dev
