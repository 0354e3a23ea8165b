// The state that the parts of loading share. Internal to load*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "advisor/knowledge.hpp"
#include "advisor/toml_item.hpp"

namespace consultant::detail {

class Loader {
public:
    explicit Loader(Knowledge& out) : out_(out) {}

    void lexicon(TomlItem& root);
    void sources(TomlItem& root);
    void facts(TomlItem& root);
    void answers(TomlItem& root);  // risks, stacks, questions, costs, verdicts
    void prose(TomlItem& root);
    void rules(TomlItem& root);

private:
    void patterns(TomlItem& item, std::string_view key, PatternSet& set, std::size_t target);
    void numbers(TomlItem& item, FactEntry& fact);
    void risk(TomlItem& item);
    void stack(TomlItem& item);
    void verdict(TomlItem& item);
    Conditions conditions(TomlItem& item);
    std::vector<FactIndex> fact_list(TomlItem& item, std::string_view key);
    std::uint16_t source(TomlItem& item);

    Knowledge& out_;
    std::unordered_map<std::string, FactIndex> fact_by_id_;
    std::unordered_map<std::string, std::uint16_t> source_by_id_;
};

}  // namespace consultant::detail
