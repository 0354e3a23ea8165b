// The shape rules bite, and every file of the tree has the shape.
#include <gtest/gtest.h>

#include "tests/tidy/expect.hpp"
#include "tests/tidy/shape.hpp"

using namespace tidy;

static std::size_t count(Findings (*rule)(std::span<const File>), std::string path, std::string text) {
    const File files[] = {{std::move(path), std::move(text)}};
    return rule(files).size();
}

static std::string body_of(std::size_t lines) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i) text += "    step();\n";
    return text;
}

TEST(shape, a_first_line_must_say_something) {
    const struct {
        const char* path;
        const char* text;
        std::size_t findings;
    } cases[] = {
        {"a.hpp", "// Values that may be absent.\n#pragma once\n", 0},
        {"a.hpp", "#pragma once\n// Values that may be absent.\n", 1},
        {"a.cpp", "//\nint x;\n", 1},
        {"a.cpp", "", 1},
        {"run", "#!/bin/sh\n# Starts the program.\n", 0},
        {"run", "#!/bin/sh\nset -e\n", 1},
        {"a.css", "/* One stylesheet for all pages. */\n", 0},
        {"a.css", "body {}\n", 1},
        {"m/0001.sql", "CREATE TABLE t (id);\n", 1},
        {"docs/a.md", "# Title\n", 0},
        {"docs/a.md", "text\n", 1},
        {"kaon/x/CMakeLists.txt", "kaon_part(x)\n", 0},
    };
    for (const auto& [path, text, findings] : cases) EXPECT_EQ(count(check_first_lines, path, text), findings) << text;
}

TEST(shape, long_files_are_found) {
    EXPECT_EQ(count(check_lengths, "a.cpp", body_of(500)), 0u);
    EXPECT_EQ(count(check_lengths, "a.cpp", body_of(501)), 1u);
}

TEST(shape, wide_lines_are_found_by_characters) {
    EXPECT_EQ(count(check_columns, "a.cpp", std::string(120, 'x')), 0u);
    EXPECT_EQ(count(check_columns, "a.cpp", std::string(121, 'x')), 1u);
    std::string cyrillic;
    for (int i = 0; i < 100; ++i) cyrillic += "я";
    EXPECT_EQ(count(check_columns, "a.cpp", cyrillic), 0u);
}

TEST(shape, long_functions_are_found) {
    EXPECT_EQ(count(check_functions, "a.cpp", "void f() {\n" + body_of(68) + "}\n"), 0u);
    EXPECT_EQ(count(check_functions, "a.cpp", "void f() {\n" + body_of(69) + "}\n"), 1u);
    const std::string member = "namespace a {\nclass B {\n    int f(int x) const {\n" + body_of(90) + "}\n};\n}\n";
    EXPECT_EQ(count(check_functions, "a.cpp", member), 1u);
    EXPECT_EQ(count(check_functions, "a.cpp", "#if defined(X)\nnamespace a {\n" + body_of(90) + "}\n"), 0u);
    EXPECT_EQ(count(check_functions, "a.cpp", "struct A {\n" + body_of(90) + "};\n"), 0u);
    EXPECT_EQ(count(check_functions, "a.cpp", "const Row table[] = {\n" + body_of(90) + "};\n"), 0u);
    EXPECT_EQ(count(check_functions, "a.cpp", "void f() {\n    auto g = [] { \"}\"; };\n" + body_of(80) + "}\n"), 1u);
}

TEST(project, has_first_lines_that_tell) { expect_none(check_first_lines(read_tree(KAON_ROOT))); }
TEST(project, has_short_files) { expect_none(check_lengths(read_tree(KAON_ROOT))); }
TEST(project, has_narrow_lines) { expect_none(check_columns(read_tree(KAON_ROOT))); }
TEST(project, has_short_functions) { expect_none(check_functions(read_tree(KAON_ROOT))); }
