// kaon build: what is left of what CMake, Ninja and the compiler write.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

using namespace kaon::cli;

namespace {

// Two files and no library, so that a build takes a moment; it only mentions where the library would be, which CMake
// would miss otherwise.
class Build : public testing::Test {
protected:
    Build() {
        folder.write("kaon.toml", "[project]\nname = \"tiny\"\n");
        folder.write("CMakeLists.txt",
                     "cmake_minimum_required(VERSION 3.25)\nproject(tiny CXX)\nset(package \"${kaon_DIR}\")\n"
                     "add_executable(tiny server/main.cpp server/count.cpp)\n");
        folder.write("CMakePresets.json",
                     R"({"version": 6, "configurePresets": [{"name": "dev", "generator": "Ninja",
                         "binaryDir": "${sourceDir}/build/dev",
                         "cacheVariables": {"CMAKE_CXX_COMPILER": "clang++-19",
                                            "CMAKE_CXX_FLAGS": "-Wall",
                                            "CMAKE_EXE_LINKER_FLAGS": "-fuse-ld=lld"}}]})");
        folder.write("server/main.cpp", "int count();\nint main() { return count(); }\n");
        folder.write("server/count.cpp", "int count() { return 0; }\n");
    }
    static std::ptrdiff_t lines(const Said& said) { return std::ranges::count(said.text, '\n'); }
    static bool has(const Said& said, std::string_view part) { return said.text.find(part) != std::string::npos; }

    Folder folder;
};

}  // namespace

TEST_F(Build, says_what_it_made_and_nothing_of_its_steps) {
    const Said said = folder.run_in("server", "build");
    EXPECT_EQ(said.code, 0) << said.text;
    EXPECT_EQ(said.text.find("Configuring build/dev\nBuilding build/dev\nBuilt ../build/dev/tiny ("), 0u) << said.text;
    EXPECT_EQ(lines(said), 3) << said.text;
    EXPECT_EQ(folder.run("build").text.find("Building build/dev\nBuilt build/dev/tiny ("), 0u);
}

TEST_F(Build, folds_the_mistakes_of_every_file_to_place_words_and_excerpt) {
    folder.write("server/main.cpp", "int main() { return cuont(); }\n");
    folder.write("server/count.cpp", "int count() { return 0 }\n");
    const Said said = folder.run("build");
    EXPECT_EQ(said.code, 1) << said.text;
    for (const char* part :
         {"error server/main.cpp:1:21  use of undeclared identifier 'cuont'\nint main() { return cuont(); }\n",
          "error server/count.cpp:1:23  expected ';' after return statement\nint count() { return 0 }\n",
          "kaon: building build/dev failed, see above; 'kaon build -v' and 'kaon test -v' show all of it\n"})
        EXPECT_TRUE(has(said, part)) << said.text;
    for (const char* part : {"FAILED:", "clang++", "error generated", "ninja:", "\x01"})
        EXPECT_FALSE(has(said, part)) << part << " in " << said.text;
    folder.write("server/main.cpp", "int count();\nint main() { return count(); }\n");
    folder.write("server/count.cpp", "int count() { return 0; }\n");
    EXPECT_EQ(folder.run("build").code, 0);
}

TEST_F(Build, shows_warnings_as_they_are) {
    folder.write("server/count.cpp", "int count() {\n    int spare;\n    return 0;\n}\n");
    const Said said = folder.run("build");
    EXPECT_EQ(said.code, 0) << said.text;
    EXPECT_TRUE(has(said, "server/count.cpp:2:9: warning: unused variable 'spare' [-Wunused-variable]\n"));
}

TEST_F(Build, tells_what_the_linker_and_the_compiler_miss) {
    folder.write("server/count.cpp", "int other() { return 0; }\n");
    Said said = folder.run("build");
    EXPECT_EQ(said.code, 1);
    EXPECT_TRUE(has(said, "error undefined symbol: count()\n  referenced by ")) << said.text;
    EXPECT_FALSE(has(said, "FAILED:") || has(said, "linker command failed")) << said.text;
    std::filesystem::remove(folder.path() / "server/count.cpp");
    said = folder.run("build");
    EXPECT_EQ(said.code, 1);
    EXPECT_TRUE(has(said, "no such file or directory: '" + (folder.path() / "server/count.cpp").string())) << said.text;
}

TEST_F(Build, verbose_keeps_all_of_it) {
    folder.write("server/count.cpp", "int count() { return 0 }\n");
    const Said said = folder.run("build -v");
    EXPECT_EQ(said.code, 1);
    for (const char* part : {"FAILED: ", "1 error generated.", "kaon: building build/dev failed, see above\n"})
        EXPECT_TRUE(has(said, part)) << said.text;
}
