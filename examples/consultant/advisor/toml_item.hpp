// A TOML table as the loader reads it: typed keys, and the first mistake kept with its place.
//
//   TomlFile file("facts.toml", text);
//   for (TomlItem item : file.root().items("fact")) { auto id = item.text("id"); item.finish(); }
//   if (auto problem = file.problem()) ...          // "facts.toml:12:1: unknown key 'wieght'"
//
// Long texts stand in multi-line strings: a line end and the indent after it are read as one space. (A backslash at the
// line's end, TOML's own way, runs into undefined behaviour in this parser when a Cyrillic letter follows.)
// Reading goes on after a mistake (with empty values), so that loading code has no branch per key. The items point into
// the file object. The parser itself is seen by toml_item.cpp alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advisor/knowledge.hpp"
#include "kaon/base/result.hpp"

namespace consultant {

enum class Need : std::uint8_t { required, optional };

class TomlFile;

class TomlItem {
public:
    std::string text(std::string_view key, Need need = Need::required);
    Text localized(std::string_view key, Need need = Need::required);
    Text either(std::string_view key);  // one text for both languages, or one for each
    std::vector<std::string> texts(std::string_view key);  // an array of strings, or empty
    double number(std::string_view key, Need need = Need::required, double otherwise = 0);
    int integer(std::string_view key, int least, int most, Need need = Need::required);
    bool flag(std::string_view key);  // false when absent
    std::vector<TomlItem> items(std::string_view key);  // [[key]], or one [key], or nothing
    std::vector<std::string> keys() const;

    // Reports every key that nothing asked for.
    void finish();
    void fail(std::string_view message);  // at the place of this table
    void fail(std::string_view message, std::string_view key);

private:
    friend class TomlFile;
    TomlItem(TomlFile& file, const void* table) : file_(&file), table_(table) {}
    // What stands under the key, a toml::node; null for nothing.
    const void* ask(std::string_view key, Need need);

    TomlFile* file_;
    const void* table_;  // toml::table
    std::vector<std::string> asked_;
};

class TomlFile {
public:
    TomlFile(std::string_view name, std::string_view text);
    ~TomlFile();
    TomlFile(const TomlFile&) = delete;
    TomlFile& operator=(const TomlFile&) = delete;

    TomlItem root();
    std::string_view name() const { return name_; }
    // The first mistake so far.
    std::optional<kaon::Error> problem() const;

private:
    friend class TomlItem;
    struct Parsed;
    void fail(std::uint32_t line, std::uint32_t column, std::string_view message);

    std::string name_;
    std::string problem_;
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace consultant
