// kaon new, and what every command says where there is no project.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

using namespace kaon::cli;

TEST(kaon_new, writes_a_project_of_each_template) {
    const Folder folder;
    for (const char* kind : {"fullstack", "api", "cli"}) {
        const std::string name = std::string("my_") + kind;
        const Said said = folder.run("new " + name + " --no-configure --template " + kind);
        EXPECT_EQ(said.code, 0) << said.text;
        EXPECT_NE(said.text.find("cd " + name), std::string::npos) << said.text;
        for (const char* file : {"CMakeLists.txt", "CMakePresets.json", "kaon.toml", ".clangd", ".gitignore"})
            EXPECT_TRUE(folder.has(name + "/" + file)) << kind << " " << file;
    }
}

TEST(kaon_new, puts_it_where_it_is_told) {
    const Folder folder;
    EXPECT_EQ(folder.run("new shop --no-configure --directory a/b").code, 0);
    EXPECT_NE(folder.read("a/b/CMakeLists.txt").find("project(shop CXX)"), std::string::npos);
    std::filesystem::create_directory(folder.path() / "empty");
    EXPECT_EQ(folder.run("new shop --no-configure --directory empty").code, 0) << "an empty folder is no obstacle";
}

TEST(kaon_new, begins_a_repository_where_there_is_none) {
    const Folder folder;
    EXPECT_EQ(folder.run("new plain --no-configure --no-git").code, 0);
    EXPECT_FALSE(folder.has("plain/.git"));
    EXPECT_EQ(folder.run("new shop --no-configure").code, 0);
    EXPECT_TRUE(folder.has("shop/.git"));
    EXPECT_EQ(folder.run_in("shop", "new inner --no-configure").code, 0);
    EXPECT_FALSE(folder.has("shop/inner/.git")) << "it lies in one";
    const Said said = folder.shell("PATH=/nowhere \"$kaon\" new other --no-configure 2>&1");
    EXPECT_EQ(said.code, 0) << said.text;
    EXPECT_FALSE(folder.has("other/.git")) << "git is not there";
    const Said files = folder.shell("cd shop && git status --porcelain --ignored --untracked-files=all");
    EXPECT_EQ(files.text.find("!!"), std::string::npos) << "what it writes is kept: " << files.text;
}

TEST(kaon_new, refuses_what_would_not_work_with_one_line) {
    const Folder folder;
    folder.write("full/file", "x");
    folder.write("taken", "x");
    struct Case {
        const char* words;
        int code;
        const char* part;
    };
    const Case cases[] = {
        {"new", 2, "kaon: NAME is required; see 'kaon new --help'"},
        {"new 'my shop'", 1, "kaon: 'my shop' is no name for a project: it contains a space; try 'my_shop'"},
        {"new test", 1, "kaon: 'test' is no name for a project: CMake has a target of that name; try 'test_site'"},
        {"new full", 1, "kaon: full is not empty: choose another name or --directory, or empty it"},
        {"new taken", 1, "kaon: taken is there and is no folder: choose another --directory"},
        {"new shop --directory taken/inner", 1, "kaon: cannot write taken/inner/"},
        {"new shop --template ful", 2, "kaon: --template: 'ful' is not fullstack|api|cli"},
        {"new shop extra", 2, "kaon: "},
    };
    for (const Case& c : cases) {
        const Said said = folder.run(c.words);
        EXPECT_EQ(said.code, c.code) << c.words << ": " << said.text;
        EXPECT_EQ(said.text.find(c.part), 0u) << c.words << ": " << said.text;
        EXPECT_EQ(std::ranges::count(said.text, '\n'), 1) << c.words << ": " << said.text;
        EXPECT_FALSE(folder.has("shop"));
    }
}

TEST(kaon, says_that_there_is_no_project) {
    const Folder folder;
    for (const char* words : {"build", "test", "run", "routes", "dev", "sql prepare", "sql migrate info",
                              "sql migrate run", "sql migrate add x"}) {
        const Said said = folder.run(words);
        EXPECT_EQ(said.code, 1) << words;
        EXPECT_EQ(said.text.find("kaon: no kaon.toml in "), 0u) << said.text;
        EXPECT_NE(said.text.find("make one with 'kaon new NAME'"), std::string::npos) << said.text;
    }
}

TEST(kaon, names_the_line_of_a_kaon_toml_that_is_wrong) {
    const Folder folder;
    folder.write("kaon.toml", "[project]\nname = shop\n");
    Said said = folder.run("sql prepare");
    EXPECT_EQ(said.code, 1);
    EXPECT_NE(said.text.find("/kaon.toml:2: "), std::string::npos) << said.text;
    folder.write("kaon.toml", "port = 1\n");
    said = folder.run("build");
    EXPECT_NE(said.text.find("add [project] and name = "), std::string::npos) << said.text;
    folder.write("kaon.toml", "[project]\nname = \"../x\"\n");
    said = folder.run("build");
    EXPECT_NE(said.text.find("'../x' is no name for a project"), std::string::npos) << said.text;
}

TEST(kaon, has_colours_for_a_terminal_only) {
    const Folder folder;
    const std::string terminal = "TERM=xterm script -qec \"'$kaon' zzz\" /dev/null";
    EXPECT_EQ(folder.run("zzz").text.find('\x1b'), std::string::npos);
    EXPECT_NE(folder.shell("unset NO_COLOR; " + terminal).text.find("\x1b[31mkaon:\x1b[0m"), std::string::npos);
    EXPECT_EQ(folder.shell("export NO_COLOR=1; " + terminal).text.find('\x1b'), std::string::npos);
}

TEST(kaon_doctor, says_what_is_missing_and_what_mends_it) {
    const Folder folder;
    const Said said = folder.shell("PATH=/nowhere \"$kaon\" doctor 2>&1");
    EXPECT_EQ(said.code, 1) << said.text;
    EXPECT_EQ(said.text.find("missing  compiler      clang++-19 is not there (needed): "), 0u) << said.text;
    EXPECT_NE(said.text.find("apt-get install -y clang-19\n"), std::string::npos) << said.text;
    const Said here = folder.run("doctor");
    EXPECT_EQ(here.code, here.text.find("(needed)") == std::string::npos ? 0 : 1) << here.text;
}
