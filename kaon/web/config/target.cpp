// Finds fields by path and variable name, and fills them from text.
#include "kaon/web/config/target.hpp"

#include "kaon/base/ascii.hpp"
#include "kaon/reflect/text.hpp"

namespace kaon::inline v0::web {

namespace {

using reflect::Field;
using reflect::Kind;

// Whether `name` begins with the field's name in capitals.
bool starts_with_field(std::string_view name, std::string_view field) {
    if (name.size() < field.size()) return false;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (ascii::upper(field[i]) != name[i]) return false;
    }
    return true;
}

std::optional<ConfigField> find_in(const reflect::TypeInfo& info, void* value, std::string_view name) {
    for (const Field& field : info.object->fields()) {
        if (!starts_with_field(name, field.key)) continue;
        const std::string_view rest = name.substr(field.key.size());
        if (rest.empty() && field.type->kind != Kind::object) return ConfigField{field.type, field.address(value)};
        if (field.type->kind != Kind::object || !rest.starts_with('_')) continue;
        if (auto found = find_in(*field.type, field.address(value), rest.substr(1))) return found;
    }
    return std::nullopt;
}

}  // namespace

std::optional<ConfigField> ConfigTarget::find(std::string_view path) const {
    ConfigField at{&info_, value_};
    while (!path.empty()) {
        if (at.type->kind != Kind::object) return std::nullopt;
        const std::size_t dot = path.find('.');
        const Field* field = at.type->object->find(path.substr(0, dot));
        if (!field) return std::nullopt;
        at = {field->type, field->address(at.value)};
        path = dot == path.npos ? std::string_view() : path.substr(dot + 1);
    }
    return at;
}

std::optional<ConfigField> ConfigTarget::find_variable(std::string_view name) const {
    return find_in(info_, value_, name);
}

void ConfigTarget::complain(std::string_view where, std::string_view message) {
    mistakes_.push_back({std::string(where), std::string(message)});
}

void ConfigTarget::complain_unknown(std::string_view where, std::string_view message) {
    if (unknown_ == Unknown::refused) complain(where, message);
}

void ConfigTarget::assign(const ConfigField& field, std::string_view text, std::string_view where) {
    if (field.type->kind != Kind::list) {
        if (auto read = reflect::read_text(*field.type, field.value, text); !read) complain(where, read.error().text());
        return;
    }
    const reflect::ListOps& list = *field.type->list;
    list.truncate(field.value, 0);
    for (std::size_t i = 0; !text.empty(); ++i) {
        const std::size_t comma = text.find(',');
        const std::string_view item = ascii::trimmed(text.substr(0, comma));
        auto read = reflect::read_text(*field.type->element, list.slot(field.value, i), item);
        if (!read) complain(where, read.error().text());
        text = comma == text.npos ? std::string_view() : text.substr(comma + 1);
    }
}

}  // namespace kaon::inline v0::web
