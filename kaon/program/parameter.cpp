// Fields as parameters; finding parameters by name.
#include "kaon/program/parameter.hpp"

#include <algorithm>

#include "kaon/base/ascii.hpp"
#include "kaon/reflect/text.hpp"
#include "kaon/reflect/type_of.hpp"
#include "kaon/web/config/secret.hpp"

namespace kaon::inline v0::program {

namespace {

using reflect::Field;
using reflect::Kind;
using reflect::TypeInfo;

const TypeInfo& bare(const TypeInfo& type) {
    return type.kind == Kind::optional || type.kind == Kind::list ? *type.element : type;
}

std::string option_name(std::string_view key) {
    std::string name(key);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

// What help calls a value of this type.
std::string value_word(const TypeInfo& type) {
    const TypeInfo& value = bare(type);
    if (value.is_number()) return "N";
    if (value.kind != Kind::enumeration) return "TEXT";
    std::string words;
    for (std::size_t i = 0; i < value.enumeration->count; ++i)
        words.append(i ? "|" : "").append(value.enumeration->entries[i].name);
    return words;
}

Shape shape_of(const TypeInfo& type, std::string_view fallback, Role role, Places places) {
    if (type.kind == Kind::boolean) return Shape::flag;
    const bool is_list = type.kind == Kind::list;
    if (role == Role::by_type && places == Places::allowed) {
        const bool is_text = type.kind == Kind::string || type.kind == Kind::text;
        role = is_list || (is_text && fallback.empty()) ? Role::positional : Role::option;
    }
    if (role != Role::positional) return Shape::value;
    return is_list ? Shape::rest : Shape::positional;
}

Parameter parameter_of(const Field& field, const void* object, const Argument& argument, Places places) {
    Parameter made{.name = option_name(field.key), .letter = argument.letter, .field = &field};
    const void* value = field.address(object);
    if (field.type->kind != Kind::list) reflect::append_text(*field.type, value, made.fallback);
    made.shape = shape_of(*field.type, made.fallback, argument.role, places);
    made.help = argument.help;
    made.value = argument.value.empty() ? value_word(*field.type) : std::string(argument.value);
    if (made.shape == Shape::flag) {
        if (made.fallback == "true") made.name = "no-" + made.name, made.given = "false";
        made.fallback.clear();
    } else if (made.shape != Shape::value) {
        made.name = argument.value.empty() ? variable_name(field.key) : std::string(argument.value);
        made.required = made.shape == Shape::positional && made.fallback.empty() && field.type->kind != Kind::optional;
    }
    return made;
}

// Changes of a letter that make one word of the other (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t k = 0; k <= b.size(); ++k) row[k] = k;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t k = 0; k < b.size(); ++k) {
            const std::size_t changed = diagonal + (a[i] == b[k] ? 0 : 1);
            diagonal = row[k + 1];
            row[k + 1] = std::min({changed, row[k] + 1, row[k + 1] + 1});
        }
    }
    return row.back();
}

// Whether one of the name's words begins with it: "tls-dev" with "tls" and "dev", and with "tls-d".
bool has_word(std::string_view name, std::string_view beginning) {
    for (std::size_t at = name.find(beginning); at != name.npos; at = name.find(beginning, at + 1)) {
        if (at == 0 || name[at - 1] == '-') return true;
    }
    return false;
}

constexpr std::size_t shortest_word = 3;  // fewer letters begin anything

}  // namespace

const Argument* ArgumentList::find(std::string_view field) const {
    for (std::size_t i = 0; i < count; ++i) {
        if (first[i].field == field) return first + i;
    }
    return nullptr;
}

std::string Parameter::label() const { return shape == Shape::positional || shape == Shape::rest ? name : "--" + name; }

const Parameter* Parameters::by_name(std::string_view name) const {
    for (const Parameter& p : all) {
        if ((p.shape == Shape::flag || p.shape == Shape::value) && p.name == name) return &p;
    }
    return nullptr;
}

const Parameter* Parameters::by_letter(char letter) const {
    for (const Parameter& p : all) {
        if (p.letter == letter) return &p;
    }
    return nullptr;
}

const Parameter* Parameters::nearest(std::string_view name) const {
    const Parameter* best = nullptr;
    std::size_t least = name.size() / 3 + 2;  // more changes than that make another word
    for (const Parameter& p : all) {
        if (p.shape == Shape::positional || p.shape == Shape::rest || name.size() > 64) continue;
        if (const std::size_t changes = distance(name, p.name); changes < least) least = changes, best = &p;
    }
    return best;
}

std::vector<const Parameter*> Parameters::like(std::string_view name) const {
    std::vector<const Parameter*> found;
    for (const Parameter& p : all) {
        const bool is_option = p.shape == Shape::flag || p.shape == Shape::value;
        if (is_option && name.size() >= shortest_word && has_word(p.name, name)) found.push_back(&p);
    }
    if (found.empty()) {
        if (const Parameter* near = nearest(name)) found.push_back(near);
    }
    return found;
}

const Parameter* Parameters::by_path(std::string_view path) const {
    const std::string_view top = path.substr(0, path.find('.'));
    for (const Parameter& p : all) {
        if (p.field && p.field->key == top) return &p;
    }
    return nullptr;
}

void Parameters::add_flag(std::string_view name, char letter, std::string_view help) {
    if (by_name(name)) return;
    if (by_letter(letter)) letter = '\0';
    all.push_back({.shape = Shape::flag, .name = std::string(name), .letter = letter, .help = std::string(help)});
}

void add_fields(Parameters& parameters, const reflect::TypeInfo& info, const void* value, ArgumentList list,
                Places places) {
    for (const Field& field : info.object->fields()) {
        if (is_secret(*field.type) || !reflect::has_text(bare(*field.type))) continue;
        const Argument* said = list.find(field.name);
        parameters.all.push_back(parameter_of(field, value, said ? *said : Argument{}, places));
    }
}

bool is_secret(const reflect::TypeInfo& type) { return &bare(type) == &reflect::type_info<Secret>(); }

std::string variable_name(std::string_view name) {
    std::string upper(name);
    for (char& c : upper) c = ascii::is_letter_or_digit(c) ? ascii::upper(c) : '_';
    return upper;
}

}  // namespace kaon::inline v0::program
