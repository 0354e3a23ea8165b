// The only file that sees the TOML parser.
#include "advisor/toml_item.hpp"

#include <algorithm>

#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#include <toml++/toml.h>

namespace consultant {

struct TomlFile::Parsed {
    toml::table table;
};

namespace {

// Joins the lines of a multi-line string; a line end without an indent stays.
std::string unfolded(std::string text) {
    static constexpr std::string_view indent = "\n    ";
    text.erase(0, text.starts_with("    ") ? text.find_first_not_of(' ') : 0);
    for (auto at = text.find(indent); at != text.npos; at = text.find(indent, at)) {
        const auto word = std::min(text.find_first_not_of(' ', at + 1), text.size());
        text.replace(at, word - at, 1, ' ');
    }
    return text;
}

const toml::table& table_of(const void* table) { return *static_cast<const toml::table*>(table); }
const toml::node* node_of(const void* node) { return static_cast<const toml::node*>(node); }

}  // namespace

TomlFile::TomlFile(std::string_view name, std::string_view text) : name_(name), parsed_(std::make_unique<Parsed>()) {
    try {
        parsed_->table = toml::parse(text);  // without a path: each node would carry it
    } catch (const toml::parse_error& error) {
        fail(error.source().begin.line, error.source().begin.column, error.description());
    }
}

TomlFile::~TomlFile() = default;

TomlItem TomlFile::root() { return {*this, &parsed_->table}; }

std::optional<kaon::Error> TomlFile::problem() const {
    if (problem_.empty()) return std::nullopt;
    return kaon::Error(kaon::Errc::invalid, problem_);
}

void TomlFile::fail(std::uint32_t line, std::uint32_t column, std::string_view message) {
    if (!problem_.empty()) return;
    problem_ = name_ + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
    problem_ += message;
}

void TomlItem::fail(std::string_view message) {
    const auto place = table_of(table_).source().begin;
    file_->fail(place.line, place.column, message);
}

void TomlItem::fail(std::string_view message, std::string_view key) {
    const toml::node* node = table_of(table_).get(key);
    if (!node) return fail(message);
    const auto place = node->source().begin;
    file_->fail(place.line, place.column, message);
}

const void* TomlItem::ask(std::string_view key, Need need) {
    asked_.emplace_back(key);
    const toml::node* node = table_of(table_).get(key);
    if (!node && need == Need::required) fail("missing key '" + std::string(key) + "'");
    return node;
}

std::string TomlItem::text(std::string_view key, Need need) {
    const toml::node* node = node_of(ask(key, need));
    if (!node) return {};
    if (const auto* value = node->as_string()) return unfolded(value->get());
    fail("'" + std::string(key) + "' must be text", key);
    return {};
}

Text TomlItem::localized(std::string_view key, Need need) {
    const toml::node* node = node_of(ask(key, need));
    if (!node) return {};
    const toml::table* table = node->as_table();
    const auto* en = table ? table->get_as<std::string>("en") : nullptr;
    const auto* ru = table ? table->get_as<std::string>("ru") : nullptr;
    if (!en || !ru || en->get().empty() || ru->get().empty() || table->size() != 2) {
        fail("'" + std::string(key) + "' must be { en = \"...\", ru = \"...\" }", key);
        return {};
    }
    return {unfolded(en->get()), unfolded(ru->get())};
}

Text TomlItem::either(std::string_view key) {
    const toml::node* node = table_of(table_).get(key);
    if (!node || !node->is_string()) return localized(key);
    const std::string same = text(key);
    return {same, same};
}

std::vector<std::string> TomlItem::texts(std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = node_of(ask(key, Need::optional));
    if (!node) return values;
    const toml::array* array = node->as_array();
    if (!array) {
        fail("'" + std::string(key) + "' must be a list of texts", key);
        return values;
    }
    for (const toml::node& element : *array) {
        if (const auto* value = element.as_string()) values.push_back(value->get());
        else fail("'" + std::string(key) + "' must be a list of texts", key);
    }
    return values;
}

double TomlItem::number(std::string_view key, Need need, double otherwise) {
    const toml::node* node = node_of(ask(key, need));
    if (!node) return otherwise;
    if (const auto value = node->value<double>()) return *value;
    fail("'" + std::string(key) + "' must be a number", key);
    return otherwise;
}

int TomlItem::integer(std::string_view key, int least, int most, Need need) {
    const toml::node* node = node_of(ask(key, need));
    if (!node) return 0;
    const auto* value = node->as_integer();
    if (value && value->get() >= least && value->get() <= most) return static_cast<int>(value->get());
    fail("'" + std::string(key) + "' must be a whole number from " + std::to_string(least) + " to " +
             std::to_string(most),
         key);
    return 0;
}

bool TomlItem::flag(std::string_view key) {
    const toml::node* node = node_of(ask(key, Need::optional));
    if (!node) return false;
    if (const auto* value = node->as_boolean()) return value->get();
    fail("'" + std::string(key) + "' must be true or false", key);
    return false;
}

std::vector<TomlItem> TomlItem::items(std::string_view key) {
    std::vector<TomlItem> found;
    const toml::node* node = node_of(ask(key, Need::optional));
    if (!node) return found;
    if (const toml::table* table = node->as_table()) {
        found.push_back({*file_, table});
    } else if (const toml::array* array = node->as_array()) {
        for (const toml::node& element : *array) {
            if (const toml::table* entry = element.as_table()) found.push_back({*file_, entry});
            else fail("'" + std::string(key) + "' must hold tables", key);
        }
    } else {
        fail("'" + std::string(key) + "' must be a table", key);
    }
    return found;
}

std::vector<std::string> TomlItem::keys() const {
    std::vector<std::string> names;
    for (const auto& [key, value] : table_of(table_)) names.emplace_back(key.str());
    return names;
}

void TomlItem::finish() {
    for (const std::string& key : keys()) {
        if (std::ranges::find(asked_, key) == asked_.end()) fail("unknown key '" + key + "'", key);
    }
}

}  // namespace consultant
