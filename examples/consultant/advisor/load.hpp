// Reading the rule base.
//
//   auto knowledge = load_embedded_knowledge();
//   if (!knowledge) log(knowledge.error().text());   // "20_load.toml:31:1: fact 'high_load': unknown source 'grap'"
//
// Files are read in the given order, and conditions may name only facts that stand earlier. Everything is checked:
// keys, both languages, references, patterns, that enough risks apply to anyone, that every verdict has a text.
#pragma once

#include <span>
#include <string_view>

#include "advisor/knowledge.hpp"
#include "kaon/base/result.hpp"

namespace consultant {

struct KnowledgeFile {
    std::string_view name;
    std::string_view text;
};

kaon::Result<Knowledge> load_knowledge(std::span<const KnowledgeFile> files);

// The files of knowledge/, as they were when the program was built.
std::span<const KnowledgeFile> embedded_files();
kaon::Result<Knowledge> load_embedded_knowledge();

}  // namespace consultant
