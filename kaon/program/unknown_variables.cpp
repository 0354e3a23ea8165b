// Every name that a setting has, and every variable that is not among them.
#include "kaon/program/unknown_variables.hpp"

#include <unistd.h>

#include "kaon/program/parameter.hpp"

namespace kaon::inline v0::program {

namespace {

// "PORT", and "MAIL_HOST" of a struct within. As parameters, since those know which name is near to another.
void add_names(Parameters& to, const reflect::TypeInfo& info, const std::string& before) {
    for (const reflect::Field& field : info.object->fields()) {
        const std::string name = before + variable_name(field.key);
        if (field.type->kind == reflect::Kind::object) add_names(to, *field.type, name + "_");
        else to.all.push_back({.shape = Shape::value, .name = name});
    }
}

}  // namespace

std::vector<std::string> unknown_variables(const reflect::TypeInfo& settings, std::string_view prefix) {
    Parameters names;
    add_names(names, settings, {});
    std::vector<std::string> lines;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text = *entry;
        if (!text.starts_with(prefix) || text.find('=') == text.npos) continue;
        const std::string name(text.substr(0, text.find('=')).substr(prefix.size()));
        if (names.by_name(name)) continue;
        const std::string start(prefix);
        std::string line = start + name + " is no setting of this program";
        if (const Parameter* near = names.nearest(name)) line += "; did you mean " + start + near->name + "?";
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace kaon::inline v0::program
