# Writes the TOML files of a folder into one C++ source:
#   cmake -D FOLDER=knowledge -D OUTPUT=x.cpp -P embed_text.cmake
#
# Raw literals instead of #embed: compiler caches know which headers a source includes, but not what it embeds.
file(GLOB files "${FOLDER}/*.toml")
list(SORT files)
set(content "// Generated from knowledge/*.toml.\n#include \"advisor/load.hpp\"\n\n")
string(APPEND content "namespace consultant {\n\nnamespace {\n\n")
string(APPEND content "constexpr KnowledgeFile files[] = {\n")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  string(APPEND content "    {\"${name}\", R\"KNOWLEDGE(${text})KNOWLEDGE\"},\n")
endforeach()
string(APPEND content "};\n\n}  // namespace\n\n")
string(APPEND content "std::span<const KnowledgeFile> embedded_files() { return files; }\n\n")
string(APPEND content "}  // namespace consultant\n")
file(WRITE "${OUTPUT}" "${content}")
