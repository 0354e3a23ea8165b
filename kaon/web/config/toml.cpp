// kaon.toml into the struct; the only file that sees toml++.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
#include <toml++/toml.h>
#pragma clang diagnostic pop

#include "kaon/reflect/text.hpp"
#include "kaon/web/config/target.hpp"

namespace kaon::inline v0::web {

namespace {

using reflect::Kind;

class TomlReader {
public:
    TomlReader(ConfigTarget& target, const std::string& file) : target_(target), file_(file) {}

    void read_all(const toml::table& table, const ConfigField& object) {
        top_ = &table;
        this->table(table, object);
    }

private:
    void table(const toml::table& table, const ConfigField& object) {
        for (const auto& [key, node] : table) {
            const reflect::Field* field = object.type->object->find(key.str());
            if (!field && &table == top_ && key.str() == "project") continue;  // the `kaon` command's own
            if (!field) target_.complain_unknown(where(node), "unknown key '" + std::string(key.str()) + "'");
            else value(node, {field->type, field->address(object.value)});
        }
    }

    void value(const toml::node& node, const ConfigField& field) {
        if (field.type->kind == Kind::object) {
            if (const toml::table* inner = node.as_table()) table(*inner, field);
            else complain(node, "must be a table");
        } else if (field.type->kind == Kind::optional && field.type->element->kind == Kind::object) {
            value(node, {field.type->element, field.type->optional->engage(field.value)});
        } else if (field.type->kind == Kind::list) {
            list(node, field);
        } else {
            scalar(node, field);
        }
    }

    void list(const toml::node& node, const ConfigField& field) {
        const toml::array* array = node.as_array();
        if (!array) return complain(node, "must be a list");
        const reflect::ListOps& ops = *field.type->list;
        ops.truncate(field.value, 0);
        std::size_t i = 0;
        for (const toml::node& element : *array) value(element, {field.type->element, ops.slot(field.value, i++)});
    }

    // TOML's own types count: "8080" is no number, 8080 no text.
    void scalar(const toml::node& node, const ConfigField& field) {
        const reflect::TypeInfo& type = field.type->kind == Kind::optional ? *field.type->element : *field.type;
        if (const auto* text = node.as_string()) {
            if (type.kind == Kind::boolean || type.is_number()) return complain(node, "must not be in quotes");
            return read(node, field, text->get());
        }
        const bool wants_text = type.kind != Kind::boolean && !type.is_number();
        if (wants_text && !node.is_date() && !node.is_time() && !node.is_date_time()) {
            return complain(node, "must be text, in quotes");
        }
        if (const auto* whole = node.as_integer()) return read(node, field, std::to_string(whole->get()));
        if (const auto* real = node.as_floating_point()) {
            char digits[40];
            std::snprintf(digits, sizeof digits, "%.17g", real->get());
            return read(node, field, digits);
        }
        if (const auto* flag = node.as_boolean(); flag && type.kind == Kind::boolean) {
            return read(node, field, flag->get() ? "true" : "false");
        }
        complain(node, "is of another type");
    }

    void read(const toml::node& node, const ConfigField& field, std::string_view text) {
        if (auto read = reflect::read_text(*field.type, field.value, text); !read) complain(node, read.error().text());
    }
    std::string where(const toml::node& node) const { return file_ + ":" + std::to_string(node.source().begin.line); }
    void complain(const toml::node& node, std::string_view message) { target_.complain(where(node), message); }

    ConfigTarget& target_;
    const std::string& file_;
    const toml::table* top_ = nullptr;
};

}  // namespace

void read_toml(ConfigTarget& target, const std::string& file) {
    const auto text = read_whole_file(target, file);
    if (!text) return;
    const toml::parse_result parsed = toml::parse(*text, file);
    if (!parsed) {
        const toml::parse_error& error = parsed.error();
        target.complain(file + ":" + std::to_string(error.source().begin.line), error.description());
        return;
    }
    TomlReader(target, file).read_all(parsed.table(), *target.find(""));
}

}  // namespace kaon::inline v0::web
