// Parameter: one thing that a command line may hold, made from a field of a struct. Internals of serve() and main().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/program/arguments.hpp"
#include "kaon/reflect/type_info.hpp"

namespace kaon::inline v0::program {

enum class Shape : std::uint8_t {
    flag,        // --name
    value,       // --name VALUE
    positional,  // NAME
    rest,        // [NAME...]
};

struct Parameter {
    Shape shape = Shape::flag;
    std::string name;      // "ignore-case"; "PATTERN" of what has a place instead of a name
    char letter = '\0';
    std::string value;     // what help calls the value
    std::string help;
    std::string fallback;  // the default as text; empty: none to show
    std::string given = "true";  // what a flag stands for
    bool required = false;
    const reflect::Field* field = nullptr;  // null: --help and its like

    // As messages name it: "--ignore-case", "PATTERN".
    std::string label() const;
};

// Everything of one program.
struct Parameters {
    std::vector<Parameter> all;

    const Parameter* by_name(std::string_view name) const;
    const Parameter* by_letter(char letter) const;
    // The one whose name is most like it; null when none is.
    const Parameter* nearest(std::string_view name) const;
    // What may have been meant: those that have a word which begins with it ("tls-dev" and "tls-key" of "tls", and of
    // "key" the second alone), else the nearest.
    std::vector<const Parameter*> like(std::string_view name) const;
    // By the path of a field, as validate() gives it.
    const Parameter* by_path(std::string_view path) const;
    // A flag of the program itself, such as --help; a field that took the name or the letter keeps it.
    void add_flag(std::string_view name, char letter, std::string_view help);
};

// Whether fields without default have a place of their own, or are options like the others.
enum class Places : std::uint8_t { allowed, none };

// From the fields of the struct, whose values are the defaults. Secrets, structs and maps are left out.
void add_fields(Parameters& parameters, const reflect::TypeInfo& info, const void* value, ArgumentList list,
                Places places);

bool is_secret(const reflect::TypeInfo& type);

// "IGNORE_CASE" from "ignore-case".
std::string variable_name(std::string_view name);

}  // namespace kaon::inline v0::program
